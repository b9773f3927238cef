import type { EpochMs } from '../../../../core/time.ts';
import type { Tag } from '../../../estate/tags.ts';
import type { ProjectCell } from '../../estate/estate.ts';

/** A resource as Cloud Asset Inventory keeps it. */
export interface Asset {
  /** Full resource name. */
  readonly name: string;
  /** What it is called by people. */
  readonly displayName: string;
  /** A region, a zone or `global`. */
  readonly location: string;
  readonly labels: readonly Tag[];
  readonly state?: string;
  readonly createdAt?: EpochMs;
  /** As its own service tells it, as JSON. */
  data(): string;
}

/** Assets of one type in one place, in a fixed order. */
export interface AssetSource {
  readonly size: number;
  /** Undefined where there is nothing of that number, or nothing any more. */
  at(index: number): Asset | undefined;
}

/** A type of assets: what its data is, and where a project has them. */
export interface AssetType {
  /** `compute.googleapis.com/Instance` */
  readonly type: string;
  /** Of the service's API: `v1`. */
  readonly version: string;
  /** As the API's discovery document names it. */
  readonly discoveryName: string;
  sourcesOf(project: ProjectCell): readonly AssetSource[];
}
