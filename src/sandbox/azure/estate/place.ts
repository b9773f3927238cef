import type { EpochMs } from '../../../core/time.ts';
import type { Tag } from '../../estate/tags.ts';
import type { Change } from './changes.ts';
import type { EstateKind } from './kinds.ts';

/** What subscriptions are put into, and other such groups. */
export interface ManagementGroup {
  /** Its id within the tenant. */
  readonly name: string;
  readonly displayName: string;
  /** Name of the group it is in; absent of the tenant's root. */
  readonly parent?: string;
}

/** One subscription of the tenant. */
export interface Subscription {
  /** A GUID. */
  readonly id: string;
  readonly index: number;
  readonly name: string;
  /** Tags on the subscription itself. Azure lends them to nothing in it. */
  readonly tags: readonly Tag[];
  /** Name of the management group it is in. */
  readonly managementGroup: string;
  readonly seed: number;
}

/** What every resource is in. Azure does not lend its tags to them. */
export interface ResourceGroup {
  readonly name: string;
  /** `/subscriptions/…/resourceGroups/…` */
  readonly path: string;
  readonly tags: readonly Tag[];
}

/** Where resources are: a subscription in a location. Everything about them follows from it and their number. */
export interface Place {
  readonly subscription: Subscription;
  readonly location: string;
  /** As names of resources abbreviate it: `weu`. */
  readonly shortLocation: string;
  /** Whether it is the first of its subscription: what belongs to the subscription is told of with it. */
  readonly isFirst: boolean;
  readonly tenantId: string;
  readonly anchorAt: EpochMs;
  /** The estate's, for what is to be spread evenly over all places. */
  readonly estateSeed: number;
  /** Different in each place; derive a kind's own with `mixText(place.seed, kind)`. */
  readonly seed: number;
  readonly groups: readonly ResourceGroup[];
  /** How many it has of a kind. */
  count(kind: EstateKind): number;
  /** How many of a kind the places before this one have: `first(kind) + index` numbers a resource in the estate. */
  first(kind: EstateKind): number;
  /** The sandbox's present time, by which what was under way is done. */
  now(): EpochMs;
  /** What has been changed of a resource (its ARM id in lower case), as far as reads see it by now. */
  changeOf(id: string): Change | undefined;
}

/** The resource group of an index-th resource. */
export function groupOf(place: Place, seed: number): ResourceGroup {
  const group = place.groups[seed % place.groups.length];
  if (group === undefined) throw new RangeError('a place has at least one resource group');
  return group;
}
