import { type Part, partsOfKinds } from '../../estate/parts.ts';
import { type EstateKind, estateKinds, kindShares } from './kinds.ts';

/** How many of each kind there are. Every kind occurs. */
export type Counts = Readonly<Record<EstateKind, number>>;

/** The smallest estate in which every kind occurs. */
const leastSize = 50;

/** Volumes for each instance, of which one is its root. */
const leastSpareVolumes = 1.1;

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
  // Every gateway holds an address, every image is made of a snapshot, every instance has a root volume.
  const address = Math.max(counts.address, counts['nat-gateway'] + 1);
  rest -= address - counts.address;
  counts.address = address;
  counts.volume += rest;
  const shortOf = Math.ceil(counts.instance * leastSpareVolumes) - counts.volume;
  if (shortOf > 0) {
    counts.instance -= Math.ceil(shortOf / 2);
    counts.volume += Math.ceil(shortOf / 2);
  }
  return counts;
}

/**
 * Kinds of which one each belongs to one of another kind, in the same place: they are divided as that one is, and only
 * what is left over by weight.
 */
const carriers: Partial<Readonly<Record<EstateKind, readonly EstateKind[]>>> = {
  volume: ['instance'],
  snapshot: ['image'],
  address: ['nat-gateway'],
};

/** The part of each kind that falls to one cell (or, of the account-wide kinds, to one account). */
export function partsOf(
  counts: Counts,
  weights: readonly number[],
  index: number,
): Readonly<Record<EstateKind, Part>> {
  return partsOfKinds(counts, carriers, weights, index);
}
