import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import type { UsageShape } from '../../estate/usage-shape.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { drawLabels, labelTruths } from './labels.ts';
import type { Place } from './place.ts';
import { zonesOf } from './regions.ts';

/** A modelled Cloud SQL instance; its id is its name, of which there is one in a project. */
export interface Database extends Modelled {
  readonly index: number;
  readonly seed: number;
  /** `POSTGRES_16` */
  readonly version: string;
  /** `db-custom-2-7680` */
  readonly tier: string;
  readonly edition: 'ENTERPRISE' | 'ENTERPRISE_PLUS';
  readonly state: 'RUNNABLE' | 'MAINTENANCE' | 'PENDING_CREATE' | 'SUSPENDED';
  /** Somebody stopped it, which its state does not tell: only that it is never to be active. */
  readonly stopped: boolean;
  readonly regional: boolean;
  readonly zone: string;
  readonly diskType: 'PD_SSD' | 'PD_HDD';
  readonly diskGib: number;
  readonly public: boolean;
  readonly address: string;
  readonly deletionProtection: boolean;
  readonly createdAt: EpochMs;
  /** Name of the instance it replicates. */
  readonly replicaOf?: string;
  /** Names of the instances that replicate it. */
  readonly replicas: readonly string[];
  readonly usage: UsageShape;
  /** Its metrics do not exist. */
  readonly metricsMissing: boolean;
}

interface Story {
  readonly usage: UsageShape;
  readonly replica?: true;
  readonly state?: Database['state'];
  readonly stopped?: true;
  readonly createdDaysAgo?: readonly [least: number, most: number];
  readonly metricsMissing?: true;
  readonly truths?: readonly string[];
  readonly undecidable?: readonly string[];
}

const rule = 'database-without-connections';

const stories: readonly Weighted<Story>[] = [
  [16, { usage: 'idle', truths: [rule] }],
  [25, { usage: 'web' }],
  // Nobody connects to it, but it is what takes over when the other one fails.
  [9, { usage: 'idle', replica: true }],
  [12, { usage: 'office-hours' }],
  // An hour of use in a week is use.
  [8, { usage: 'weekly' }],
  [7, { usage: 'steady' }],
  [5, { usage: 'idle', createdDaysAgo: [0.5, 6] }],
  [6, { usage: 'idle', stopped: true }],
  [6, { usage: 'batch' }],
  [4, { usage: 'idle', metricsMissing: true, undecidable: [rule] }],
  [1, { usage: 'web', state: 'MAINTENANCE' }],
  [1, { usage: 'web', state: 'PENDING_CREATE', createdDaysAgo: [0.001, 0.005] }],
];

const versions: readonly Weighted<string>[] = [
  [30, 'POSTGRES_16'],
  [22, 'POSTGRES_14'],
  [28, 'MYSQL_8_0'],
  [12, 'MYSQL_8_4'],
  [8, 'SQLSERVER_2019_STANDARD'],
];

const tiers: readonly Weighted<string>[] = [
  [15, 'db-f1-micro'],
  [10, 'db-g1-small'],
  [35, 'db-custom-2-7680'],
  [25, 'db-custom-4-15360'],
  [10, 'db-custom-8-32768'],
  [5, 'db-perf-optimized-N-4'],
];

const dayMs = 86_400_000;

/** The Cloud SQL instances of a place. */
export function databasesOf(place: Place): Population<Database> {
  const seed = mixText(place.seed, 'database');
  const size = place.count('database');

  function story(index: number): Story {
    return choose(spread(mixText(place.estateSeed, 'database'), place.first('database') + index), stories);
  }

  function nameOf(index: number): string {
    return `${services[mix(seed, index) % services.length] ?? 'app'}-db-${place.region}-${index + 1}`;
  }

  /** The instance that a replica replicates: the nearest before it that can be; none, and it is no replica. */
  function sourceOf(index: number): number | undefined {
    if (story(index).replica === undefined) return undefined;
    for (let before = index - 1; before >= 0; before--) if (canHaveReplicas(story(before))) return before;
    return undefined;
  }

  function replicasOf(index: number): readonly string[] {
    const names: string[] = [];
    if (!canHaveReplicas(story(index))) return names;
    for (let after = index + 1; after < size && !canHaveReplicas(story(after)); after++)
      if (story(after).replica) names.push(nameOf(after));
    return names;
  }

  function make(index: number, name: string): Database {
    const own = story(index);
    const source = sourceOf(index);
    const ownSeed = mix(seed, index);
    const dice = new Dice(ownSeed);
    const drawn = drawMachine(dice);
    const [least, most] = own.createdDaysAgo ?? [30, 900];
    const labels = drawLabels(dice);
    const orphan = own.replica === true && source === undefined;
    const change = place.changeOf(`//sqladmin.googleapis.com/projects/${place.project.id}/instances/${name}`);
    const tags = change?.labels ?? labels;
    return {
      index,
      seed: ownSeed,
      id: name,
      arn: `//sqladmin.googleapis.com/projects/${place.project.id}/instances/${name}`,
      ...drawn,
      // A replica runs what its source runs.
      ...(source !== undefined && drawMachine(new Dice(mix(seed, source)))),
      state: own.state ?? 'RUNNABLE',
      stopped: own.stopped ?? false,
      regional: source === undefined && dice.chance(0.3),
      zone: dice.pick(zonesOf(place.region)),
      diskType: dice.chance(0.9) ? 'PD_SSD' : 'PD_HDD',
      diskGib: dice.pick([10, 20, 50, 100, 250, 500, 1_000]),
      public: dice.chance(0.25),
      address: `${dice.pick([34, 35])}.${dice.whole(64, 127)}.${dice.whole(0, 255)}.${dice.whole(1, 254)}`,
      deletionProtection: dice.chance(0.4),
      createdAt: Math.floor(place.anchorAt - dice.between(least, most) * dayMs),
      ...(source !== undefined && { replicaOf: nameOf(source) }),
      replicas: replicasOf(index),
      usage: own.usage,
      metricsMissing: own.metricsMissing ?? false,
      tags,
      truths: [...(orphan ? [rule] : (own.truths ?? [])), ...labelTruths(tags, place.project)],
      undecidable: own.undecidable ?? [],
    };
  }

  return numberedPopulation(size, nameOf, make);
}

function drawMachine(dice: Dice): Pick<Database, 'version' | 'tier' | 'edition'> {
  const version = dice.weighted(versions);
  const drawn = dice.weighted(tiers);
  // SQL Server needs a machine of its own.
  const tier =
    version.startsWith('SQLSERVER') && !drawn.startsWith('db-custom') ? 'db-custom-4-15360' : drawn;
  return { version, tier, edition: tier.startsWith('db-perf') ? 'ENTERPRISE_PLUS' : 'ENTERPRISE' };
}

function canHaveReplicas(story: Story): boolean {
  const { replica, state, stopped, usage } = story;
  return replica === undefined && state === undefined && stopped === undefined && usage !== 'idle';
}
