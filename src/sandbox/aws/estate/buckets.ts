import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import type { Place } from './place.ts';

/** A modelled S3 bucket; its id is its name, which is unique in the world. */
export interface Bucket extends Modelled {
  readonly index: number;
  readonly region: string;
  readonly createdAt: EpochMs;
  readonly versioning?: 'Enabled' | 'Suspended';
  readonly lifecycle?: { readonly expireAfterDays: number };
  /** Its policy keeps even its owner from reading its tags. */
  readonly tagsDenied: boolean;
}

interface Story {
  readonly tags: 'drawn' | 'none' | 'denied';
}

const stories: readonly Weighted<Story>[] = [
  [70, { tags: 'drawn' }],
  [12, { tags: 'denied' }],
  [18, { tags: 'none' }],
];

const purposes = ['assets', 'backups', 'exports', 'logs', 'models', 'raw', 'uploads'] as const;
const dayMs = 86_400_000;

/** The S3 buckets of a place. */
export function bucketsOf(place: Place): Population<Bucket> {
  const seed = mixText(place.seed, 'bucket');

  function nameOf(index: number): string {
    const bits = mix(seed, index);
    const service = services[bits % services.length] ?? 'app';
    const purpose = purposes[(bits >>> 8) % purposes.length] ?? 'data';
    return `acme-${service}-${purpose}-${place.account.id.slice(-6)}-${place.region}-${index + 1}`;
  }

  return numberedPopulation(place.count('bucket'), nameOf, (index, name) => {
    const dice = new Dice(mix(seed, index));
    const story = choose(spread(mixText(place.estateSeed, 'bucket'), place.first('bucket') + index), stories);
    const versioning = dice.unit();
    const lifecycle = dice.chance(0.4);
    const expireAfterDays = dice.pick([30, 90, 365]);
    const createdAt = Math.floor(place.anchorAt - dice.between(10, 1_800) * dayMs);
    const tags = story.tags === 'none' ? [] : drawTags(dice, undefined);
    const tagsDenied = story.tags === 'denied';
    return {
      id: name,
      arn: `arn:aws:s3:::${name}`,
      index,
      region: place.region,
      createdAt,
      ...(versioning < 0.4 && { versioning: 'Enabled' as const }),
      ...(versioning > 0.95 && { versioning: 'Suspended' as const }),
      ...(lifecycle && { lifecycle: { expireAfterDays } }),
      tagsDenied,
      tags,
      truths: tagsDenied ? [] : tagTruths(tags, place.account),
      undecidable: tagsDenied ? ['required-tags'] : [],
    };
  });
}
