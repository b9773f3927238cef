import { type Rate, timesMoney } from 'bursar/adapter';
import type { Machines } from './machines.ts';

/** Where the list prices other than those of machines were seen. */
export const homeRegion = 'us-central1';

/** What a list price of the home region is elsewhere; unknown where nothing tells it. */
export interface RegionalRates {
  /** Storage costs more by as much as standard disks do, or processors where those were not seen. */
  storage(home: Rate, region: string): Rate | undefined;
  /** Everything else costs more by as much as processors do. */
  compute(home: Rate, region: string): Rate | undefined;
}

/** Of a GiB of standard disk per month, in the price list of 2019-03-07: cents. */
const standardDiskCents: ReadonlyMap<string, number> = new Map([
  ['us-central1', 4],
  ['us-east1', 4],
  ['us-east4', 4.4],
  ['us-west1', 4],
  ['us-west2', 4.8],
  ['europe-west1', 4],
  ['europe-west2', 4.8],
  ['europe-west3', 4.8],
  ['europe-west4', 4.4],
  ['europe-west6', 5],
  ['europe-north1', 4.4],
  ['northamerica-northeast1', 4.4],
  ['asia-east1', 4],
  ['asia-east2', 5],
  ['asia-northeast1', 5.2],
  ['asia-northeast2', 5.2],
  ['asia-southeast1', 4.4],
  ['australia-southeast1', 5.4],
  ['southamerica-east1', 6],
  ['asia-south1', 4.8],
]);

/** A type that nearly every region has. */
const yardstick = 'e2-standard-2';

export function createRegionalRates(machines: Machines): RegionalRates {
  const processors = (region: string): number | undefined => {
    const offers = machines(yardstick)?.offers;
    const here = offers?.get(region)?.onDemand?.price.nanos;
    const home = offers?.get(homeRegion)?.onDemand?.price.nanos;
    return here === undefined || home === undefined ? undefined : Number(here) / Number(home);
  };
  return {
    storage(home, region) {
      const cents = standardDiskCents.get(region);
      return scaled(home, region, cents === undefined ? processors(region) : cents / 4);
    },
    compute: (home, region) => scaled(home, region, processors(region)),
  };
}

function scaled(home: Rate, region: string, factor: number | undefined): Rate | undefined {
  if (region === homeRegion) return home;
  if (factor === undefined) return undefined;
  return { price: timesMoney(home.price, factor), quality: 'estimated', asOf: home.asOf };
}
