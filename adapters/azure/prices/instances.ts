import {
  free,
  hoursPerMonth,
  type instance,
  monthAt,
  type Quote,
  quoteOf,
  type ResourceOf,
} from 'bursar/adapter';
import type { Machine } from './machine-types.ts';
import type { Machines } from './machines.ts';
import { windowsRate } from './windows.ts';

type Instance = ResourceOf<typeof instance>;

/** States in which a machine holds its place in a data centre, which is what is billed. */
const billed: ReadonlySet<Instance['attributes']['state']> = new Set([
  'starting',
  'running',
  'stopped-billed',
]);

/**
 * Prices of virtual machines: the compute that they cost in the state they are in. Their disks and addresses are
 * resources of their own.
 */
export function createInstancePrices(machines: Machines): (vm: Instance) => Quote | undefined {
  return ({ scope: { region }, attributes }) => {
    const { type, state, tenancy, market } = attributes;
    if (state === 'stopped' || state === 'terminated') return free(`${type}, ${state}`);
    // A stopping machine may be on its way to either kind of stop. Spot prices are not in the tables.
    if (!billed.has(state) || market !== 'on-demand' || tenancy !== 'shared') return undefined;
    const machine = machines(type);
    return machine && priced(attributes, region, machine);
  };
}

function priced(vm: Instance['attributes'], region: string, machine: Machine): Quote | undefined {
  const stopped = vm.state === 'stopped-billed' ? ', stopped but not deallocated' : '';
  const compute = monthAt(machine.offers.get(region));
  const where = `${machine.name} in ${region}`;
  if (vm.platform === 'linux' || hasOwnLicence(vm)) {
    return quoteOf(`${where}, on demand${stopped}`, [compute]);
  }
  if (vm.platform !== 'windows' || machine.billedVcpus === undefined) return undefined;
  // A size with fewer processors is billed, and licensed, like the whole one.
  const quantity = machine.billedVcpus * hoursPerMonth;
  const licence = { rate: windowsRate(machine.name), quantity, unit: 'vCPU-h' };
  return quoteOf(`${where} with Windows, on demand${stopped}`, [compute, licence]);
}

/** Whether the customer brings the licence (Azure Hybrid Benefit), so that only the compute is billed. */
function hasOwnLicence({ platform, licence }: Instance['attributes']): boolean {
  if (platform === 'windows') return licence === 'Windows_Server' || licence === 'Windows_Client';
  return (platform === 'rhel' && licence === 'RHEL_BYOS') || (platform === 'suse' && licence === 'SLES_BYOS');
}
