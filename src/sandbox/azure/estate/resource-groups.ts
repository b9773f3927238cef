import { drawTags } from '../../estate/tags.ts';
import { services } from '../../estate/vocabulary.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import type { Place, ResourceGroup } from './place.ts';

const vmsPerGroup = 40;
const mostGroups = 60;
const environments = ['prod', 'dev', 'test', 'stage'] as const;

/** The resource groups of a place: one for each service and environment, as far as there is something to be in it. */
export function resourceGroupsOf(
  place: Pick<Place, 'subscription' | 'shortLocation' | 'seed' | 'count'>,
): readonly ResourceGroup[] {
  const seed = mixText(place.seed, 'resource-group');
  const length = Math.min(mostGroups, 1 + Math.floor(place.count('instance') / vmsPerGroup));
  return Array.from({ length }, (_, index) => {
    const service = services[index % services.length] ?? 'web';
    const environment = environments[Math.floor(index / services.length)] ?? 'prod';
    const name = `rg-${service}-${environment}-${place.shortLocation}`;
    return {
      name,
      path: `/subscriptions/${place.subscription.id}/resourceGroups/${name}`,
      tags: drawTags(new Dice(mix(seed, index)), undefined),
    };
  });
}
