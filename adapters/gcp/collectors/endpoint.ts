import { endpoint, type FailedScope, mapBounded, NotFoundError } from 'bursar/adapter';
import type { Asked } from '../asked.ts';
import { listAssets } from '../assets/asset-lists.ts';
import { type GcpCollector, gcpCollector } from '../collector.ts';
import { firstOf, listPages } from '../lists.ts';
import { gpuOf, type MachineTypeOf } from '../machine-type-of.ts';
import { partOf } from '../names.ts';
import { defined, instantOf, labelsOf, required, told } from '../record.ts';

/** An endpoint as Vertex AI has it. */
interface EndpointRecord {
  /** `projects/123456789012/locations/us-central1/endpoints/456` */
  readonly name?: string;
  readonly displayName?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly createTime?: string;
  readonly updateTime?: string;
  readonly deployedModels?: readonly DeployedModel[];
}

interface DeployedModel {
  readonly id?: string;
  readonly displayName?: string;
  readonly dedicatedResources?: {
    readonly machineSpec?: {
      readonly machineType?: string;
      readonly acceleratorType?: string;
      readonly acceleratorCount?: number;
    };
    readonly minReplicaCount?: number;
  };
}

const fields =
  'endpoints(name,displayName,labels,createTime,updateTime,deployedModels(id,displayName,dedicatedResources(machineSpec,minReplicaCount))),nextPageToken';

/** Any region knows all of them. */
const firstRegion = 'us-central1';

/** Regions that are asked at a time. */
const concurrency = 4;

/** Vertex AI endpoints. Each region answers for itself alone. */
export function endpointCollector(
  machineTypeOf: MachineTypeOf,
  regions: readonly string[] | undefined,
): GcpCollector<typeof endpoint> {
  return gcpCollector({
    kind: endpoint,
    permissions: [
      'aiplatform.endpoints.list',
      ...(regions === undefined ? ['aiplatform.locations.list'] : []),
    ],
    async *pages(asked) {
      const all = regions ?? (await regionsOf(asked));
      for (let start = 0; start < all.length; start += concurrency) {
        const some = all.slice(start, start + concurrency);
        for (const pieces of await mapBounded(some, concurrency, (region) => endpointsOf(asked, region)))
          yield* pieces;
      }
    },
    ofAssets: {
      permissions: [listAssets],
      pages: (assets) => assets.resources(['aiplatform.googleapis.com/Endpoint']),
    },

    read(raw: EndpointRecord, scope) {
      const name = required(raw.name, 'name');
      const region = required(partOf(name, 'locations'), 'a location in name');
      const short = name.slice(name.lastIndexOf('/') + 1);
      return {
        kind: 'endpoint',
        // Vertex AI names the project by its number.
        id: `//aiplatform.googleapis.com/projects/${scope.account}/locations/${region}/endpoints/${short}`,
        name: told(raw.displayName) ?? short,
        scope: { ...scope, region },
        tags: labelsOf(raw.labels),
        ...defined({ createdAt: instantOf(raw.createTime) }),
        attributes: {
          // It is there as soon as it is listed; what is deployed to it is told with it.
          state: 'in-service',
          variants: (raw.deployedModels ?? []).map((model) => variantOf(model, machineTypeOf)),
          ...defined({ modifiedAt: instantOf(raw.updateTime) }),
        },
      };
    },
  });
}

function variantOf({ id, displayName, dedicatedResources }: DeployedModel, machineTypeOf: MachineTypeOf) {
  const spec = dedicatedResources?.machineSpec;
  const type = spec?.machineType;
  const accelerators = [{ type: spec?.acceleratorType ?? '', count: spec?.acceleratorCount ?? 0 }];
  return {
    name: told(displayName) ?? required(id, 'the id of a deployed model'),
    ...defined({
      type,
      // How many there are at the moment is not told, only how many there are at least.
      count: dedicatedResources?.minReplicaCount,
      gpu: type === undefined ? undefined : gpuOf(type, accelerators, machineTypeOf),
    }),
  };
}

/** The regions in which Vertex AI is. */
async function regionsOf(asked: Asked): Promise<readonly string[]> {
  const client = await asked.clients.endpoints(firstRegion);
  const request = { name: `projects/${asked.scope.account}`, pageSize: 200 };
  const regions: string[] = [];
  const pages = listPages(asked, {
    what: 'vertex locations',
    property: 'locations',
    fields: 'locations/locationId,nextPageToken',
    ask: (pageToken, options) =>
      firstOf(
        client.listLocationsAsync({ ...request, ...(pageToken !== undefined && { pageToken }) }, options),
      ),
  });
  for await (const page of pages) {
    if ('error' in page) continue;
    // Every field of a location may be missing.
    for (const { locationId } of page as readonly { readonly locationId?: string }[])
      if (locationId !== undefined && /\d$/.test(locationId)) regions.push(locationId);
  }
  return regions.toSorted();
}

/** A region's endpoints; one that cannot be reached is told, and the others stand. */
async function endpointsOf(
  asked: Asked,
  region: string,
): Promise<readonly (readonly object[] | FailedScope)[]> {
  const client = await asked.clients.endpoints(region);
  const request = { parent: `projects/${asked.scope.account}/locations/${region}`, pageSize: 100 };
  const pages = listPages(asked, {
    what: `vertex endpoints in ${region}`,
    property: 'endpoints',
    fields,
    ask: (pageToken, options) =>
      client.listEndpoints({ ...request, ...(pageToken !== undefined && { pageToken }) }, options),
  });
  try {
    return await Array.fromAsync(pages);
  } catch (error) {
    asked.signal.throwIfAborted();
    // A region that was chosen need not have Vertex AI.
    if (error instanceof NotFoundError) return [];
    if (!(error instanceof Error) || error.name !== 'UnavailableError') throw error;
    return [{ scope: { ...asked.scope, region }, error }];
  }
}
