import type { EpochMs } from '../../../core/time.ts';
import type { Tag } from '../../estate/tags.ts';

/** An instant to the microsecond, as Google's newer services write it. */
export function timeText(at: EpochMs): string {
  return new Date(at).toISOString().replace('Z', '000Z');
}

/** Labels as a document; nothing where there are none. */
export function labelsDocument(labels: readonly Tag[]): {
  readonly labels?: Readonly<Record<string, string>>;
} {
  return labels.length === 0 ? {} : { labels: Object.fromEntries(labels) };
}
