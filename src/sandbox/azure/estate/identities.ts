import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { Population } from '../../population.ts';
import { Dice, mix } from '../../seeded.ts';
import { guidOf } from './guid.ts';
import { identityNameOf, identitySeed } from './identity-names.ts';
import { type AzureModel, changeablePopulation, daysBefore, named } from './model.ts';
import { groupOf, type Place } from './place.ts';

/** A modelled managed identity of its own. */
export interface ManagedIdentity extends AzureModel {
  readonly clientId: string;
  /** Id of the service principal that stands for it. */
  readonly principalId: string;
}

/** The managed identities of a place. */
export function identitiesOf(place: Place): Population<ManagedIdentity> {
  const kindSeed = identitySeed(place);
  return changeablePopulation(
    place,
    place.count('identity'),
    (index) => identityNameOf(place, index),
    (index, name) => {
      const seed = mix(kindSeed, index);
      const dice = new Dice(seed);
      const tags = drawTags(dice, undefined);
      const path = `Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
      return {
        ...named(groupOf(place, seed >>> 4), index, name, path),
        createdAt: daysBefore(place, dice.between(30, 900)),
        clientId: guidOf(kindSeed, index * 2),
        principalId: principalIdOf(place, index),
        tags,
        truths: tagTruths(tags, place.subscription),
        undecidable: [],
      };
    },
  );
}

export function principalIdOf(place: Pick<Place, 'seed'>, index: number): string {
  return guidOf(identitySeed(place), index * 2 + 1);
}
