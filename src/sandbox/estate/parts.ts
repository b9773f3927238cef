/** A run of neighbours out of many. */
export interface Part {
  readonly first: number;
  readonly count: number;
}

/**
 * The part of each kind that falls to the index-th of several places by weight. All parts add up to the counts exactly,
 * and what is too little to go round goes to the first. Carriers are kinds of which some of another kind belong to each,
 * in the same place: those are divided as the carriers are, and only what is left over by weight.
 */
export function partsOfKinds<Kind extends string>(
  counts: Readonly<Record<Kind, number>>,
  carriers: Partial<Readonly<Record<Kind, readonly Kind[]>>>,
  weights: readonly number[],
  index: number,
): Readonly<Record<Kind, Part>> {
  function part(kind: Kind): Part {
    const carried = (carriers[kind] ?? []).map((carrier) => counts[carrier]);
    const spare = carried.reduce((rest, total) => rest - total, counts[kind]);
    return [...carried, spare]
      .map((total) => partOf(total, weights, index))
      .reduce((sum, { first, count }) => ({ first: sum.first + first, count: sum.count + count }));
  }
  // The keys of the counts are the kinds, each of which gets its part; neither function's type can tell.
  const kinds = Object.keys(counts) as Kind[];
  return Object.fromEntries(kinds.map((kind) => [kind, part(kind)])) as Record<Kind, Part>;
}

function partOf(total: number, weights: readonly number[], index: number): Part {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const before = weights.slice(0, index).reduce((sum, weight) => sum + weight, 0);
  const first = Math.ceil((total * before) / whole);
  const next = Math.ceil((total * (before + (weights[index] ?? 0))) / whole);
  return { first, count: next - first };
}
