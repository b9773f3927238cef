import {
  type Charge,
  type database,
  free,
  hoursPerMonth,
  monthAt,
  type Quote,
  quoteOf,
  type ResourceOf,
} from 'bursar/adapter';
import { flexibleRate, flexibleStorage, objectiveRate, sqlTiers } from './database-rates.ts';
import type { Machines } from './machines.ts';

type Database = ResourceOf<typeof database>;

/**
 * What a database costs in the state it is in. Backups, additional operations, serverless databases (which are paid for
 * by the second) and members of elastic pools (which are paid for by the pool) are not known.
 */
export function createDatabasePrices(machines: Machines): (db: Database) => Quote | undefined {
  return (db) => {
    const { state, engine } = db.attributes;
    if (state === 'failed') return undefined;
    if (state === 'deleting') return free(`${db.attributes.type}, deleting`);
    const flexible = /postgres|mysql/i.test(engine);
    return flexible ? quoteFlexible(db, machines) : quoteSql(db, machines);
  };
}

function quoteFlexible({ scope: { region }, attributes }: Database, machines: Machines): Quote | undefined {
  const { type, state, engine, highAvailability, storageGib } = attributes;
  const copies = highAvailability ? 2 : 1;
  const stopped = state === 'stopping' || state === 'stopped';
  const standby = copies === 2 ? ' and a standby' : '';
  const storage = { rate: flexibleStorage(region, machines), quantity: storageGib * copies, unit: 'GiB' };
  const compute = stopped ? [] : [monthAt(flexibleRate(type, region, machines), copies)];
  const what = `${type} ${engine} in ${region}${standby}${stopped ? ', stopped' : ''}`;
  return quoteOf(what, [...compute, storage]);
}

function quoteSql({ scope: { region }, attributes }: Database, machines: Machines): Quote | undefined {
  const { type, state, highAvailability, storageGib, licence } = attributes;
  // Only serverless databases stop.
  if (state === 'stopping' || state === 'stopped') return undefined;
  const what = `${type} in ${region}`;
  const objective = objectiveRate(type);
  if (objective !== undefined) {
    const rate = objective(region, machines);
    return highAvailability && !type.startsWith('P')
      ? undefined
      : quoteOf(what, [{ rate, quantity: 1, unit: 'database' }]);
  }
  const [, tierName = '', cores] = /^([A-Z]{2}_Gen5)_(\d+)$/.exec(type) ?? [];
  const tier = sqlTiers.get(tierName);
  // Whether the licence is the customer's is told of every database that is bought by the core.
  if (tier === undefined || licence === undefined) return undefined;
  const zones = highAvailability ? tier.zones : { compute: 0, storage: 0 };
  const coreHours = Number(cores) * hoursPerMonth;
  const charges: readonly Charge[] = [
    { rate: tier.compute(region, machines), quantity: coreHours * (1 + zones.compute), unit: 'vCore-h' },
    ...(licence === 'LicenseIncluded'
      ? [{ rate: tier.licence(region, machines), quantity: coreHours, unit: 'vCore-h' }]
      : []),
    { rate: tier.storage(region, machines), quantity: storageGib * (1 + zones.storage), unit: 'GiB' },
  ];
  return quoteOf(`${what}${highAvailability ? ' over zones' : ''}`, charges);
}
