import type { MachineBlockStorage, MachineGpu, MachineNetwork, MachineType } from 'bursar/adapter';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { type MachineOffers, offersOf } from './offers.ts';

/** An EC2 instance type: what any machine type has, and what decides whether a machine can change to it. */
export interface AwsMachineType extends MachineType {
  readonly hypervisor?: 'nitro' | 'xen';
  readonly enhancedNetworking?: Support;
  readonly nvme?: Support;
  readonly fabricAdapter?: boolean;
  readonly spotSupported?: boolean;
  readonly bootModes: readonly ('legacy-bios' | 'uefi')[];
  /** Whether network interfaces and local disks count against the limit of volumes as well. */
  readonly sharedVolumeLimit?: boolean;
  /** What it costs where it is offered. */
  readonly offers: MachineOffers;
}

/** What the driver of a device is to the type. */
export type Support = 'required' | 'supported' | 'unsupported';

/** Every EC2 instance type that the embedded catalogue has the facts of, by name. */
export function awsMachineTypes(): ReadonlyMap<string, AwsMachineType> {
  const catalogue = readCatalogue();
  const types = new Map<string, AwsMachineType>();
  for (const [name, row] of catalogue.rows) {
    const type = parseMachineType(row, catalogue);
    if (type !== undefined) types.set(name, type);
  }
  return types;
}

/** A row of the catalogue as a machine type; undefined where it has no facts, only prices. */
export function parseMachineType(row: string, catalogue: Catalogue): AwsMachineType | undefined {
  const columns = row.split('|');
  const [name = '', vcpus = '', memory = '', architecture = '', gpu = '', accelerators = ''] = columns;
  const [flags = '', hypervisor = '', drivers = '', network = '', disk = '', localDisk = ''] =
    columns.slice(6);
  if (vcpus === '' || memory === '') return undefined;
  const [current, burstable, bareMetal, fabricAdapter, spotSupported] = Array.from(flags, flag);
  const offers = offersOf(columns, catalogue);
  return present<AwsMachineType>({
    name,
    family: name.slice(0, name.indexOf('.')),
    vcpus: Number(vcpus),
    memoryGib: Number(memory),
    architecture: architecture === 'x86_64' || architecture === 'arm64' ? architecture : 'other',
    gpu: gpuOf(gpu),
    accelerators: accelerators === '' ? undefined : accelerators,
    currentGeneration: current,
    burstable,
    bareMetal,
    fabricAdapter,
    spotSupported,
    hypervisor: hypervisor === 'n' ? 'nitro' : hypervisor === 'x' ? 'xen' : undefined,
    enhancedNetworking: support(drivers[0]),
    nvme: support(drivers[1]),
    network: networkOf(network),
    blockStorage: blockStorageOf(disk),
    sharedVolumeLimit: disk.endsWith('s') ? true : disk.endsWith('d') ? false : undefined,
    localDisk:
      localDisk === ''
        ? undefined
        : {
            sizeGb: Number.parseFloat(localDisk),
            medium: localDisk.endsWith('h') ? 'hdd' : 'ssd',
          },
    bootModes: Array.from(columns[12] ?? '', (mode) =>
      mode === 'l' ? ('legacy-bios' as const) : ('uefi' as const),
    ),
    regions: [...offers.keys()],
    offers,
  });
}

function gpuOf(text: string): MachineGpu | undefined {
  if (text === '') return undefined;
  const [count, model = '', memory] = text.split('×');
  return present<MachineGpu>({ model, count: Number(count), memoryGib: number(memory) });
}

function networkOf(text: string): MachineNetwork | undefined {
  const [baselineGbps, peakGbps, maximumInterfaces, addressesPerInterface] = text.split('/').map(number);
  return anything(
    present<MachineNetwork>({ baselineGbps, peakGbps, maximumInterfaces, addressesPerInterface }),
  );
}

function blockStorageOf(text: string): MachineBlockStorage | undefined {
  const [baselineMbps, peakMbps, baselineIops, peakIops, maximumVolumes] = text
    .split('/')
    .slice(0, 5)
    .map(number);
  return anything(
    present<MachineBlockStorage>({ baselineMbps, peakMbps, baselineIops, peakIops, maximumVolumes }),
  );
}

function number(text: string | undefined): number | undefined {
  return text === undefined || text === '' ? undefined : Number(text);
}

function flag(letter: string): boolean | undefined {
  return letter === 't' ? true : letter === 'f' ? false : undefined;
}

function support(letter: string | undefined): Support | undefined {
  const words = { r: 'required', s: 'supported', u: 'unsupported' } as const;
  return letter === 'r' || letter === 's' || letter === 'u' ? words[letter] : undefined;
}

function anything<Part extends object>(part: Part): Part | undefined {
  return Object.keys(part).length === 0 ? undefined : part;
}

/** Every member of a type, the optional ones as undefined where there are none. */
type Filled<Part> = {
  readonly [Name in keyof Part]-?: object extends Pick<Part, Name> ? Part[Name] | undefined : Part[Name];
};

/** Leaves out the members that are undefined. */
function present<Part extends object>(part: Filled<Part>): Part {
  const members = Object.entries(part).filter(([, value]) => value !== undefined);
  // Only optional members may be undefined in the filled type, so that the required ones are all left.
  return Object.fromEntries(members) as Part;
}
