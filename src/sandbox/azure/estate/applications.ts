import type { EpochMs } from '../../../core/time.ts';
import type { Modelled, Population } from '../../population.ts';
import { Dice, mix, mixText, type Weighted } from '../../seeded.ts';
import { servicePrincipalIdOf } from './authorization.ts';
import { guidOf, indexOfGuid } from './guid.ts';
import { daysBefore, seedOf, serviceOf } from './model.ts';
import type { Place } from './place.ts';

/** A modelled application of the tenant, with the service principal that stands for it. Its id is the latter's. */
export interface Application extends Modelled {
  readonly index: number;
  /** Id of the application as an object of the directory, which is another than its own and its principal's. */
  readonly objectId: string;
  readonly appId: string;
  readonly displayName: string;
  readonly createdAt: EpochMs;
  readonly enabled: boolean;
  readonly secrets: readonly ApplicationCredential[];
  readonly certificates: readonly ApplicationCredential[];
}

export interface ApplicationCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
}

interface Story {
  /** Days until its secret ends; negative: since it has. */
  readonly secret?: readonly [least: number, most: number];
  readonly certificate?: readonly [least: number, most: number];
}

const stories: readonly Weighted<Story>[] = [
  [30, { secret: [60, 400] }],
  [20, { secret: [-300, -20] }],
  [15, { secret: [3, 25] }],
  [20, { certificate: [100, 600] }],
  [5, { secret: [5_000, 9_000] }],
  [10, {}],
];

const dayMs = 86_400_000;

/** The applications of the tenant that are counted with a place. */
export function applicationsOf(place: Place): Population<Application> {
  const size = place.count('application');
  const principals = mixText(place.seed, 'service-principal');

  function at(index: number): Application {
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`there is no application ${index} among ${size}`);
    const seed = seedOf(place, 'application', index);
    const dice = new Dice(seed);
    const story = dice.weighted(stories);
    const id = servicePrincipalIdOf(place, index);
    const until = ([least, most]: readonly [number, number], displayName: string | null) => ({
      keyId: guidOf(mix(seed, 1), displayName === null ? 0 : 1),
      displayName,
      startsAt: daysBefore(place, 500),
      endsAt: daysBefore(place, -dice.between(least, most)),
    });
    return {
      index,
      id,
      arn: `/serviceprincipals/${id}`,
      objectId: guidOf(mixText(place.seed, 'application-object'), index),
      appId: guidOf(mixText(place.seed, 'application'), index),
      displayName: `${serviceOf(seed)}-deployer-${place.shortLocation}-${place.subscription.index + 1}-${index + 1}`,
      createdAt: Math.floor((place.anchorAt - 600 * dayMs) / 1_000) * 1_000,
      enabled: dice.chance(0.93),
      secrets: story.secret === undefined ? [] : [until(story.secret, 'deploy')],
      certificates: story.certificate === undefined ? [] : [until(story.certificate, null)],
      tags: [],
      truths: [],
      undecidable: [],
    };
  }

  function find(id: string): Application | undefined {
    const index = indexOfGuid(principals, id);
    return index === undefined || index >= size ? undefined : at(index);
  }

  return { size, at, find };
}
