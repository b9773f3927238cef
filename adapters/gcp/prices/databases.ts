import {
  type Charge,
  type database,
  free,
  monthAt,
  type Quote,
  quoteOf,
  type Rate,
  type ResourceOf,
  rate,
} from 'bursar/adapter';
import type { RegionalRates } from './regions.ts';

type Database = ResourceOf<typeof database>;

const seen = '2024-03-31';

/** Per hour of one copy in the home region. */
const vcpuRate = rate('0.0413', seen);
const gibRate = rate('0.007', seen);
const smallRates: ReadonlyMap<string, Rate> = new Map([
  ['db-f1-micro', rate('~0.0105', seen)],
  ['db-g1-small', rate('~0.035', seen)],
]);

/** Per GiB and month of one copy in the home region. */
const storageRates: ReadonlyMap<string, Rate> = new Map([
  ['pd_ssd', rate('0.17', seen)],
  ['pd_hdd', rate('~0.09', seen)],
]);

/**
 * What a Cloud SQL instance costs in the state it is in: its hours, unless it is stopped, and its storage. A standby
 * doubles both. Backups and addresses come on top.
 */
export function createDatabasePrices(regional: RegionalRates): (db: Database) => Quote | undefined {
  return ({ scope: { region }, attributes }) => {
    const { type, engine, state, storageType, storageGib, highAvailability } = attributes;
    if (state === 'failed') return undefined;
    if (state === 'deleting') return free(`${type}, deleting`);
    const copies = highAvailability ? 2 : 1;
    const home = storageRates.get(storageType.toLowerCase().replace('-', '_'));
    const storage = {
      rate: home && regional.storage(home, region),
      quantity: storageGib * copies,
      unit: 'GiB',
    };
    const stopped = state === 'stopping' || state === 'stopped';
    const hours = stopped
      ? []
      : hoursOf({ type, engine }, copies, (atHome) => regional.compute(atHome, region));
    const standby = copies === 2 ? ' and a standby' : '';
    const what = `${type} ${engine} in ${region}${standby}${stopped ? ', stopped' : ''}`;
    return hours && quoteOf(what, [...hours, storage]);
  };
}

/** What the processors and the memory cost; undefined where a licence or an edition of its own comes with them. */
function hoursOf(
  { type, engine }: Pick<Database['attributes'], 'type' | 'engine'>,
  copies: number,
  local: (home: Rate) => Rate | undefined,
): readonly Charge[] | undefined {
  if (!/^(?:mysql|postgres)/i.test(engine)) return undefined;
  const small = smallRates.get(type);
  if (small !== undefined) return [monthAt(local(small), copies)];
  const size = sizeOf(type);
  if (size === undefined) return undefined;
  return [
    { ...monthAt(local(vcpuRate), copies * size.vcpus), unit: 'vCPU-h' },
    { ...monthAt(local(gibRate), copies * size.memoryGib), unit: 'GiB-h' },
  ];
}

/** What a tier is made of: `db-custom-2-7680`, `db-n1-standard-4`, `db-n1-highmem-8`. */
function sizeOf(type: string): { readonly vcpus: number; readonly memoryGib: number } | undefined {
  const [, vcpus = '', memoryMib = ''] = /^db-custom-(\d+)-(\d+)$/.exec(type) ?? [];
  if (vcpus !== '') return { vcpus: Number(vcpus), memoryGib: Number(memoryMib) / 1_024 };
  const [, kind = '', size = ''] = /^db-(?:n1-)?(standard|highmem)-(\d+)$/.exec(type) ?? [];
  if (size === '') return undefined;
  return { vcpus: Number(size), memoryGib: Number(size) * (kind === 'standard' ? 3.75 : 6.5) };
}
