/**
 * A set of modelled resources that is never held in memory: each is made when asked for, from the seed and its index
 * alone, so that an estate of a million takes no room and the same seed gives the same estate.
 */
export interface Population<Model> {
  readonly size: number;
  /** @throws {RangeError} outside 0…size-1. */
  at(index: number): Model;
  /** By its short id or name (the index is encoded in it). */
  find(id: string): Model | undefined;
}

/** What every modelled resource has. */
export interface Modelled {
  /** As the service's API calls it: `i-0abc…`, `vol-0abc…`, a bucket's name. */
  readonly id: string;
  readonly arn: string;
  readonly tags: readonly (readonly [key: string, value: string])[];
  /** Ids of the rules of the default pack that ought to flag it. */
  readonly truths: readonly string[];
  /** Ids of the rules that cannot reach a verdict on it, as the evidence they need does not exist. */
  readonly undecidable: readonly string[];
}
