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
import { createInstancePrices } from './instances.ts';
import { createMachineLearningPrices } from './machine-learning.ts';
import { createMachines } from './machines.ts';
import { createNetworkPrices } from './network.ts';
import { createVolumePrices } from './volumes.ts';

export { type AzureMachineType, azureMachineTypes, type MachineOffers } from './machine-types.ts';

/**
 * The list prices that are embedded, per month of 730 hours, of what a resource costs in the state it is in. Known are
 * the regions and sizes that README.md names; all else is unknown, never nothing.
 */
export function createAzurePrices(): PriceBook {
  const machines = createMachines();
  const quoteInstance = createInstancePrices(machines);
  const quoteDatabase = createDatabasePrices(machines);
  const volumes = createVolumePrices(machines);
  const network = createNetworkPrices(machines);
  const machineLearning = createMachineLearningPrices(machines);
  return {
    quote(resource) {
      if (isKind(resource, instance)) return quoteInstance(resource);
      if (isKind(resource, volume)) return volumes.quoteVolume(resource);
      if (isKind(resource, snapshot)) return volumes.quoteSnapshot(resource);
      if (isKind(resource, address)) return network.quoteAddress(resource);
      if (isKind(resource, loadBalancer)) return network.quoteLoadBalancer(resource);
      if (isKind(resource, natGateway)) return network.quoteNatGateway(resource);
      if (isKind(resource, database)) return quoteDatabase(resource);
      if (isKind(resource, notebook)) return machineLearning.quoteNotebook(resource);
      if (isKind(resource, endpoint)) return machineLearning.quoteEndpoint(resource);
      return undefined;
    },
  };
}
