import type { Asked } from '../asked.ts';
import { answerOf, itemsOf } from '../lists.ts';
import { computeName, lastOf, partOf } from '../names.ts';
import { once } from '../once.ts';
import { orUnknown } from '../or-unknown.ts';
import { computeEverywhere } from './compute.ts';
import type { Destination } from './destinations.ts';

export type Health = 'healthy' | 'unhealthy' | 'initial' | 'draining' | 'unused' | 'unavailable';

/** Some of what is behind a load balancer. */
export interface BackendGroup {
  readonly id: string;
  readonly targets: readonly { readonly id: string; readonly health: Health }[];
}

interface ServiceRecord {
  readonly selfLink?: string;
  readonly backends?: readonly { readonly group?: string }[];
}

interface PoolRecord {
  readonly selfLink?: string;
  readonly instances?: readonly string[];
}

interface HealthRecord {
  readonly instance?: string;
  readonly ipAddress?: string;
  readonly healthState?: string;
}

/** A reader of what is behind destinations: services and pools are listed when the first of them is led to. */
export function readBackends(asked: Asked): (destination: Destination) => Promise<readonly BackendGroup[]> {
  const services = once(() => byName<ServiceRecord>(asked, 'backendServices', 'selfLink,backends/group'));
  const pools = once(() => byName<PoolRecord>(asked, 'targetPools', 'selfLink,instances'));
  return async ({ services: names, pools: poolNames, machines }) => {
    const groups: BackendGroup[] = [];
    for (const name of names) {
      const service = (await services()).get(name);
      for (const { group } of service?.backends ?? [])
        if (group !== undefined) groups.push(await backendOf(asked, name, group));
    }
    for (const name of poolNames) groups.push(await poolOf(asked, name, (await pools()).get(name)));
    for (const id of machines) groups.push({ id, targets: [{ id, health: 'unused' }] });
    return groups;
  };
}

async function byName<Item extends { readonly selfLink?: string }>(
  asked: Asked,
  name: 'backendServices' | 'targetPools',
  fields: string,
): Promise<ReadonlyMap<string, Item>> {
  const found = new Map<string, Item>();
  for await (const piece of computeEverywhere(asked, name, fields)) {
    if ('error' in piece) continue;
    // Every field may be missing.
    for (const item of piece as readonly Item[])
      if (item.selfLink !== undefined) found.set(computeName(item.selfLink), item);
  }
  return found;
}

/** A group of a backend service, with the machines in it that Google tells the health of. */
async function backendOf(asked: Asked, service: string, group: string): Promise<BackendGroup> {
  const { clients, scope, signal } = asked;
  const id = computeName(group);
  const request = {
    project: scope.account,
    backendService: lastOf(service),
    resourceGroupReferenceResource: { group },
  };
  const region = partOf(service, 'regions');
  const sent = await orUnknown(signal, async () => {
    if (region === undefined) {
      const client = await clients.compute('backendServices');
      return clients.send((options) => client.getHealth(request, options), { signal });
    }
    const client = await clients.compute('regionBackendServices');
    return clients.send((options) => client.getHealth({ ...request, region }, options), { signal });
  });
  // A group whose health cannot be asked for has something in it all the same: serverless, or somebody else's.
  if (sent === undefined) return { id, targets: [{ id, health: 'unavailable' }] };
  return { id, targets: targetsOf(sent) };
}

async function poolOf(asked: Asked, name: string, pool: PoolRecord | undefined): Promise<BackendGroup> {
  const { clients, scope, signal } = asked;
  const request = { project: scope.account, region: partOf(name, 'regions') ?? '', targetPool: lastOf(name) };
  const client = await clients.compute('targetPools');
  const targets: BackendGroup['targets'][number][] = [];
  for (const instance of pool?.instances ?? []) {
    const sent = await orUnknown(signal, () =>
      clients.send(
        (options) => client.getHealth({ ...request, instanceReferenceResource: { instance } }, options),
        { signal },
      ),
    );
    const [health] = sent === undefined ? [] : targetsOf(sent);
    targets.push({ id: computeName(instance), health: health?.health ?? 'unavailable' });
  }
  return { id: name, targets };
}

const healths: Readonly<Record<string, Health>> = {
  HEALTHY: 'healthy',
  UNHEALTHY: 'unhealthy',
  DRAINING: 'draining',
  TIMEOUT: 'unhealthy',
  UNKNOWN: 'unavailable',
};

function targetsOf(sent: unknown): BackendGroup['targets'] {
  const statuses = itemsOf('health', answerOf('health', sent)['healthStatus']);
  // Every field of a status may be missing.
  return (statuses as readonly HealthRecord[]).flatMap(({ instance, ipAddress, healthState }) => {
    const id = instance === undefined ? ipAddress : computeName(instance);
    return id === undefined ? [] : [{ id, health: healths[healthState ?? 'UNKNOWN'] ?? 'unavailable' }];
  });
}
