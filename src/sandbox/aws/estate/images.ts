import type { EpochMs } from '../../../core/time.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { Dice, mix } from '../../seeded.ts';
import { populationOf } from './ids.ts';
import { architectureOfImage, imageSeed, snapshotIdOf } from './machine-images.ts';
import { changedTags } from './overlay.ts';
import type { Place } from './place.ts';

/** A modelled machine image (AMI) of the account's own. */
export interface Image extends Modelled {
  readonly index: number;
  readonly name: string;
  readonly description: string;
  readonly createdAt: EpochMs;
  readonly deprecatedAt?: EpochMs;
  readonly lastLaunchedAt?: EpochMs;
  readonly architecture: 'x86_64' | 'arm64';
  readonly public: boolean;
  readonly rootSnapshotId: string;
  readonly rootSizeGib: number;
}

const dayMs = 86_400_000;

/** The images of a place. */
export function imagesOf(place: Place): Population<Image> {
  const seed = imageSeed(place);
  return populationOf('ami-0', seed, place.count('image'), (index, id) => {
    const image = imageAt(place, seed, index, id);
    const changes = place.changeOf(id)?.tags;
    return changes === undefined ? image : { ...image, tags: changedTags(image.tags, changes) };
  });
}

function imageAt(place: Place, kindSeed: number, index: number, id: string): Image {
  const dice = new Dice(mix(kindSeed, index));
  const service = dice.pick(services);
  const createdAt = Math.floor(place.anchorAt - dice.between(5, 900) * dayMs);
  const tags = drawTags(dice, dice.chance(0.5) ? `${service}-image` : undefined);
  return {
    index,
    id,
    arn: `arn:aws:ec2:${place.region}::image/${id}`,
    name: `${service}-${new Date(createdAt).toISOString().slice(0, 10)}-${index}`,
    description: dice.chance(0.3) ? `Golden image of ${service}, <built> & tested` : '',
    createdAt,
    ...(dice.chance(0.2) && { deprecatedAt: createdAt + 730 * dayMs }),
    ...(dice.chance(0.6) && {
      lastLaunchedAt: Math.floor(createdAt + dice.unit() * (place.anchorAt - createdAt)),
    }),
    architecture: architectureOfImage(index),
    public: dice.chance(0.02),
    rootSnapshotId: snapshotIdOf(place, index),
    rootSizeGib: rootSizeOfImage(index),
    tags,
    truths: tagTruths(tags, place.account),
    undecidable: [],
  };
}

/** The size of the index-th image's root volume, and so of its snapshot. */
export function rootSizeOfImage(index: number): number {
  return [8, 20, 30][index % 3] ?? 8;
}
