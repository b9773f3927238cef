import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { UsageShape } from '../../estate/usage-shape.ts';
import type { Population } from '../../population.ts';
import { Dice, mixText, type Weighted } from '../../seeded.ts';
import { type AzureModel, changeablePopulation, daysBefore, named, seedOf, storyOf } from './model.ts';
import { groupOf, type Place } from './place.ts';

/** A modelled server of PostgreSQL or MySQL. */
export interface FlexibleServer extends AzureModel {
  readonly seed: number;
  readonly engine: FlexibleEngine;
  readonly version: string;
  readonly sku: { readonly name: string; readonly tier: 'Burstable' | 'GeneralPurpose' | 'MemoryOptimized' };
  readonly state: 'Ready' | 'Stopped' | 'Updating';
  readonly storageGib: number;
  readonly iops: number;
  readonly highAvailability: 'Disabled' | 'ZoneRedundant' | 'SameZone';
  readonly public: boolean;
  readonly zone: string;
  /** Id of the server that it replicates. */
  readonly replicaOf?: string | undefined;
  readonly usage: UsageShape;
  /** Its metrics do not exist. */
  readonly metricsMissing: boolean;
}

export type FlexibleEngine = 'postgresql' | 'mysql';

interface Story {
  readonly usage: UsageShape;
  readonly replica?: boolean;
  readonly state?: 'Stopped' | 'Updating';
  readonly createdDaysAgo?: readonly [least: number, most: number];
  readonly metricsMissing?: boolean;
  readonly truths?: readonly string[];
  readonly undecidable?: readonly string[];
}

const rule = 'database-without-connections';

const stories: readonly Weighted<Story>[] = [
  [20, { usage: 'idle', truths: [rule] }],
  [34, { usage: 'web' }],
  [10, { usage: 'idle', replica: true }],
  [10, { usage: 'office-hours' }],
  [8, { usage: 'weekly' }],
  [6, { usage: 'idle', createdDaysAgo: [0.5, 6] }],
  [6, { usage: 'idle', state: 'Stopped' }],
  [4, { usage: 'idle', metricsMissing: true, undecidable: [rule] }],
  [2, { usage: 'web', state: 'Updating' }],
];

const skus: readonly Weighted<FlexibleServer['sku']>[] = [
  [30, { name: 'Standard_B2s', tier: 'Burstable' }],
  [40, { name: 'Standard_D4ds_v5', tier: 'GeneralPurpose' }],
  [15, { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' }],
  [15, { name: 'Standard_E4ds_v5', tier: 'MemoryOptimized' }],
];

const engines = {
  postgresql: {
    prefix: 'psql',
    type: 'Microsoft.DBforPostgreSQL/flexibleServers',
    versions: ['14', '15', '16'],
  },
  mysql: { prefix: 'mysql', type: 'Microsoft.DBforMySQL/flexibleServers', versions: ['8.0.21', '5.7'] },
} as const;

/** The flexible servers of an engine in a place. */
export function flexibleServersOf(place: Place, engine: FlexibleEngine): Population<FlexibleServer> {
  return changeablePopulation(
    place,
    place.count(engine),
    (index) => nameOf(place, engine, index),
    (index, name) => {
      const server = serverAt(place, engine, index, name);
      const state = place.changeOf(server.arn)?.server;
      return state === undefined ? server : { ...server, state };
    },
  );
}

/** Names of servers are the world's own: no two places have the same. */
function nameOf(place: Pick<Place, 'seed'>, engine: FlexibleEngine, index: number): string {
  return `${engines[engine].prefix}-acme-${(mixText(place.seed, engine) >>> 12).toString(16)}-${index + 1}`;
}

function idOf(place: Place, engine: FlexibleEngine, index: number): string {
  const group = groupOf(place, seedOf(place, engine, index) >>> 4);
  return `${group.path}/providers/${engines[engine].type}/${nameOf(place, engine, index)}`;
}

function serverAt(place: Place, engine: FlexibleEngine, index: number, name: string): FlexibleServer {
  const story = storyOf(place, engine, index, stories);
  const seed = seedOf(place, engine, index);
  const dice = new Dice(seed);
  const { type, versions } = engines[engine];
  const tags = drawTags(dice, undefined);
  const sku = dice.weighted(skus);
  return {
    ...named(groupOf(place, seed >>> 4), index, name, `${type}/${name}`),
    seed,
    engine,
    createdAt: daysBefore(place, dice.between(...(story.createdDaysAgo ?? [30, 900]))),
    version: dice.pick<string>(versions),
    sku,
    state: story.state ?? 'Ready',
    storageGib: dice.pick([32, 64, 128, 512]),
    iops: dice.pick([120, 240, 500, 2_300]),
    highAvailability:
      sku.tier !== 'Burstable' && story.replica !== true && dice.chance(0.3) ? 'ZoneRedundant' : 'Disabled',
    public: dice.chance(0.4),
    zone: String(1 + (dice.bits() % 3)),
    // It follows the one after it; of the last, the source is gone.
    replicaOf: story.replica === true ? idOf(place, engine, index + 1) : undefined,
    usage: story.usage,
    metricsMissing: story.metricsMissing === true,
    tags,
    truths: [...(story.truths ?? []), ...tagTruths(tags, place.subscription)],
    undecidable: story.undecidable ?? [],
  };
}
