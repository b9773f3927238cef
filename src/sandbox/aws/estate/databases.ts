import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import { drawTags, type Tag, tagTruths } from '../../estate/tags.ts';
import type { UsageShape } from '../../estate/usage-shape.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { subnetIdOf, vpcIdOf, zoneOf } from './network.ts';
import type { Place } from './place.ts';

/** A modelled RDS database instance. */
export interface Database extends Modelled {
  readonly index: number;
  readonly resourceId: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly license: string;
  readonly port: number;
  /** `db.m5.large` */
  readonly type: string;
  readonly status: 'available' | 'stopped' | 'creating' | 'modifying';
  readonly multiAz: boolean;
  readonly zone: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly storageType: 'gp2' | 'gp3' | 'io1' | 'aurora';
  readonly storageGib: number;
  readonly iops?: number;
  readonly throughputMibps?: number;
  readonly public: boolean;
  readonly encrypted: boolean;
  readonly deletionProtection: boolean;
  readonly createdAt: EpochMs;
  /** Name of the Aurora cluster of which it is the only member. */
  readonly cluster?: string;
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
  readonly role?: 'replica' | 'cluster';
  readonly status?: Database['status'];
  readonly createdDaysAgo?: readonly [least: number, most: number];
  readonly metricsMissing?: boolean;
  readonly truths?: readonly string[];
  readonly undecidable?: readonly string[];
}

const rule = 'database-without-connections';

const stories: readonly Weighted<Story>[] = [
  [15, { usage: 'idle', truths: [rule] }],
  [24, { usage: 'web' }],
  // Nobody connects to it, but it is what takes over when the other one fails.
  [9, { usage: 'idle', role: 'replica' }],
  [10, { usage: 'office-hours' }],
  // An hour of use in a week is use.
  [8, { usage: 'weekly' }],
  [10, { usage: 'steady', role: 'cluster' }],
  [5, { usage: 'idle', createdDaysAgo: [0.5, 6] }],
  [5, { usage: 'idle', status: 'stopped' }],
  [8, { usage: 'batch' }],
  [4, { usage: 'idle', metricsMissing: true, undecidable: [rule] }],
  [1, { usage: 'web', status: 'modifying' }],
  [1, { usage: 'web', status: 'creating', createdDaysAgo: [0.001, 0.005] }],
];

interface Engine {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly port: number;
}

const engines: readonly Weighted<Engine>[] = [
  [45, { name: 'postgres', version: '15.4', license: 'postgresql-license', port: 5_432 }],
  [35, { name: 'mysql', version: '8.0.35', license: 'general-public-license', port: 3_306 }],
  [10, { name: 'mariadb', version: '10.11.6', license: 'general-public-license', port: 3_306 }],
  [6, { name: 'sqlserver-se', version: '15.00.4345.5.v1', license: 'license-included', port: 1_433 }],
  [
    4,
    {
      name: 'oracle-se2',
      version: '19.0.0.0.ru-2023-10.rur-2023-10.r1',
      license: 'bring-your-own-license',
      port: 1_521,
    },
  ],
];
const aurora: Engine = {
  name: 'aurora-postgresql',
  version: '15.4',
  license: 'postgresql-license',
  port: 5_432,
};

const types: readonly Weighted<string>[] = [
  [25, 'db.t3.medium'],
  [12, 'db.t4g.medium'],
  [20, 'db.m5.large'],
  [10, 'db.m5.xlarge'],
  [8, 'db.m6g.large'],
  [15, 'db.r5.large'],
  [10, 'db.r6g.xlarge'],
];

const dayMs = 86_400_000;
const upperCase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The databases of a place. */
export function databasesOf(place: Place): Population<Database> {
  const seed = mixText(place.seed, 'database');
  const size = place.count('database');

  function story(index: number): Story {
    return choose(spread(mixText(place.estateSeed, 'database'), place.first('database') + index), stories);
  }

  function nameOf(index: number): string {
    return `${services[mix(seed, index) % services.length] ?? 'app'}-db-${index + 1}`;
  }

  /** The instance that a replica replicates: the nearest before it that can be; none, and it is no replica. */
  function sourceOf(index: number): number | undefined {
    if (story(index).role !== 'replica') return undefined;
    for (let before = index - 1; before >= 0; before--) if (canHaveReplicas(story(before))) return before;
    return undefined;
  }

  function replicasOf(index: number): readonly string[] {
    const names: string[] = [];
    if (!canHaveReplicas(story(index))) return names;
    for (let after = index + 1; after < size && !canHaveReplicas(story(after)); after++)
      if (story(after).role === 'replica') names.push(nameOf(after));
    return names;
  }

  function make(index: number, name: string): Database {
    const own = story(index);
    const dice = new Dice(mix(seed, index));
    const source = sourceOf(index);
    const drawn = dice.weighted(engines);
    // A replica runs what its source runs.
    const engine =
      source === undefined
        ? own.role === 'cluster'
          ? aurora
          : drawn
        : new Dice(mix(seed, source)).weighted(engines);
    const type = dice.weighted(types);
    const zone = zoneOf(place, dice.whole(0, 2));
    const [least, most] = own.createdDaysAgo ?? [30, 900];
    const tags: readonly Tag[] = drawTags(dice, undefined);
    const orphan = own.role === 'replica' && source === undefined;
    return {
      id: name,
      arn: `arn:aws:rds:${place.region}:${place.account.id}:db:${name}`,
      index,
      resourceId: `db-${Array.from({ length: 26 }, () => upperCase[dice.whole(0, 31)] ?? 'A').join('')}`,
      engine: engine.name,
      engineVersion: engine.version,
      license: engine.license,
      port: engine.port,
      type,
      status: own.status ?? 'available',
      multiAz: own.role === undefined && dice.chance(0.3),
      zone,
      vpcId: vpcIdOf(place, 0),
      subnetIds: [0, 1, 2].map((number) => subnetIdOf(place, 0, zoneOf(place, number))),
      ...storageOf(dice, own.role === 'cluster'),
      public: dice.chance(0.05),
      encrypted: own.role === 'cluster' || dice.chance(0.8),
      deletionProtection: dice.chance(0.4),
      createdAt: Math.floor(place.anchorAt - dice.between(least, most) * dayMs),
      ...(own.role === 'cluster' && { cluster: `${name}-cluster` }),
      ...(source !== undefined && { replicaOf: nameOf(source) }),
      replicas: replicasOf(index),
      usage: own.usage,
      metricsMissing: own.metricsMissing ?? false,
      tags,
      truths: [...(orphan ? [rule] : (own.truths ?? [])), ...tagTruths(tags, place.account)],
      undecidable: own.undecidable ?? [],
    };
  }

  return numberedPopulation(size, nameOf, make);
}

function canHaveReplicas(story: Story): boolean {
  return story.role === undefined && story.status === undefined && story.usage !== 'idle';
}

function storageOf(
  dice: Dice,
  cluster: boolean,
): Pick<Database, 'storageType' | 'storageGib' | 'iops' | 'throughputMibps'> {
  // Aurora's storage is the cluster's, which its instances report as 1.
  if (cluster) return { storageType: 'aurora', storageGib: 1 };
  const storageGib = dice.pick([20, 50, 100, 200, 500, 1_000]);
  const kind = dice.unit();
  if (kind < 0.35) return { storageType: 'gp2', storageGib };
  if (kind < 0.9 || storageGib < 100)
    return {
      storageType: 'gp3',
      storageGib,
      iops: storageGib < 400 ? 3_000 : 12_000,
      throughputMibps: storageGib < 400 ? 125 : 500,
    };
  return { storageType: 'io1', storageGib, iops: dice.pick([1_000, 3_000]) };
}
