import type { EpochMs } from '../../../core/time.ts';
import type { Tag } from '../../estate/tags.ts';
import type { Change } from './changes.ts';
import type { EstateKind } from './kinds.ts';

/** The organization that all belongs to. */
export interface Organization {
  /** Twelve digits. */
  readonly id: string;
  /** Its domain. */
  readonly displayName: string;
  readonly customerId: string;
  readonly createdAt: EpochMs;
}

/** A folder of the organization, or of another folder. */
export interface Folder {
  /** Twelve digits. */
  readonly id: string;
  readonly displayName: string;
  /** `organizations/123` or `folders/123`. */
  readonly parent: string;
  readonly createdAt: EpochMs;
}

/** One project of the organization, and where what it has as a whole is kept. */
export interface Project {
  /** As paths name it: `acme-production-4f2a`. */
  readonly id: string;
  /** Twelve digits. */
  readonly number: string;
  readonly name: string;
  /** `folders/123` or `organizations/123`. */
  readonly parent: string;
  /** Its own labels, which its resources inherit. */
  readonly labels: readonly Tag[];
  readonly createdAt: EpochMs;
  readonly anchorAt: EpochMs;
  /** The estate's, for what is to be spread evenly over all projects. */
  readonly estateSeed: number;
  readonly seed: number;
  /** How many it has of a kind. */
  count(kind: EstateKind): number;
  /** How many of a kind the projects before this one have. */
  first(kind: EstateKind): number;
  /** The sandbox's present time, by which what was under way is done. */
  now(): EpochMs;
  /** What has been changed of a resource (by its full name), as far as reads see it by now. */
  changeOf(name: string): Change | undefined;
}

/** Where resources are: a project in a region. Everything about them follows from it and their number. */
export interface Place {
  readonly project: Project;
  readonly region: string;
  readonly anchorAt: EpochMs;
  /** The estate's, for what is to be spread evenly over all places. */
  readonly estateSeed: number;
  /** Different in each place; derive a kind's own with `mixText(place.seed, kind)`. */
  readonly seed: number;
  /** How many it has of a kind. */
  count(kind: EstateKind): number;
  /** How many of a kind the places before this one have: `first(kind) + index` numbers a resource in the estate. */
  first(kind: EstateKind): number;
  /** The sandbox's present time, by which what was under way is done. */
  now(): EpochMs;
  /** What has been changed of a resource (by its full name), as far as reads see it by now. */
  changeOf(name: string): Change | undefined;
}
