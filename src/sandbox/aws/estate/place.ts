import type { EpochMs } from '../../../core/time.ts';
import type { Change } from './changes.ts';
import type { EstateKind } from './kinds.ts';

/** One account of the organization. */
export interface Account {
  /** Twelve digits. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Tags on the account itself, which its resources inherit. */
  readonly tags: readonly (readonly [key: string, value: string])[];
  readonly joinedAt: EpochMs;
  readonly seed: number;
  /** How many it has of an account-wide kind. */
  count(kind: EstateKind): number;
  /** How many of an account-wide kind the accounts before this one have. */
  first(kind: EstateKind): number;
}

/** Where resources are: an account in a region. Everything about them follows from it and their number. */
export interface Place {
  readonly account: Account;
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
  /** What has been changed of a resource, as far as reads see it by now. */
  changeOf(id: string): Change | undefined;
}
