import type { Clock, EpochMs } from '../../../core/time.ts';
import { mixText } from '../../seeded.ts';
import { type Counts, countsOf, partsOf } from './allocation.ts';
import { cellOf } from './cell.ts';
import type { Cell, Estate, Reader } from './estate.ts';
import { Overlay } from './overlay.ts';
import type { Subscription } from './place.ts';
import { resourceGroupsOf } from './resource-groups.ts';
import type { TakenSnapshot } from './snapshots.ts';
import { managementGroupsOf, subscriptionsOf, weightOfSubscription } from './tenant.ts';

/** What an estate is made from. */
export interface EstateOptions {
  readonly seed: number;
  /** Resources in all, 50 to 1,000,000. */
  readonly size: number;
  /** Default 3. */
  readonly subscriptions?: number;
  readonly tenantId: string;
  /** Its present instant is what all ages count back from. */
  readonly clock: Clock;
  /** By how much reads lag behind writes at the moment. Default: not at all. */
  readLagMs?(subscription: string, reader: Reader): number;
}

/** The locations in use, with their share of a subscription's resources. */
const locationWeights = [
  ['eastus', 40, 'eus'],
  ['westeurope', 40, 'weu'],
  ['westus2', 20, 'wus2'],
] as const;

const hourMs = 3_600_000;

/** An estate: the skeleton, from which each resource is made when it is asked for. */
export function createEstate(options: EstateOptions): Estate {
  const { seed, clock, tenantId } = options;
  // By the hour, so that a sandbox started again soon serves the very same estate.
  const anchorAt = Math.floor(clock.now() / hourMs) * hourMs;
  const overlay = new Overlay();
  const counts = countsOf(options.size);
  const managementGroups = managementGroupsOf(tenantId);
  const subscriptions = subscriptionsOf(seed, options.subscriptions ?? 3);

  const taken = new Map<string, TakenSnapshot[]>();

  function takenIn(place: string): TakenSnapshot[] {
    const list = taken.get(place) ?? [];
    taken.set(place, list);
    return list;
  }

  function cellsSeenBy(reader: Reader): readonly Cell[] {
    return subscriptions.flatMap((subscription, index) =>
      placesOf({ seed, anchorAt, tenantId, counts, subscriptions, subscription, index }).map((place) =>
        cellOf(
          {
            ...place,
            now: () => clock.now(),
            changeOf(id) {
              if (overlay.size === 0) return undefined;
              return overlay.read(id, clock.now() - (options.readLagMs?.(subscription.id, reader) ?? 0));
            },
          },
          takenIn(`${subscription.id} ${place.location}`),
        ),
      ),
    );
  }

  const bySubscription = (cells: readonly Cell[]): ReadonlyMap<string, readonly Cell[]> =>
    Map.groupBy(cells, ({ subscription }) => subscription.id);
  const cells = cellsSeenBy('Microsoft.Compute');
  const seen = {
    'Microsoft.Compute': bySubscription(cells),
    'Microsoft.ResourceGraph': bySubscription(cellsSeenBy('Microsoft.ResourceGraph')),
  } satisfies Record<Reader, unknown>;
  const byId = new Map(subscriptions.map((subscription) => [subscription.id, subscription]));
  return {
    seed,
    size: options.size,
    anchorAt,
    tenantId,
    managementGroups,
    subscriptions,
    locations: locationWeights.map(([location]) => location),
    cells,
    overlay,
    subscription: (id) => byId.get(id),
    cellsOf: (subscription, reader) => seen[reader].get(subscription) ?? [],
  };
}

/** The places of a subscription, without what has happened since the estate was made. */
function placesOf(parts: {
  readonly seed: number;
  readonly anchorAt: EpochMs;
  readonly tenantId: string;
  readonly counts: Counts;
  readonly subscriptions: readonly Subscription[];
  readonly subscription: Subscription;
  readonly index: number;
}) {
  const { subscription, anchorAt, tenantId, counts, index } = parts;
  const weights = parts.subscriptions.flatMap((_, number) =>
    locationWeights.map(([, weight]) => weight * weightOfSubscription(number)),
  );
  return locationWeights.map(([location, , shortLocation], number) => {
    const share = partsOf(counts, weights, index * locationWeights.length + number);
    const placeSeed = mixText(subscription.seed, location);
    const place = {
      subscription,
      location,
      shortLocation,
      isFirst: number === 0,
      tenantId,
      anchorAt,
      estateSeed: parts.seed,
      seed: placeSeed,
      count: (kind: keyof Counts) => share[kind].count,
      first: (kind: keyof Counts) => share[kind].first,
    };
    return { ...place, groups: resourceGroupsOf(place) };
  });
}
