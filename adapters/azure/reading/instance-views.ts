import { subscriptionOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import type { AzureClients } from '../client.ts';
import { orUnknown } from '../or-unknown.ts';
import { type InstanceView, isDeallocated, type MachineRecord } from './virtual-machine.ts';

type Views = ReadonlyMap<string, InstanceView>;

/** What each machine of a subscription is doing, by their ids in lower case; `wanted` chooses whose is kept. */
export async function instanceViews(
  clients: AzureClients,
  wanted: (record: MachineRecord) => boolean,
  signal: AbortSignal,
): Promise<Views> {
  const compute = await clients.compute();
  const views = new Map<string, InstanceView>();
  const list = compute.virtualMachines.listAll({ statusOnly: 'true' });
  for await (const page of armPages<MachineRecord>(clients, 'compute machine states', list, signal)) {
    for (const record of page) {
      const view = record.properties?.instanceView;
      if (view && wanted(record)) views.set(record.id?.toLowerCase() ?? '', view);
    }
  }
  return views;
}

/** A machine with what it is doing. */
export function withView(record: MachineRecord, views: Views): MachineRecord {
  const instanceView = views.get(record.id?.toLowerCase() ?? '');
  return instanceView === undefined
    ? record
    : { ...record, properties: { ...record.properties, instanceView } };
}

/**
 * Adds to deallocated machines since when they are so, which Resource Graph does not know: a list of states for each
 * subscription that has such machines. Where that is refused, it stays unknown.
 */
export function createDeallocationTimes(
  clientsOf: (subscription: string) => AzureClients,
  signal: AbortSignal,
): (page: readonly MachineRecord[]) => Promise<readonly MachineRecord[]> {
  // Rows come ordered by id: those of one subscription are together, and its states are needed no more after them.
  let last: { readonly subscription: string; readonly views: Views } | undefined;

  async function viewsOf(subscription: string): Promise<Views> {
    if (last?.subscription !== subscription) {
      const read = (): Promise<Views> => instanceViews(clientsOf(subscription), isDeallocated, signal);
      last = { subscription, views: (await orUnknown(signal, read)) ?? new Map() };
    }
    return last.views;
  }

  return async (page) => {
    const completed: MachineRecord[] = [];
    for (const record of page) {
      const subscription = isDeallocated(record) ? subscriptionOf(record.id) : undefined;
      completed.push(subscription === undefined ? record : withView(record, await viewsOf(subscription)));
    }
    return completed;
  };
}
