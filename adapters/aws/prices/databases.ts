import type { database, Quote, ResourceOf } from 'bursar/adapter';
import { classPrice, type EngineGroup, isBurstableClass, storageRates } from './database-rates.ts';
import { asEstimate, type Charge, free, monthAt, quoteOf } from './rates.ts';

type Database = ResourceOf<typeof database>;

/**
 * What a database instance costs in the state it is in: its hours, unless it is stopped, and its storage. Requests,
 * backups and support beyond an engine's life come on top, and of Aurora the storage, which is the cluster's.
 */
export function quoteDatabase({ scope: { region }, attributes }: Database): Quote | undefined {
  const { type, engine, state, storageType } = attributes;
  if (state === 'failed') return undefined;
  if (state === 'deleting') return free(`${type}, deleting`);
  const group = groupOf(attributes);
  // The I/O-optimized Aurora has prices of its own.
  if (group === undefined || storageType === 'aurora-iopt1') return undefined;
  const copies = attributes.highAvailability && group !== 'aurora' ? 2 : 1;
  const stopped = state === 'stopping' || state === 'stopped';
  const what = `${type} ${engine} in ${region}${copies === 2 ? ' and a standby' : ''}${stopped ? ', stopped' : ''}`;
  const storage = group === 'aurora' ? [] : storageCharges(attributes, region, group, copies);
  if (stopped) return storage?.length === 0 ? free(what) : storage && quoteOf(what, storage);
  const price = classPrice(group, type, region);
  if (price === undefined || storage === undefined) return undefined;
  const quote = quoteOf(what, [monthAt(price.rate, price.hoursPerHour * copies), ...storage]);
  // The list has prices of its own for two zones, rounded to other figures than twice those of one.
  return copies === 2 && isBurstableClass(type) ? asEstimate(quote) : quote;
}

function groupOf({ engine, licence }: Database['attributes']): EngineGroup | undefined {
  const own = licence === 'bring-your-own-license';
  if (engine === 'mysql' || engine === 'mariadb') return 'mysql';
  if (engine === 'postgres') return 'postgres';
  if (engine === 'aurora' || engine === 'aurora-mysql' || engine === 'aurora-postgresql') return 'aurora';
  if (engine === 'sqlserver-se' || engine === 'sqlserver-ee') return own ? undefined : engine;
  return engine.startsWith('oracle-') && own ? 'oracle' : undefined;
}

function storageCharges(
  { storageType, storageGib, iops, engine }: Database['attributes'],
  region: string,
  group: EngineGroup,
  copies: 1 | 2,
): readonly Charge[] | undefined {
  const rates = storageRates.get(storageType)?.[copies === 2 ? 'two' : 'one'];
  if (rates === undefined) return undefined;
  const size = { rate: rates.size.get(region), quantity: storageGib, unit: 'GiB' };
  if (rates.operations === undefined) return [size];
  if (iops === undefined && storageType !== 'gp3') return undefined;
  const charged =
    storageType === 'gp3' ? (iops ?? 0) - includedOperations(group, engine, storageGib) : (iops ?? 0);
  return charged > 0
    ? [size, { rate: rates.operations.get(region), quantity: charged, unit: 'IOPS' }]
    : [size];
}

/** The operations per second that gp3 storage has without charge: more once it is spread over four volumes. */
function includedOperations(group: EngineGroup, engine: string, storageGib: number): number {
  if (group === 'sqlserver-se' || group === 'sqlserver-ee') return 3_000;
  return storageGib >= (engine.startsWith('oracle-') ? 200 : 400) ? 12_000 : 3_000;
}
