import {
  address,
  database,
  endpoint,
  instance,
  isKind,
  loadBalancer,
  natGateway,
  notebook,
  type PriceBook,
  snapshot,
  volume,
} from 'bursar/adapter';
import { createDatabasePrices } from './databases.ts';
import { createDiskPrices } from './disks.ts';
import { createInstancePrices } from './instances.ts';
import { createMachineLearningPrices } from './machine-learning.ts';
import { createMachines } from './machines.ts';
import { quoteAddress, quoteLoadBalancer, quoteNatGateway } from './network.ts';
import { createRegionalRates } from './regions.ts';

export type { GcpMachineType } from './machine-types.ts';
export { gcpMachineTypes } from './machines.ts';

/**
 * The list prices that are embedded, per month of 730 hours, of what a resource costs in the state it is in. Known are
 * the regions and types that README.md names; all else is unknown, never nothing.
 */
export function createGcpPrices(): PriceBook {
  const machines = createMachines();
  const regional = createRegionalRates(machines);
  const disks = createDiskPrices(regional);
  const quoteInstance = createInstancePrices(machines);
  const quoteDatabase = createDatabasePrices(regional);
  const machineLearning = createMachineLearningPrices(machines, disks);
  return {
    quote(resource) {
      if (isKind(resource, instance)) return quoteInstance(resource);
      if (isKind(resource, volume)) return disks.quoteVolume(resource);
      if (isKind(resource, snapshot)) return disks.quoteSnapshot(resource);
      if (isKind(resource, address)) return quoteAddress(resource);
      if (isKind(resource, loadBalancer)) return quoteLoadBalancer(resource);
      if (isKind(resource, natGateway)) return quoteNatGateway(resource);
      if (isKind(resource, database)) return quoteDatabase(resource);
      if (isKind(resource, notebook)) return machineLearning.quoteNotebook(resource);
      if (isKind(resource, endpoint)) return machineLearning.quoteEndpoint(resource);
      return undefined;
    },
  };
}
