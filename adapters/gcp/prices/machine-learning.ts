import {
  type Charge,
  type endpoint,
  free,
  monthAt,
  type notebook,
  type Quote,
  quoteOf,
  type ResourceOf,
  timesMoney,
} from 'bursar/adapter';
import type { DiskPrices } from './disks.ts';
import { attachedGpus } from './instances.ts';
import type { Machines } from './machines.ts';

/** What Vertex AI adds to the price of the machines that it runs. */
const vertexFactor = 1.15;

/** Prices of the machines that Vertex AI runs. */
export interface MachineLearningPrices {
  /** What a notebook costs in the state it is in: its machine, unless it is stopped, and its disks. */
  quoteNotebook(resource: ResourceOf<typeof notebook>): Quote | undefined;
  /** What an endpoint's machines cost; unknown as soon as one of its models has none of its own. */
  quoteEndpoint(resource: ResourceOf<typeof endpoint>): Quote | undefined;
}

interface Machine {
  readonly type: string;
  readonly gpu?: { readonly model: string; readonly count: number } | undefined;
}

export function createMachineLearningPrices(machines: Machines, disks: DiskPrices): MachineLearningPrices {
  const hours = ({ type, gpu }: Machine, region: string, count: number): readonly Charge[] | undefined => {
    const machine = machines(type);
    const gpus = machine && attachedGpus({ market: 'on-demand', ...(gpu && { gpu }) }, region, machine);
    if (gpus === undefined) return undefined;
    const own = monthAt(machine?.offers.get(region)?.onDemand, count);
    return [own, ...gpus.map((charge) => ({ ...charge, quantity: charge.quantity * count }))];
  };
  return {
    quoteNotebook({ scope: { region }, attributes: { type, gpu, state, volumeGib } }) {
      if (state === 'failed' || volumeGib === undefined) return undefined;
      if (state === 'deleting') return free(`${type} notebook, deleting`);
      const stopped = state === 'stopping' || state === 'stopped';
      const charges = stopped ? [] : hours({ type, gpu }, region, 1);
      const balanced = disks.sizeRate('pd-balanced', region);
      // Which type its disks are of it does not tell; they are balanced unless chosen otherwise.
      const disk = balanced && { ...balanced, quality: 'estimated' as const };
      const what = `${type} notebook in ${region}${stopped ? ', stopped' : ''}`;
      return charges && quoteOf(what, [...charges, { rate: disk, quantity: volumeGib, unit: 'GiB' }]);
    },
    quoteEndpoint({ scope: { region }, attributes: { state, variants } }) {
      if (state === 'deleting') return free('endpoint, deleting');
      if (state === 'failed' || state === 'out-of-service') return undefined;
      if (variants.length === 0) return free('endpoint without models');
      const charges: Charge[] = [];
      for (const { type, gpu, count } of variants) {
        const own =
          type === undefined || count === undefined ? undefined : hours({ type, gpu }, region, count);
        if (own === undefined) return undefined;
        charges.push(...own.map(ofVertex));
      }
      return quoteOf(`endpoint in ${region} on ${variants.map(({ type }) => type).join(', ')}`, charges);
    },
  };
}

function ofVertex({ rate, ...charge }: Charge): Charge {
  if (rate === undefined) return { rate, ...charge };
  return {
    rate: { ...rate, price: timesMoney(rate.price, vertexFactor), quality: 'estimated' },
    ...charge,
  };
}
