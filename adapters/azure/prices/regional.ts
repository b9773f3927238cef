import { type Rate, rate } from 'bursar/adapter';
import type { Machines } from './machines.ts';

/** The region in which everything but virtual machines has its known price. */
const home = 'eastus';

/** By whose price in a region it is reckoned what other things cost there. */
const yardstick = 'Standard_D4s_v5';

/** A list price in every region. */
export type RegionalRate = (region: string, machines: Machines) => Rate | undefined;

/**
 * A price seen in {@link home}; what it is elsewhere is estimated, by how much more or less a common machine costs there.
 * Undefined in regions that the catalogue does not have.
 */
export function regionalRate(text: string, asOf: string): RegionalRate {
  const known = rate(text, asOf);
  return (region, machines) => {
    if (region === home) return known;
    const prices = machines(yardstick)?.offers;
    const here = prices?.get(region)?.price;
    const there = prices?.get(home)?.price;
    if (here === undefined || there === undefined) return undefined;
    const nanos = (known.price.nanos * here.nanos) / there.nanos;
    return { price: { ...known.price, nanos }, quality: 'estimated', asOf: known.asOf };
  };
}

/** A price that Azure lists as the same in all regions; undefined in those that the catalogue does not have. */
export function uniformRate(text: string, asOf: string): RegionalRate {
  const known = rate(text, asOf);
  return (region, machines) => (machines(yardstick)?.offers.has(region) === true ? known : undefined);
}
