import type { Population } from '../../population.ts';

/** Part of a population. */
export interface PopulationPage<Model> {
  readonly items: readonly Model[];
  /** The index at which the next page begins; undefined after the last. */
  readonly next: number | undefined;
}

/** Up to `limit` of a population's resources that a request asks for, from an index on. */
export function pageOfPopulation<Model>(
  population: Population<Model>,
  from: number,
  limit: number,
  accepts: (model: Model) => boolean = () => true,
): PopulationPage<Model> {
  const items: Model[] = [];
  for (let index = from; index < population.size; index++) {
    const model = population.at(index);
    if (!accepts(model)) continue;
    if (items.length === limit) return { items, next: index };
    items.push(model);
  }
  return { items, next: undefined };
}
