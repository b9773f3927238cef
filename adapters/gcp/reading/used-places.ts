import type { Asked, Piece } from '../asked.ts';
import { listPages } from '../lists.ts';
import { lastOf, regionOfZone } from '../names.ts';
import { orUnknown } from '../or-unknown.ts';
import { computeEverywhere } from './compute.ts';

/** Where a project has anything. */
export interface UsedPlaces {
  readonly zones: readonly string[];
  readonly regions: readonly string[];
}

/** Where the disks, addresses and databases of a project are: there is no machine without a disk. */
export async function usedPlaces(asked: Asked): Promise<UsedPlaces> {
  const zones = new Set<string>();
  const regions = new Set<string>();
  const note = async (pieces: AsyncIterable<Piece>): Promise<void> => {
    for await (const piece of pieces) {
      if ('error' in piece) continue;
      // Every field may be missing.
      for (const { zone, region } of piece as readonly {
        readonly zone?: string;
        readonly region?: string;
      }[]) {
        if (zone !== undefined) zones.add(lastOf(zone));
        if (region !== undefined) regions.add(lastOf(region));
      }
    }
  };
  await orUnknown(asked.signal, () => note(computeEverywhere(asked, 'disks', 'zone,region')));
  await orUnknown(asked.signal, () => note(computeEverywhere(asked, 'addresses', 'region')));
  await orUnknown(asked.signal, () => note(databases(asked)));
  for (const zone of zones) regions.add(regionOfZone(zone));
  return { zones: [...zones].toSorted(), regions: [...regions].toSorted() };
}

async function* databases(asked: Asked): AsyncGenerator<Piece, void, void> {
  const client = await asked.clients.sqlInstances();
  const request = { project: asked.scope.account, maxResults: 500 };
  yield* listPages(asked, {
    what: 'sql instances',
    property: 'items',
    fields: 'items/region,nextPageToken',
    ask: (pageToken, options) =>
      client.list({ ...request, ...(pageToken !== undefined && { pageToken }) }, options),
  });
}
