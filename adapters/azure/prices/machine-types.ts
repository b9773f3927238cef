import { type MachineGpu, type MachineType, type Rate, rate } from 'bursar/adapter';
import { type Catalogue, readCatalogue } from './catalogue.ts';

/** A size of Azure's virtual machines: what any machine type has, and what decides whether a machine can change to it. */
export interface AzureMachineType extends MachineType {
  /** More than `vcpus` where a size has fewer processors than the one whose price it has: `Standard_E64-16as_v4`. */
  readonly billedVcpus: number;
  /** Whether premium disks can be attached. */
  readonly premiumDisks?: boolean;
  /** Whether it has a disk that does not outlive a stop: no machine can change between having one and having none. */
  readonly temporaryDisk?: boolean;
  /** What it costs per hour with Linux, on demand, where it is offered. */
  readonly offers: MachineOffers;
}

/** Rates per hour by region. */
export type MachineOffers = ReadonlyMap<string, Rate>;

/** What the catalogue has of a size. */
export interface Machine {
  /** As Azure writes it. */
  readonly name: string;
  /** Absent for old and for very new sizes, whose memory is not known. */
  readonly facts?: AzureMachineType;
  readonly billedVcpus?: number;
  readonly architecture?: 'x86_64' | 'arm64';
  readonly gpu?: MachineGpu;
  readonly offers: MachineOffers;
}

/** Every size that the embedded catalogue has the facts of, by name. */
export function azureMachineTypes(): ReadonlyMap<string, AzureMachineType> {
  const catalogue = readCatalogue();
  const types = new Map<string, AzureMachineType>();
  for (const row of catalogue.rows.values()) {
    const { name, facts } = parseMachine(row, catalogue);
    if (facts !== undefined) types.set(name, facts);
  }
  return types;
}

/** What a row of the catalogue tells. */
export function parseMachine(row: string, catalogue: Catalogue): Machine {
  const [name = '', billed = '', usable = '', memory = '', architecture = '', gpu = '', accelerators = ''] =
    row.split('|');
  const [disks = '', prices = ''] = row.split('|').slice(7);
  const known: Pick<Machine, 'architecture' | 'gpu' | 'billedVcpus'> = {
    ...((architecture === 'x86_64' || architecture === 'arm64') && { architecture }),
    ...(gpu !== '' && { gpu: gpuOf(gpu) }),
    ...(billed !== '' && { billedVcpus: Number(billed) }),
  };
  const offers = offersOf(prices, catalogue);
  const { billedVcpus } = known;
  const [premium, temporary] = Array.from(disks, flag);
  if (billedVcpus === undefined || memory === '') return { name, ...known, offers };
  const facts: AzureMachineType = {
    architecture: 'other',
    ...known,
    name,
    family: familyOf(name),
    vcpus: usable === '' ? billedVcpus : Number(usable),
    billedVcpus,
    memoryGib: Number(memory),
    ...(accelerators !== '' && { accelerators }),
    burstable: name.startsWith('Standard_B'),
    ...(premium !== undefined && { premiumDisks: premium }),
    ...(temporary !== undefined && { temporaryDisk: temporary }),
    regions: [...offers.keys()],
    offers,
  };
  return { name, facts, ...known, offers };
}

/** `Das_v5` of `Standard_D96as_v5`, `Eas_v4` of `Standard_E64-16as_v4`. */
function familyOf(name: string): string {
  return name.replace(/^(?:Standard|Basic)_/, '').replace(/\d+(?:-\d+)?/, '');
}

function gpuOf(text: string): MachineGpu {
  const [count = '', model = '', memory = ''] = text.split('×');
  const [parts = '', of = '1'] = count.split('/');
  return {
    model,
    count: Number(parts) / Number(of),
    ...(memory === '' ? {} : { memoryGib: Number(memory) }),
  };
}

function offersOf(prices: string, { regions, asOf }: Catalogue): MachineOffers {
  const offers = new Map<string, Rate>();
  for (const [index, price] of prices.split(',').entries()) {
    const region = regions[index];
    if (region !== undefined && price !== '') offers.set(region, rate(price, asOf));
  }
  return offers;
}

function flag(letter: string): boolean | undefined {
  return letter === 't' ? true : letter === 'f' ? false : undefined;
}
