import { hoursPerMonth, type instance, type Quote, type ResourceOf } from 'bursar/adapter';
import type { AwsMachineType } from './machine-types.ts';
import type { Machine, Machines } from './machines.ts';
import { free, monthAt, quoteOf, rate } from './rates.ts';

type Instance = ResourceOf<typeof instance>;

/** Per processor and hour, the same in every region and for nearly every type. */
const windowsLicence = rate('~0.046', '2026-08-06');

/**
 * Prices of EC2 instances: the compute that they cost in the state they are in. Their volumes and addresses are
 * resources of their own.
 */
export function createInstancePrices(machines: Machines): (vm: Instance) => Quote | undefined {
  return ({ scope: { region }, attributes }) => {
    const { type, state, market, tenancy } = attributes;
    if (market === 'reserved-capacity' || state === 'failed') return undefined;
    if (state === 'stopping' || state === 'stopped' || state === 'terminated')
      return free(`${type}, ${state}`);
    if (tenancy !== 'shared') return undefined;
    const machine = machines(type);
    return machine && running(attributes, region, machine);
  };
}

function running(vm: Instance['attributes'], region: string, { facts, offers }: Machine): Quote | undefined {
  const offer = offers.get(region);
  const where = `${vm.type} in ${region}`;
  if (vm.platform === 'linux') {
    return vm.market === 'spot'
      ? quoteOf(`${where}, spot at its average price`, [monthAt(offer?.spot)])
      : quoteOf(`${where}, on demand`, [monthAt(offer?.onDemand)]);
  }
  if (vm.platform !== 'windows' || vm.market === 'spot' || !licensedByProcessor(facts)) return undefined;
  const licence = { rate: windowsLicence, quantity: facts.vcpus * hoursPerMonth, unit: 'vCPU-h' };
  return quoteOf(`${where} with Windows, on demand`, [monthAt(offer?.onDemand), licence]);
}

/** Whether Windows costs the same per processor on it; burstable and old types have licence prices of their own. */
function licensedByProcessor(facts: AwsMachineType | undefined): facts is AwsMachineType {
  return facts?.hypervisor === 'nitro' && facts.burstable === false && facts.architecture === 'x86_64';
}
