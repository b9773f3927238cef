import { parse } from 'csv-parse/sync';

/** The regions of the catalogue, in the order of the columns of each row. */
const regions = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'];

/** When prices were seen, by the letter that follows each. */
const days = {
  a: '2026-07-20',
  b: '2019-04-05',
  c: '2026-09-01',
  d: '2026-08-26',
  e: '2026-06-10',
};

/** The day of the averages behind the spot prices. */
const spotAsOf = '2025-06-28';

/**
 * Families whose price in a region was confirmed by one of their types. Their prices double from size to size in every
 * region, so that one tells all. README.md beside the table says where each was seen.
 */
const confirmed = [
  { family: 't3', region: 'eu-west-1', type: 't3.xlarge', price: 0.1824, day: 'c' },
  { family: 't4g', region: 'eu-west-1', type: 't4g.medium', price: 0.0368, day: 'e' },
  { family: 't4g', region: 'eu-central-1', type: 't4g.small', price: 0.0192, day: 'd' },
] as const;

/** Where the facts and prices come from; README.md beside the table says more. */
const sources = [
  'getmoto/moto@34d6cad5abbb7b91c97578f3249b39a7e2df1ed5: facts and regions, 2026-08-02, Apache-2.0',
  'aws/karpenter-provider-aws@6fc13b5236fd04fd16ff3f9dc7490d0813994099: us-east-1 prices, 2026-07-20, Apache-2.0',
  'alexei-led/spotinfo@5eedf20a99614443af215f4aaf09bd10805cac72: spot reductions, 2025-06-28, Apache-2.0',
  'kubernetes/autoscaler@55c37cd5eb550756c5ccc5a89e9068d77797e575: facts of retired types, 2026-01-22, Apache-2.0',
];

/** Types that their source has at more than the next larger one of their family: what they cost is not known. */
const contradicted = new Set(['m8gb.metal-24xl', 'r8gb.metal-24xl']);

/** How often spot capacity was taken back, from seldom to often. */
const interruptions = ['<5%', '5-10%', '10-15%', '15-20%', '>20%'];

type Row = Readonly<Record<string, string>>;

/** The embedded table: one text per type, its fields separated by bars. */
export interface MachineTypesTable {
  readonly sources: readonly string[];
  readonly regions: readonly string[];
  readonly days: Readonly<Record<string, string>>;
  readonly spotAsOf: string;
  readonly fields: readonly string[];
  readonly types: readonly string[];
}

const fields = [
  'name',
  'vcpus',
  'memoryGib',
  'architecture',
  'gpu: count × model × GiB of each',
  'accelerators',
  'current generation, burstable, bare metal, EFA, spot: t, f or ?',
  'hypervisor',
  'ENA, NVMe: required, supported, unsupported',
  'network: baseline Gbps / peak Gbps / interfaces / addresses of each',
  'EBS: baseline Mbps / peak Mbps / baseline IOPS / peak IOPS / volumes / shared or dedicated limit',
  'local disk: GB and medium',
  'boot modes: legacy-bios, uefi',
  'USD per hour in each region: estimated ~, price, day; - where offered without a price, empty where not offered',
  'spot in each region: percent off / interruption band',
];

/** Makes the embedded table of machine types from the text of `aws_instance_types.csv`. */
export function deriveMachineTypes(csv: string): MachineTypesTable {
  const rows: Row[] = parse(csv, { columns: true });
  const byType = Map.groupBy(rows, (row) => text(row, 'type'));
  const prices = new Map(
    rows.map((row) => [
      `${text(row, 'region')} ${text(row, 'type')}`,
      Number(text(row, 'on_demand_usd_hour')),
    ]),
  );
  const types = [...byType.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  return {
    sources,
    regions,
    days,
    spotAsOf,
    fields,
    types: types.map((type) => derive(byType.get(type) ?? [], prices)),
  };
}

function derive(rows: readonly Row[], prices: ReadonlyMap<string, number>): string {
  const [facts = {}] = rows;
  const inRegions = regions.map((region) => rows.find((row) => row['region'] === region));
  return [
    text(facts, 'type'),
    text(facts, 'vcpu'),
    text(facts, 'mem_gib'),
    text(facts, 'arch'),
    gpuOf(facts),
    text(facts, 'other_accelerators'),
    ['current_generation', 'burstable', 'bare_metal', 'efa', 'spot_supported']
      .map((it) => flagOf(facts, it))
      .join(''),
    text(facts, 'hypervisor').slice(0, 1),
    ['ena', 'ebs_nvme'].map((it) => text(facts, it).slice(0, 1) || '?').join(''),
    ['net_baseline_gbps', 'net_peak_gbps', 'max_eni', 'ipv4_per_eni'].map((it) => text(facts, it)).join('/'),
    [
      ...[
        'ebs_baseline_mbps',
        'ebs_max_mbps',
        'ebs_baseline_iops',
        'ebs_max_iops',
        'max_ebs_attachments',
      ].map((it) => text(facts, it)),
      text(facts, 'ebs_attach_limit_type').slice(0, 1),
    ].join('/'),
    text(facts, 'local_storage_type') === ''
      ? ''
      : text(facts, 'local_storage_gb') + text(facts, 'local_storage_type').slice(0, 1),
    text(facts, 'boot_modes')
      .split('|')
      .map((mode) => mode.slice(0, 1))
      .join(''),
    inRegions.map((row) => (row === undefined ? '' : priceOf(row, prices))).join(','),
    inRegions.map((row) => (row === undefined ? '' : spotOf(row))).join(','),
  ].join('|');
}

function gpuOf(facts: Row): string {
  const model = text(facts, 'gpu_model');
  return model === '' ? '' : `${text(facts, 'gpu_count')}×${model}×${text(facts, 'gpu_mem_gib')}`;
}

function flagOf(facts: Row, name: string): string {
  return text(facts, name).slice(0, 1) || '?';
}

function priceOf(row: Row, prices: ReadonlyMap<string, number>): string {
  if (contradicted.has(text(row, 'type'))) return '-';
  const [, day] = /^observed (.+)$/.exec(text(row, 'price_basis')) ?? [];
  const letter = Object.entries(days).find(([, date]) => date === day)?.[0];
  // Prices observed on any other day come from a source whose licence is not known: they are left out.
  if (letter !== undefined) return `${decimal(text(row, 'on_demand_usd_hour'))}${letter}`;
  const proof = confirmed.find(({ family, region }) => row['family'] === family && row['region'] === region);
  const base = prices.get(`us-east-1 ${text(row, 'type')}`);
  if (proof !== undefined && base !== undefined) {
    const ratio = proof.price / (prices.get(`us-east-1 ${proof.type}`) ?? Number.NaN);
    return `${decimal((base * ratio).toFixed(6))}${proof.day}`;
  }
  const estimated = text(row, 'on_demand_estimated_usd_hour');
  return estimated === '' ? '-' : `~${decimal(estimated)}a`;
}

function spotOf(row: Row): string {
  if (contradicted.has(text(row, 'type'))) return '';
  const percent = Number(text(row, 'spot_savings_pct'));
  const band = interruptions.indexOf(text(row, 'spot_interruption'));
  return percent > 0 && band >= 0 ? `${percent}/${band}` : '';
}

function text(row: Row, name: string): string {
  return row[name] ?? '';
}

/** A decimal as short as it can be. */
function decimal(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}
