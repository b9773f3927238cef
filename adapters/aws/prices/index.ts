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
import { quoteDatabase } from './databases.ts';
import { createInstancePrices } from './instances.ts';
import { createMachineLearningPrices } from './machine-learning.ts';
import { createMachines } from './machines.ts';
import { quoteAddress, quoteLoadBalancer, quoteNatGateway } from './network.ts';
import { quoteSnapshot, quoteVolume } from './volumes.ts';

export { type AwsMachineType, awsMachineTypes } from './machine-types.ts';
export type { MachineOffer, MachineOffers } from './offers.ts';

/**
 * The list prices that are embedded, per month of 730 hours, of what a resource costs in the state it is in. Known are
 * the regions and types that README.md names; all else is unknown, never nothing.
 */
export function createAwsPrices(): PriceBook {
  const machines = createMachines();
  const quoteInstance = createInstancePrices(machines);
  const machineLearning = createMachineLearningPrices(machines);
  return {
    quote(resource) {
      if (isKind(resource, instance)) return quoteInstance(resource);
      if (isKind(resource, volume)) return quoteVolume(resource);
      if (isKind(resource, snapshot)) return quoteSnapshot(resource);
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
