import { type Part, partsOfKinds } from '../../estate/parts.ts';
import { type EstateKind, estateKinds, kindShares } from './kinds.ts';

/** How many of each kind there are. Every kind occurs. */
export type Counts = Readonly<Record<EstateKind, number>>;

/** The smallest estate in which every kind occurs. */
const leastSize = 50;

/** Disks for each instance, of which one is what it boots from. */
const leastDisks = 1.08;

/** Divides an estate's size among the kinds: by their shares, at least one each, and so that they fit together. */
export function countsOf(size: number): Counts {
  if (!Number.isInteger(size) || size < leastSize || size > 1_000_000)
    throw new RangeError(`an estate has ${leastSize} to 1000000 resources, not ${size}`);
  const counts = { ...kindShares } satisfies Record<EstateKind, number> as Record<EstateKind, number>;
  let rest = size;
  for (const kind of estateKinds) {
    counts[kind] = Math.max(1, Math.floor(kindShares[kind] * size));
    rest -= counts[kind];
  }
  // Every router's NAT holds an address.
  const address = Math.max(counts.address, counts.router + 1);
  rest -= address - counts.address;
  counts.address = address;
  counts.disk += rest;
  const shortOf = Math.ceil(counts.instance * leastDisks) - counts.disk;
  if (shortOf > 0) {
    counts.instance -= Math.ceil(shortOf / 2);
    counts.disk += Math.ceil(shortOf / 2);
  }
  return counts;
}

/**
 * Kinds of which one each belongs to one of another kind, in the same place: they are divided as that one is, and only
 * what is left over by weight.
 */
const carriers: Partial<Readonly<Record<EstateKind, readonly EstateKind[]>>> = {
  disk: ['instance'],
  address: ['router'],
};

/** The part of each kind that falls to one place. */
export function partsOf(
  counts: Counts,
  weights: readonly number[],
  index: number,
): Readonly<Record<EstateKind, Part>> {
  return partsOfKinds(counts, carriers, weights, index);
}
