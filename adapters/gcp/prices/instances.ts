import {
  type Charge,
  free,
  hoursPerMonth,
  type instance,
  monthAt,
  type Quote,
  quoteOf,
  type Rate,
  type ResourceOf,
  rate,
} from 'bursar/adapter';
import type { GcpMachineType } from './machine-types.ts';
import type { Machines } from './machines.ts';

type Instance = ResourceOf<typeof instance>;

/** Per processor and hour, the same everywhere. */
const windowsLicence = rate('~0.046', '2024-03-31');
/** Per machine and hour, the same everywhere; for the two smallest types less. */
const suseLicence = rate('0.11', '2024-03-31');
const smallSuseLicence = rate('0.02', '2024-03-31');

/**
 * Prices of Compute Engine instances: the compute that they cost in the state they are in. Their disks and addresses
 * are resources of their own. Discounts for sustained use are not in them.
 */
export function createInstancePrices(machines: Machines): (vm: Instance) => Quote | undefined {
  return ({ scope: { region }, attributes }) => {
    const { type, state, market, tenancy } = attributes;
    if (market === 'reserved-capacity' || state === 'failed') return undefined;
    if (state === 'stopping' || state === 'stopped' || state === 'terminated')
      return free(`${type}, ${state}`);
    // A machine on a sole-tenant node is paid for with the node.
    if (tenancy !== 'shared') return undefined;
    const machine = machines(type);
    return machine && running(attributes, region, machine);
  };
}

function running(vm: Instance['attributes'], region: string, machine: GcpMachineType): Quote | undefined {
  const offer = machine.offers.get(region);
  const licence = licenceOf(vm, machine);
  const gpus = attachedGpus(vm, region, machine);
  if (licence === undefined || gpus === undefined) return undefined;
  const spot = vm.market === 'spot';
  const system = { windows: ' with Windows', suse: ' with SLES', linux: '', rhel: '', other: '' }[
    vm.platform
  ];
  return quoteOf(`${vm.type} in ${region}${system}, ${spot ? 'spot' : 'on demand'}`, [
    monthAt(spot ? offer?.spot : offer?.onDemand),
    ...gpus,
    ...licence,
  ]);
}

/** What the operating system costs, on spot machines too, unless it is brought; undefined where that is not known. */
function licenceOf(
  { platform, licence }: Instance['attributes'],
  { name, series, vcpus }: GcpMachineType,
): readonly Charge[] | undefined {
  const smallest = series === 'f1' || series === 'g1';
  if (platform === 'linux' || licence !== undefined) return [];
  if (platform === 'suse') return [monthAt(smallest ? smallSuseLicence : suseLicence)];
  // Its price for shared processors is another.
  if (platform !== 'windows' || smallest || /^e2-(?:custom-)?[ms]/.test(name)) return undefined;
  return [{ rate: windowsLicence, quantity: vcpus * hoursPerMonth, unit: 'vCPU-h' }];
}

/** Per GPU and hour of those that are attached to a machine, on demand, in the United States, Europe and Asia. */
const gpuRates: ReadonlyMap<string, Rate> = new Map([
  ['NVIDIA T4', rate('~0.35', '2024-03-31')],
  ['NVIDIA V100', rate('~2.48', '2024-03-31')],
  ['NVIDIA P100', rate('~1.46', '2024-03-31')],
  ['NVIDIA P4', rate('~0.6', '2024-03-31')],
  ['NVIDIA K80', rate('0.45', '2024-03-31')],
]);

/** What GPUs cost that are not part of the type. */
export function attachedGpus(
  { gpu, market }: Pick<Instance['attributes'], 'gpu' | 'market'>,
  region: string,
  machine: GcpMachineType,
): readonly Charge[] | undefined {
  if (gpu === undefined || machine.gpu !== undefined) return [];
  const known = market === 'on-demand' && /^(?:us|europe|asia)-/.test(region);
  return known ? [monthAt(gpuRates.get(gpu.model), gpu.count)] : undefined;
}
