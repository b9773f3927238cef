import type { Tag } from '../../estate/tags.ts';

/** What has been changed of a resource since the estate was made. Absent: as it was made. */
export interface Change {
  /** All its labels. */
  readonly labels?: readonly Tag[];
  /** It is gone. */
  readonly deleted?: true;
}
