import type { endpoint, notebook, Quote, ResourceOf } from 'bursar/adapter';
import type { Machines } from './machines.ts';
import { type Charge, free, monthAt, quoteOf, type Rate, rate, rates } from './rates.ts';

/** Per hour in us-east-1, for notebooks and for endpoints alike. */
const hourlyRates: ReadonlyMap<string, Rate> = new Map(
  Object.entries({
    'ml.t2.medium': '~0.0464',
    'ml.t3.medium': '0.05',
    'ml.t3.large': '0.1',
    'ml.t3.xlarge': '0.2',
    'ml.t3.2xlarge': '0.399',
    'ml.m5.large': '0.115',
    'ml.m5.xlarge': '0.23@2026-06-27',
    'ml.m5.2xlarge': '0.461@2026-09-28',
    'ml.m5.4xlarge': '0.922',
    'ml.m5.12xlarge': '2.765',
    'ml.m5.24xlarge': '5.53',
    'ml.c5.large': '0.102',
    'ml.c5.xlarge': '0.204',
    'ml.c5.2xlarge': '0.408',
    'ml.c5.4xlarge': '0.816',
    'ml.c5.9xlarge': '1.836',
    'ml.r5.large': '~0.151',
    'ml.r5.xlarge': '~0.302',
    'ml.r5.2xlarge': '0.605',
    'ml.r5.4xlarge': '1.21',
    'ml.r5.8xlarge': '2.419',
    'ml.g4dn.xlarge': '0.7364',
    'ml.g4dn.2xlarge': '0.94',
    'ml.g4dn.4xlarge': '1.505',
    'ml.g4dn.8xlarge': '2.72',
    'ml.g4dn.12xlarge': '4.89',
    'ml.g4dn.16xlarge': '5.44',
    'ml.g5.xlarge': '1.408',
    'ml.g5.2xlarge': '1.515',
    'ml.g5.4xlarge': '2.03',
    'ml.g5.8xlarge': '~3.06',
    'ml.g5.12xlarge': '7.09',
    'ml.g5.16xlarge': '5.12',
    'ml.g5.24xlarge': '10.18',
    'ml.g5.48xlarge': '20.36',
    'ml.g6.2xlarge': '~1.222',
    'ml.g6.12xlarge': '~5.752',
    'ml.g6.16xlarge': '~4.246',
    'ml.g6.24xlarge': '~8.344',
    'ml.inf2.xlarge': '0.99',
    'ml.inf2.8xlarge': '2.36',
    'ml.inf2.24xlarge': '7.79',
    'ml.inf2.48xlarge': '15.58',
    'ml.p3.2xlarge': '3.825',
    'ml.p3.8xlarge': '14.688',
    'ml.p3.16xlarge': '28.152',
    'ml.trn1.32xlarge': '~28.497',
  }).map(([type, text]) => [type, rate(text, '2025-06-30')]),
);

/** Per GiB and month of a notebook's volume. */
const volumeRates = rates('2023-12-31', ['0.14@2026-09-28', '~0.14', '0.154', '~0.1666']);

/** Prices of the machines that SageMaker runs. */
export interface MachineLearningPrices {
  /** What a notebook costs in the state it is in: its hours, unless it is stopped, and its volume. */
  quoteNotebook(resource: ResourceOf<typeof notebook>): Quote | undefined;
  /** What an endpoint's machines cost; unknown as soon as a variant has none of its own, as it is paid for by use. */
  quoteEndpoint(resource: ResourceOf<typeof endpoint>): Quote | undefined;
}

export function createMachineLearningPrices(machines: Machines): MachineLearningPrices {
  const hours = (type: string, region: string, count: number): Charge =>
    monthAt(hourlyRate(type, region, machines), count);
  return {
    quoteNotebook({ scope: { region }, attributes: { type, state, volumeGib } }) {
      if (state === 'failed' || volumeGib === undefined) return undefined;
      if (state === 'deleting') return free(`${type} notebook, deleting`);
      const stopped = state === 'stopping' || state === 'stopped';
      const volume = { rate: volumeRates.get(region), quantity: volumeGib, unit: 'GiB' };
      return quoteOf(`${type} notebook in ${region}${stopped ? ', stopped' : ''}`, [
        ...(stopped ? [] : [hours(type, region, 1)]),
        volume,
      ]);
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

/** Elsewhere than in us-east-1, a type costs more by as much as the EC2 type that it is made of. */
function hourlyRate(type: string, region: string, machines: Machines): Rate | undefined {
  const home = hourlyRates.get(type);
  if (home === undefined || region === 'us-east-1') return home;
  const offers = machines(type.slice('ml.'.length))?.offers;
  const here = offers?.get(region)?.onDemand;
  const there = offers?.get('us-east-1')?.onDemand;
  if (here === undefined || there === undefined) return undefined;
  const nanos = (home.price.nanos * here.price.nanos) / there.price.nanos;
  return {
    price: { ...home.price, nanos },
    quality: 'estimated',
    asOf: here.asOf < home.asOf ? here.asOf : home.asOf,
  };
}
