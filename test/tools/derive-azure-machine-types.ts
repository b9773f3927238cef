import { parse } from 'csv-parse/sync';

/** The regions of the catalogue, in the order of the prices of each row. */
const regions = [
  'australiaeast',
  'centralus',
  'eastus',
  'eastus2',
  'francecentral',
  'germanywestcentral',
  'japaneast',
  'northeurope',
  'southcentralus',
  'southeastasia',
  'swedencentral',
  'uksouth',
  'westeurope',
  'westus2',
  'westus3',
];

/** The day on which all prices were taken from Azure. */
const asOf = '2026-06-18';

/** Where the facts and prices come from; README.md beside the table says more. */
const sources = [
  'kubernetes/autoscaler@03e49d9cb822bfdbc769cde771124f695f3f5619: facts, 2026-03-17, Apache-2.0',
  'Azure/karpenter-provider-azure@2b431da153a6a92b705c18046512c60b1631b682: prices, 2026-06-18, Apache-2.0',
];

/** GPUs of types of which the source of facts knows nothing; as Azure documents these series. */
const gpuCounts: readonly (readonly [name: RegExp, count: string])[] = [
  [/^Standard_NC144l?ds_xl_RTXPRO6000BSE_v6$/, '1'],
  [/^Standard_NC288l?ds_xl_RTXPRO6000BSE_v6$/, '2'],
  [/^Standard_ND96/, '8'],
  [/^Standard_ND128isr_NDR_GB200_v6$/, '4'],
];

/** Memory that the source of facts rounds down to whole GiB, where that is a lot of it. */
const memories: readonly (readonly [name: RegExp, gib: string])[] = [
  [/^Standard_B1ls$/, '0.5'],
  [/^Standard_DS?1(?:_v2)?$/, '3.5'],
  [/^Standard_M8(?:-\d)?ms$/, '218.75'],
  [/^Standard_M16(?:-\d)?ms$/, '437.5'],
];

/** What is sold beside the GPUs, and is none. */
const otherAccelerators = new Set(['Xilinx Alveo U250']);

const fields = [
  'name',
  'vCPUs that are billed',
  'vCPUs that the machine has, where it has fewer',
  'memoryGib',
  'architecture: x86_64, arm64',
  'gpu: count × model × GiB of each, or of the part of one',
  'accelerators',
  'premium disks, temporary disk: t, f or ?',
  'USD per hour in each region, empty where not offered',
];

type Row = Readonly<Record<string, string>>;

/** The embedded table: one text per type, its fields separated by bars. */
export interface AzureMachineTypesTable {
  readonly sources: readonly string[];
  readonly asOf: string;
  readonly regions: readonly string[];
  readonly fields: readonly string[];
  readonly types: readonly string[];
}

/** Makes the embedded table from the texts of `azure_instance_types.csv` and `azure_prices_regions.csv`. */
export function deriveAzureMachineTypes(typesCsv: string, pricesCsv: string): AzureMachineTypesTable {
  const facts = new Map<string, Row>();
  const risen = new Map<string, string>();
  for (const row of rowsOf(typesCsv)) {
    facts.set(nameOf(row), facts.get(nameOf(row)) ?? row);
    const price = risenPrice(row);
    if (price !== undefined) risen.set(`${nameOf(row)} ${text(row, 'region')}`, price);
  }
  const prices = new Map<string, Map<string, string>>();
  for (const row of rowsOf(pricesCsv)) {
    const ofType = prices.get(nameOf(row)) ?? new Map<string, string>();
    const region = text(row, 'region');
    const price = risen.get(`${nameOf(row)} ${region}`) ?? text(row, 'on_demand_usd_hour');
    // Of two prices of one type the lower is the one without a licence.
    const known = ofType.get(region);
    if (known === undefined || Number(price) < Number(known)) ofType.set(region, price);
    prices.set(nameOf(row), ofType);
  }
  const names = [...new Set([...facts.keys(), ...prices.keys()])].toSorted((a, b) => (a < b ? -1 : 1));
  return {
    sources,
    asOf,
    regions,
    fields,
    types: names.map((name) => derive(name, facts, prices.get(name) ?? new Map())),
  };
}

function derive(
  name: string,
  factsOf: ReadonlyMap<string, Row>,
  prices: ReadonlyMap<string, string>,
): string {
  const facts = factsOf.get(name) ?? {};
  const [, billedByName = '', usableByName = ''] = /^Standard_[A-Z]+(\d+)[a-z]*-(\d+)/.exec(name) ?? [];
  // A constrained size is another one with fewer of its processors, and has all else that that one has.
  const whole = usableByName === '' ? {} : (factsOf.get(name.replace(`-${usableByName}`, '')) ?? {});
  // In these names the number is that of a size, not of processors.
  const sized = /^Standard_(?:DS|GS)\d+-/.test(name);
  const usable = text(facts, 'usable_vcpu') || usableByName;
  const constrained = usableByName !== '';
  const ofWhole = sized ? text(whole, 'vcpu') : billedByName;
  const billed = text(facts, 'vcpu') || (constrained ? ofWhole : usable);
  const model = text(facts, 'gpu_model');
  const accelerator = otherAccelerators.has(model);
  return [
    name,
    billed,
    usable === billed ? '' : usable,
    memories.find(([pattern]) => pattern.test(name))?.[1] ??
      (text(facts, 'mem_gib') || text(whole, 'mem_gib')),
    architectureOf(facts),
    accelerator ? '' : gpuOf(name, facts),
    accelerator ? `${text(facts, 'gpu_count')}x ${model}` : '',
    ['premium_storage', 'temp_disk'].map((it) => text(facts, it).slice(0, 1) || '?').join(''),
    regions.map((region) => decimal(prices.get(region) ?? '')).join(','),
  ].join('|');
}

/**
 * The price of a row that was taken for one with Windows by mistake: it was raised by 0.0045 for each processor, which is
 * about what Windows adds on burstable types, but a tenth of what it adds on all others.
 */
function risenPrice(row: Row): string | undefined {
  const [, price = ''] = /^repaired: table says ([\d.]+) /.exec(text(row, 'price_note')) ?? [];
  if (price === '' || nameOf(row).startsWith('Standard_B')) return undefined;
  const perProcessor = (Number(price) - Number(text(row, 'on_demand_usd_hour'))) / Number(text(row, 'vcpu'));
  return perProcessor < 0.04 ? price : undefined;
}

/** Azure's names tell Arm machines; only the types that are known by more than their name have a vendor. */
function architectureOf(facts: Row): string {
  const vendor = text(facts, 'cpu_vendor_flag');
  return text(facts, 'arch') || (vendor === 'ARM' ? 'arm64' : vendor === '' ? '' : 'x86_64');
}

function gpuOf(name: string, facts: Row): string {
  const model = text(facts, 'gpu_model');
  const known = text(facts, 'gpu_count');
  const count = known === '' ? gpuCounts.find(([pattern]) => pattern.test(name))?.[1] : fraction(known);
  return model === '' || count === undefined ? '' : `${count}×${model}×${text(facts, 'gpu_mem_gib')}`;
}

/** A third of a GPU is told as 0.3333. */
function fraction(count: string): string {
  for (const parts of [3, 6]) {
    if (Math.abs(Number(count) - 1 / parts) < 0.0001) return `1/${parts}`;
  }
  return count;
}

function rowsOf(csv: string): readonly Row[] {
  return parse(csv, { columns: true });
}

/** Some names come with trailing blanks. */
function nameOf(row: Row): string {
  return text(row, 'type').trim();
}

function text(row: Row, name: string): string {
  return row[name] ?? '';
}

/** A decimal as short as it can be. */
function decimal(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}
