import { timesMoney } from 'bursar/adapter';
import type { Catalogue } from './catalogue.ts';
import { type Rate, rate } from './rates.ts';

/** What a machine type costs per hour in one region, with Linux and shared tenancy. */
export interface MachineOffer {
  /** Absent where it is offered at a price that is not known. */
  readonly onDemand?: Rate;
  /** What it would cost at the average reduction of a month; absent where there was none. */
  readonly spot?: Rate;
  /** How often its spot capacity is taken back within a month. */
  readonly interruption?: Interruption;
}

/** A machine type's offers by region. */
export type MachineOffers = ReadonlyMap<string, MachineOffer>;

const interruptions = ['<5%', '5-10%', '10-15%', '15-20%', '>20%'] as const;
export type Interruption = (typeof interruptions)[number];

/** The offers in a row's last two columns. */
export function offersOf(columns: readonly string[], { regions, days, spotAsOf }: Catalogue): MachineOffers {
  const prices = (columns[13] ?? '').split(',');
  const reductions = (columns[14] ?? '').split(',');
  const offers = new Map<string, MachineOffer>();
  for (const [index, region] of regions.entries()) {
    const price = prices[index] ?? '';
    const reduction = reductions[index] ?? '';
    if (price !== '') offers.set(region, offer(price, reduction, days, spotAsOf));
  }
  return offers;
}

function offer(
  price: string,
  reduction: string,
  days: Readonly<Record<string, string>>,
  spotAsOf: string,
): MachineOffer {
  const day = days[price.at(-1) ?? ''];
  if (day === undefined) return {};
  const onDemand = rate(price.slice(0, -1), day);
  if (reduction === '') return { onDemand };
  const [percent, band] = reduction.split('/').map(Number);
  const interruption = interruptions[band ?? Number.NaN];
  const spot: Rate = {
    price: timesMoney(onDemand.price, 1 - (percent ?? Number.NaN) / 100),
    quality: 'estimated',
    asOf: spotAsOf < day ? spotAsOf : day,
  };
  return { onDemand, spot, ...(interruption && { interruption }) };
}
