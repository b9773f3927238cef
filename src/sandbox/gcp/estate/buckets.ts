import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import { drawLabels, labelTruths } from './labels.ts';
import type { Project } from './place.ts';
import { regionWeights } from './regions.ts';

/** A modelled bucket of Cloud Storage; its id is its name, which is unique in the world. */
export interface Bucket extends Modelled {
  readonly index: number;
  readonly seed: number;
  /** As Cloud Storage writes it: `US-CENTRAL1`, `EU`, `NAM4`. */
  readonly location: string;
  readonly locationType: 'region' | 'multi-region' | 'dual-region';
  readonly storageClass: 'STANDARD' | 'NEARLINE' | 'COLDLINE' | 'ARCHIVE';
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  /** Absent: never said. */
  readonly versioning?: boolean;
  readonly lifecycle?: { readonly expireAfterDays: number };
  readonly uniformAccess: boolean;
  readonly publicAccessPrevention: 'inherited' | 'enforced';
}

const purposes = ['assets', 'backups', 'exports', 'logs', 'models', 'raw', 'uploads'] as const;
const dayMs = 86_400_000;

/** The buckets of a project. They are the project's, not a region's: each has a location of its own. */
export function bucketsOf(project: Project): Population<Bucket> {
  const kindSeed = mixText(project.seed, 'bucket');

  function nameOf(index: number): string {
    const bits = mix(kindSeed, index);
    const service = services[bits % services.length] ?? 'app';
    const purpose = purposes[(bits >>> 8) % purposes.length] ?? 'data';
    return `${project.id}-${service}-${purpose}-${index + 1}`;
  }

  return numberedPopulation(project.count('bucket'), nameOf, (index, name) => {
    const seed = mix(kindSeed, index);
    const dice = new Dice(seed);
    const arn = `//storage.googleapis.com/${name}`;
    const labels = dice.chance(0.82) ? drawLabels(new Dice(mix(seed, 1))) : [];
    const tags = project.changeOf(arn)?.labels ?? labels;
    const createdDaysAgo = dice.between(10, 1_800);
    const versioning = dice.unit();
    return {
      index,
      seed,
      id: name,
      arn,
      ...locationOf(dice),
      storageClass: dice.weighted([
        [80, 'STANDARD'],
        [12, 'NEARLINE'],
        [5, 'COLDLINE'],
        [3, 'ARCHIVE'],
      ]),
      createdAt: Math.floor(project.anchorAt - createdDaysAgo * dayMs),
      updatedAt: Math.floor(project.anchorAt - dice.between(1, createdDaysAgo) * dayMs),
      ...(versioning < 0.5 && { versioning: versioning < 0.4 }),
      ...(dice.chance(0.4) && { lifecycle: { expireAfterDays: dice.pick([30, 90, 365]) } }),
      uniformAccess: dice.chance(0.8),
      publicAccessPrevention: dice.chance(0.7) ? 'enforced' : 'inherited',
      tags,
      truths: labelTruths(tags, project),
      undecidable: [],
    };
  });
}

function locationOf(dice: Dice): Pick<Bucket, 'location' | 'locationType'> {
  const kind = dice.unit();
  if (kind < 0.2) return { location: dice.pick(['US', 'EU']), locationType: 'multi-region' };
  if (kind < 0.23) return { location: 'NAM4', locationType: 'dual-region' };
  return {
    location: dice.weighted(regionWeights.map(([region, weight]) => [weight, region] as const)).toUpperCase(),
    locationType: 'region',
  };
}
