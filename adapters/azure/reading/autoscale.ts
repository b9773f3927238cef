import { armId } from '../arm-id.ts';
import type { AzureClients } from '../client.ts';
import { toCloudError } from '../errors.ts';
import type { GraphQuery } from '../graph-query.ts';
import type { ArmRecord, Maybe } from '../record.ts';
import { restPages } from '../rest-pages.ts';

interface Capacity {
  readonly minimum?: Maybe<string>;
  readonly maximum?: Maybe<string>;
}

/** What makes a scale set grow and shrink; a resource of its own. */
export interface AutoscaleRecord extends ArmRecord {
  readonly properties?: Maybe<{
    readonly enabled?: Maybe<boolean>;
    readonly targetResourceUri?: Maybe<string>;
    readonly profiles?: Maybe<readonly { readonly capacity?: Maybe<Capacity> }[]>;
  }>;
}

/** Between which numbers a scale set is kept. */
export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

export const autoscalePermission = 'Microsoft.Insights/autoscaleSettings/read';

/** What Resource Graph is asked of autoscale settings. */
export const autoscaleQuery: GraphQuery = {
  types: ['microsoft.insights/autoscalesettings'],
  columns: [],
  properties: ['enabled', 'targetResourceUri', 'profiles'],
};

/** The autoscale settings of a subscription, by Resource Manager itself: Bursar has no client for Monitor's. */
export async function* listAutoscale(
  clients: AzureClients,
  signal: AbortSignal,
): AsyncGenerator<readonly AutoscaleRecord[], void, void> {
  const client = await clients.resourceManager();
  const path = `/subscriptions/${clients.subscription}/providers/Microsoft.Insights/autoscalesettings`;
  try {
    yield* restPages<AutoscaleRecord>(client, { path, query: { 'api-version': '2022-10-01' } }, signal);
  } catch (error) {
    const reason = toCloudError(error);
    // Nothing of Monitor's was ever made there.
    if (!(reason instanceof Error && reason.name === 'UnsupportedError')) throw error;
  }
}

/** The bounds of each resource that is scaled, by its id: of several profiles, the widest, as each has its time. */
export async function boundsByTarget(
  pages: AsyncIterable<readonly AutoscaleRecord[]>,
): Promise<ReadonlyMap<string, Bounds>> {
  const bounds = new Map<string, Bounds>();
  for await (const page of pages) {
    for (const { properties } of page) {
      const target = armId(properties?.targetResourceUri);
      if (target === undefined || properties?.enabled === false) continue;
      const capacities = (properties?.profiles ?? []).map(({ capacity }) => capacity ?? {});
      const minimum = Math.min(...capacities.map((capacity) => Number(capacity.minimum ?? Number.NaN)));
      const maximum = Math.max(...capacities.map((capacity) => Number(capacity.maximum ?? Number.NaN)));
      if (Number.isFinite(minimum) && Number.isFinite(maximum)) bounds.set(target, { minimum, maximum });
    }
  }
  return bounds;
}
