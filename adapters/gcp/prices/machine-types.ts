import type { MachineGpu, MachineType, Rate } from 'bursar/adapter';
import type { Catalogue } from './catalogue.ts';

/** A machine type of Compute Engine: what any machine type has, and what decides about its price. */
export interface GcpMachineType extends MachineType {
  /** `n2` of `n2-standard-4`: what decides whether a machine can change to it, and which disks it takes. */
  readonly series: string;
  /** Whether it comes with local disks, whose size the catalogue does not tell. */
  readonly bundledDisks: boolean;
  /** Whether it becomes cheaper by itself the longer it runs within a month. */
  readonly sustainedUse: boolean;
  /** What it costs where it is offered. */
  readonly offers: MachineOffers;
}

/** What a machine type costs per hour in one region, with Linux and shared tenancy. */
export interface MachineOffer {
  /** Absent where it is offered at a price that is not known. */
  readonly onDemand?: Rate;
  /** Absent where there is no such offer. */
  readonly spot?: Rate;
}

/** A machine type's offers by region. */
export type MachineOffers = ReadonlyMap<string, MachineOffer>;

/** A row of the catalogue as a machine type. */
export function parseMachineType(row: string, catalogue: Catalogue): GcpMachineType {
  const [
    name = '',
    vcpus = '',
    memory = '',
    architecture = '',
    gpu = '',
    flags = '',
    egress = '',
    prices = '',
  ] = row.split('|');
  const [shared, deprecated, disks, sustained] = Array.from(flags, (letter) => letter === 't');
  const series = name.slice(0, name.indexOf('-'));
  const gpus = gpuOf(gpu);
  const tpus = /^(?:ct|tpu).*-(\d+)t$/.exec(name)?.[1];
  const offers = offersOf(prices, catalogue);
  return {
    name,
    family: familyOf(name),
    series,
    vcpus: Number(vcpus),
    memoryGib: Number(memory),
    architecture: architecture === 'x86_64' || architecture === 'arm64' ? architecture : 'other',
    ...(gpus && { gpu: gpus }),
    ...(tpus !== undefined && { accelerators: `${tpus}x TPU (${series})` }),
    burstable: shared === true,
    bareMetal: name.endsWith('-metal'),
    ...(deprecated === true && { currentGeneration: false }),
    ...(egress !== '' && { network: { peakGbps: Number(egress) } }),
    bundledDisks: disks === true,
    sustainedUse: sustained === true,
    regions: [...offers.keys()],
    offers,
  };
}

/** A price of so many millionths of a dollar. */
export function ratePerMillion(millionths: number, asOf: string, quality: Rate['quality']): Rate {
  return { price: { nanos: BigInt(Math.round(millionths * 1_000)), currency: 'USD' }, quality, asOf };
}

/** The name without its size: `n2-standard`, `c3-standard-lssd`; the types with shared cores are sizes of one. */
function familyOf(name: string): string {
  return name.replace(/^e2-(?:micro|small|medium)$/, 'e2-shared').replaceAll(/-\d+[gt]?(?=-|$)/g, '');
}

function gpuOf(text: string): MachineGpu | undefined {
  if (text === '') return undefined;
  const [count, model = '', memory] = text.split('×');
  return { model, count: Number(count), memoryGib: Number(memory) };
}

function offersOf(text: string, { regions, asOf }: Catalogue): MachineOffers {
  const cells = text.split(',');
  const offers = new Map<string, MachineOffer>();
  for (const [index, region] of regions.entries()) {
    const cell = cells[index] ?? '';
    if (cell !== '') offers.set(region, cell === '-' ? {} : offerOf(cell, asOf));
  }
  return offers;
}

function offerOf(cell: string, asOf: string): MachineOffer {
  const [onDemand, spot] = cell.split('/').map((price) => ratePerMillion(Number(price), asOf, 'embedded'));
  return { ...(onDemand && { onDemand }), ...(spot && { spot }) };
}
