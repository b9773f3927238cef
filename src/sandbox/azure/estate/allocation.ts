import { type Part, partsOfKinds } from '../../estate/parts.ts';
import { type EstateKind, estateKinds, kindShares } from './kinds.ts';

/** How many of each kind there are. Every kind occurs. */
export type Counts = Readonly<Record<EstateKind, number>>;

/** The smallest estate in which every kind occurs. */
const leastSize = 50;

/** Disks for each machine, of which one is its own. */
const leastSpareDisks = 1.1;

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
  // Every gateway holds an address, and every image is made of a snapshot.
  rest -= raise(counts, 'address', counts['nat-gateway'] + 1);
  rest -= raise(counts, 'snapshot', counts.image + counts['gallery-image']);
  counts.volume += rest;
  const shortOf = Math.ceil(counts.instance * leastSpareDisks) - counts.volume;
  if (shortOf > 0) {
    counts.instance -= Math.ceil(shortOf / 2);
    counts.volume += Math.ceil(shortOf / 2);
  }
  return counts;
}

/** Makes a count large enough, and tells by how much. */
function raise(counts: Record<EstateKind, number>, kind: EstateKind, least: number): number {
  const by = Math.max(0, least - counts[kind]);
  counts[kind] += by;
  return by;
}

/**
 * Kinds of which some belong to each of other kinds, in the same place: they are divided as those are, and only what is
 * left over by weight.
 */
const carriers: Partial<Readonly<Record<EstateKind, readonly EstateKind[]>>> = {
  volume: ['instance'],
  snapshot: ['image', 'gallery-image'],
  address: ['nat-gateway'],
};

/** The part of each kind that falls to one place. */
export function partsOf(
  counts: Counts,
  weights: readonly number[],
  index: number,
): Readonly<Record<EstateKind, Part>> {
  return partsOfKinds(counts, carriers, weights, index);
}
