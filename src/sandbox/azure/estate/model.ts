import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import type { EstateKind } from './kinds.ts';
import type { Place, ResourceGroup } from './place.ts';

/** What every modelled resource of Azure has; its `arn` is its ARM id in lower case. */
export interface AzureModel extends Modelled {
  readonly index: number;
  /** Within its type and group; the same as its `id`, but for what has a name within a parent. */
  readonly name: string;
  readonly group: ResourceGroup;
  /** The ARM id, as it was spelled when it was made. */
  readonly armId: string;
  readonly createdAt: EpochMs;
  /** It was deleted. */
  readonly gone?: boolean;
}

/** A population whose names end in the number of the resource, with what was changed of each. */
export function changeablePopulation<Model extends AzureModel>(
  place: Place,
  size: number,
  nameOf: (index: number) => string,
  make: (index: number, name: string) => Model,
): Population<Model> {
  return numberedPopulation(size, nameOf, (index, name) => withChanges(place, make(index, name)));
}

/** A resource with its tags as they were changed, and gone if it was deleted. */
export function withChanges<Model extends AzureModel>(place: Pick<Place, 'changeOf'>, model: Model): Model {
  const change = place.changeOf(model.arn);
  if (change === undefined) return model;
  return {
    ...model,
    ...(change.tags !== undefined && { tags: change.tags }),
    ...(change.gone !== undefined && { gone: change.gone }),
  };
}

/** What follows from the name of a resource, its number and its group. */
export function named(
  group: ResourceGroup,
  index: number,
  name: string,
  /** Its type and names: `Microsoft.Network/natGateways/nat-1`. */
  path: string,
): Pick<AzureModel, 'index' | 'id' | 'name' | 'group' | 'armId' | 'arn'> {
  const armId = `${group.path}/providers/${path}`;
  return { index, id: name, name, group, armId, arn: armId.toLowerCase() };
}

/** Which of a table's stories the index-th of a kind has: spread evenly over all places. */
export function storyOf<Story>(
  place: Pick<Place, 'estateSeed' | 'first'>,
  kind: EstateKind,
  index: number,
  stories: readonly Weighted<Story>[],
): Story {
  return choose(spread(mixText(place.estateSeed, kind), place.first(kind) + index), stories);
}

/** A name of a service of the company's, out of a draw. */
export function serviceOf(drawn: number): string {
  return services[drawn % services.length] ?? 'web';
}

/** The seed of the index-th of a kind, which is different in each place. */
export function seedOf(place: Pick<Place, 'seed'>, kind: EstateKind, index: number): number {
  return mix(mixText(place.seed, kind), index);
}

const dayMs = 86_400_000;

/** An instant so many days before the estate's anchor, to the second. */
export function daysBefore({ anchorAt }: Pick<Place, 'anchorAt'>, days: number): EpochMs {
  return Math.floor((anchorAt - days * dayMs) / 1_000) * 1_000;
}
