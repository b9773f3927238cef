import { parse } from 'csv-parse/sync';

/** The day on which both kinds of prices were in force. */
const asOf = '2026-08-03';

/** Where the facts and prices come from; README.md beside the table says more. */
const sources = [
  'Cyclenerd/google-cloud-pricing-cost-calculator@dac31281f2a4575f0a8bff20ac04fc71a5ff2190: vCPUs, memory, regions, 2026-08-17, Apache-2.0',
  'Cyclenerd/google-cloud-compute-machine-types@6df0dc708acd757a325024ea0508e1b32850533d: egress, sustained use, 2026-03-22, Apache-2.0',
  'cloudpilot-ai/karpenter-provider-gcp@373e2baa9665c864d29ae686dfadbc0dd97d8bb8: prices, 2026-08-03, Apache-2.0',
];

const fields = [
  'name',
  'vcpus',
  'memoryGib',
  'architecture: x86_64 or arm64',
  'GPU: count × model × GiB of each',
  'shared cores, deprecated, disks of its own, sustained use discount: t or f',
  'most egress in Gbps',
  'in each region, in millionths of a USD per hour: on demand / spot; - where offered without a price, empty where not offered',
];

/** The series whose machines may be of any size, each with two types that tell its rates apart. */
const customizable: Readonly<Record<string, readonly [string, string]>> = {
  e2: ['e2-standard-8', 'e2-highmem-8'],
  n1: ['n1-standard-8', 'n1-highmem-8'],
  n2: ['n2-standard-8', 'n2-highmem-8'],
  n2d: ['n2d-standard-8', 'n2d-highmem-8'],
  n4: ['n4-standard-8', 'n4-highmem-8'],
  n4a: ['n4a-standard-8', 'n4a-highmem-8'],
  n4d: ['n4d-standard-8', 'n4d-highmem-8'],
};

type Row = Readonly<Record<string, string>>;

/** What is made of the catalogue's two files. */
export interface GcpMachineTypesTable {
  readonly sources: readonly string[];
  readonly asOf: string;
  readonly regions: readonly string[];
  readonly fields: readonly string[];
  readonly types: readonly string[];
  /** By series, what predefined machines pay in each region: on demand vCPU / GiB / spot vCPU / GiB, as in the types. */
  readonly rates: Readonly<Record<string, string>>;
}

/** In millionths of a dollar per hour. */
interface Price {
  readonly onDemand: number;
  readonly spot: number;
}

/** Makes the embedded table from the texts of `gcp_instance_types.csv` and `gcp_prices_all_regions.csv`. */
export function deriveGcpMachineTypes(typesCsv: string, pricesCsv: string): GcpMachineTypesTable {
  const facts: Row[] = parse(typesCsv, { columns: true });
  const prices: Row[] = parse(pricesCsv, { columns: true });
  const regions = [...new Set(prices.map((row) => text(row, 'region')))].toSorted();
  const priced = new Map(
    prices.map((row) => [
      `${text(row, 'region')} ${text(row, 'type')}`,
      {
        onDemand: millionths(text(row, 'on_demand_usd_hour')),
        spot: millionths(text(row, 'spot_usd_hour')),
      },
    ]),
  );
  const offered = new Set(facts.map((row) => `${text(row, 'region')} ${text(row, 'type')}`));
  const byType = new Map(facts.map((row) => [text(row, 'type'), row]));
  const names = [...byType.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  const cells = (name: string): string =>
    regions
      .map((region) => {
        const price = priced.get(`${region} ${name}`);
        if (price === undefined) return offered.has(`${region} ${name}`) ? '-' : '';
        // A spot price that is no lower says that there is no such offer.
        return price.spot < price.onDemand ? `${price.onDemand}/${price.spot}` : `${price.onDemand}`;
      })
      .join(',');
  return {
    sources,
    asOf,
    regions,
    fields,
    types: names.map((name) => [...factsOf(byType.get(name) ?? {}), cells(name)].join('|')),
    rates: Object.fromEntries(
      Object.entries(customizable).map(([series, [small, large]]) => [
        series,
        regions
          .map((region) =>
            ratesOf(
              { facts: byType.get(small) ?? {}, price: priced.get(`${region} ${small}`) },
              { facts: byType.get(large) ?? {}, price: priced.get(`${region} ${large}`) },
            ),
          )
          .join(','),
      ]),
    ),
  };
}

function factsOf(row: Row): readonly string[] {
  const model = text(row, 'gpu_model').replace(/ \d+GB$/, '');
  return [
    text(row, 'type'),
    text(row, 'vcpu'),
    text(row, 'mem_gib'),
    text(row, 'arch'),
    model === '' ? '' : `${text(row, 'gpu_count')}×${model}×${text(row, 'gpu_mem_gib')}`,
    [
      text(row, 'shared_cpu') === 'true',
      text(row, 'deprecated') !== '',
      text(row, 'local_ssd_bundled') === 'true',
      text(row, 'sud_eligible') === 'true',
    ]
      .map((it) => (it ? 't' : 'f'))
      .join(''),
    text(row, 'egress_gbps'),
  ];
}

interface Sized {
  readonly facts: Row;
  readonly price: Price | undefined;
}

/** Two machines with as many processors and different memory tell what each of both costs. */
function ratesOf(small: Sized, large: Sized): string {
  if (small.price === undefined || large.price === undefined) return '';
  const vcpus = Number(text(small.facts, 'vcpu'));
  const memory = Number(text(small.facts, 'mem_gib'));
  const more = Number(text(large.facts, 'mem_gib')) - memory;
  const solve = (of: number, ofLarger: number): string => {
    const gib = (ofLarger - of) / more;
    return `${short((of - gib * memory) / vcpus)}/${short(gib)}`;
  };
  return [solve(small.price.onDemand, large.price.onDemand), solve(small.price.spot, large.price.spot)].join(
    '/',
  );
}

function millionths(dollars: string): number {
  return Math.round(Number(dollars) * 1e6);
}

/** To a hundredth of a millionth, as finely as the prices of eight processors can tell it. */
function short(rate: number): string {
  return String(Math.round(rate * 100) / 100);
}

function text(row: Row, name: string): string {
  return row[name] ?? '';
}
