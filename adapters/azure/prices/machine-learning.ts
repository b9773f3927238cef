import {
  asEstimate,
  type Charge,
  type endpoint,
  free,
  monthAt,
  type notebook,
  type Quote,
  quoteOf,
  type ResourceOf,
} from 'bursar/adapter';
import { sizedDisk } from './disk-rates.ts';
import type { Machines } from './machines.ts';

/** The disk that comes with every compute instance and stays when it is stopped. */
const computeInstanceDiskGib = 128;

/** Prices of the machines that Azure Machine Learning runs: they cost what virtual machines cost. */
export interface MachineLearningPrices {
  /** What a compute instance costs in the state it is in: its hours, unless it is stopped, and its disk. */
  quoteNotebook(resource: ResourceOf<typeof notebook>): Quote | undefined;
  /** What an endpoint's machines cost; unknown as soon as a deployment has none of its own. */
  quoteEndpoint(resource: ResourceOf<typeof endpoint>): Quote | undefined;
}

export function createMachineLearningPrices(machines: Machines): MachineLearningPrices {
  const hours = (size: string, region: string, count: number): Charge =>
    monthAt(machines(size)?.offers.get(region), count);
  return {
    quoteNotebook({ scope: { region }, attributes: { type, state } }) {
      if (state === 'failed') return undefined;
      if (state === 'deleting') return free(`${type} compute instance, deleting`);
      const stopped = state === 'stopping' || state === 'stopped';
      const rate = sizedDisk('Premium', computeInstanceDiskGib)?.(region, machines);
      const what = `${type} compute instance in ${region}${stopped ? ', stopped' : ''}`;
      const charges = stopped ? [] : [hours(type, region, 1)];
      // Its load balancer comes on top, which several may share.
      return asEstimate(quoteOf(what, [...charges, { rate, quantity: 1, unit: 'disk' }]));
    },
    quoteEndpoint({ scope: { region }, attributes: { state, variants } }) {
      if (state === 'deleting') return free('endpoint, deleting');
      if (state === 'failed' || state === 'out-of-service') return undefined;
      const charges: Charge[] = [];
      for (const { type, count } of variants) {
        if (type === undefined || count === undefined) return undefined;
        charges.push(hours(type, region, count));
      }
      return quoteOf(`endpoint in ${region} on ${variants.map(({ type }) => type).join(', ')}`, charges);
    },
  };
}
