import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { UsageShape } from '../../estate/usage-shape.ts';
import type { Population } from '../../population.ts';
import { Dice, mix, mixText, type Weighted } from '../../seeded.ts';
import {
  type AzureModel,
  changeablePopulation,
  daysBefore,
  named,
  seedOf,
  serviceOf,
  storyOf,
} from './model.ts';
import { groupOf, type Place, type ResourceGroup } from './place.ts';

/** A modelled database of Azure SQL. */
export interface SqlDatabase extends AzureModel {
  readonly seed: number;
  /** Number of the server that it is on. */
  readonly server: number;
  readonly sku: SqlSku;
  readonly status: 'Online' | 'Paused' | 'Creating';
  readonly maxSizeGib: number;
  readonly zoneRedundant: boolean;
  readonly licence?: 'LicenseIncluded' | 'BasePrice' | undefined;
  /** It follows a database elsewhere. */
  readonly secondary: boolean;
  /** Id of the pool that it shares with others. */
  readonly elasticPool?: string | undefined;
  readonly usage: UsageShape;
  /** Its metrics do not exist. */
  readonly metricsMissing: boolean;
}

export interface SqlSku {
  readonly name: string;
  readonly tier: string;
  readonly capacity: number;
  readonly family?: string;
}

interface Story {
  readonly usage: UsageShape;
  readonly role?: 'secondary' | 'pooled';
  readonly paused?: boolean;
  readonly createdDaysAgo?: readonly [least: number, most: number];
  readonly metricsMissing?: boolean;
  readonly truths?: readonly string[];
  readonly undecidable?: readonly string[];
}

const rule = 'database-without-connections';

const stories: readonly Weighted<Story>[] = [
  [18, { usage: 'idle', truths: [rule] }],
  [26, { usage: 'web' }],
  // Nobody connects to it, but it is what takes over when the other one fails.
  [8, { usage: 'idle', role: 'secondary' }],
  [10, { usage: 'office-hours' }],
  [8, { usage: 'weekly' }],
  // Its pool is what is paid for.
  [12, { usage: 'idle', role: 'pooled' }],
  [5, { usage: 'idle', createdDaysAgo: [0.5, 6] }],
  [5, { usage: 'idle', paused: true }],
  [5, { usage: 'batch' }],
  [3, { usage: 'idle', metricsMissing: true, undecidable: [rule] }],
];

const skus: readonly Weighted<SqlSku>[] = [
  [30, { name: 'Standard', tier: 'Standard', capacity: 50 }],
  [12, { name: 'Basic', tier: 'Basic', capacity: 5 }],
  [12, { name: 'Premium', tier: 'Premium', capacity: 125 }],
  [28, { name: 'GP_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 4 }],
  [8, { name: 'BC_Gen5', tier: 'BusinessCritical', family: 'Gen5', capacity: 4 }],
  [10, { name: 'GP_S_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 2 }],
];
const serverless: SqlSku = { name: 'GP_S_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 2 };
const pooled: SqlSku = { name: 'ElasticPool', tier: 'Standard', capacity: 0 };

/** How many databases are on a server. */
export const databasesPerServer = 6;

export function sqlServerCount(place: Pick<Place, 'count'>): number {
  return Math.ceil(place.count('sql-database') / databasesPerServer);
}

/** Names of servers are the world's own: no two places have the same. */
export function sqlServerNameOf(place: Pick<Place, 'seed'>, server: number): string {
  return `sql-acme-${(mixText(place.seed, 'sql-server') >>> 12).toString(16)}-${server + 1}`;
}

export function groupOfSqlServer(place: Place, server: number): ResourceGroup {
  return groupOf(place, mix(mixText(place.seed, 'sql-server'), server) >>> 4);
}

export function elasticPoolIdOf(place: Place, server: number): string {
  const { path } = groupOfSqlServer(place, server);
  return `${path}/providers/Microsoft.Sql/servers/${sqlServerNameOf(place, server)}/elasticPools/pool-${server + 1}`;
}

/** The databases of a place's SQL servers, but for the one that each server keeps for itself. */
export function sqlDatabasesOf(place: Place): Population<SqlDatabase> {
  return changeablePopulation(
    place,
    place.count('sql-database'),
    (index) => `db-${serviceOf(seedOf(place, 'sql-database', index))}-${index + 1}`,
    (index, name) => databaseAt(place, index, name),
  );
}

function databaseAt(place: Place, index: number, name: string): SqlDatabase {
  const story = storyOf(place, 'sql-database', index, stories);
  const seed = seedOf(place, 'sql-database', index);
  const dice = new Dice(seed);
  const server = Math.floor(index / databasesPerServer);
  const drawn = dice.weighted(skus);
  const sku = story.role === 'pooled' ? pooled : story.paused === true ? serverless : drawn;
  const tags = drawTags(dice, undefined);
  const path = `Microsoft.Sql/servers/${sqlServerNameOf(place, server)}/databases/${name}`;
  const byCores = sku.family !== undefined;
  return {
    ...named(groupOfSqlServer(place, server), index, name, path),
    seed,
    server,
    createdAt: daysBefore(place, dice.between(...(story.createdDaysAgo ?? [30, 900]))),
    sku,
    status: story.paused === true ? 'Paused' : 'Online',
    maxSizeGib: sku.tier === 'Basic' ? 2 : dice.pick([32, 100, 250, 500]),
    zoneRedundant: byCores && dice.chance(0.3),
    licence: byCores ? dice.pick(['LicenseIncluded', 'LicenseIncluded', 'BasePrice'] as const) : undefined,
    secondary: story.role === 'secondary',
    elasticPool: story.role === 'pooled' ? elasticPoolIdOf(place, server) : undefined,
    usage: story.usage,
    metricsMissing: story.metricsMissing === true,
    tags,
    truths: [...(story.truths ?? []), ...tagTruths(tags, place.subscription)],
    undecidable: story.undecidable ?? [],
  };
}
