import { pagesOf } from 'bursar/adapter';
import type { GcpClients } from '../client.ts';
import { chunksOf, textsPerCall } from './filter.ts';
import type { MachineName } from './names.ts';
import { readPage, type Window } from './time-series.ts';

/** The numbers under which the agents of machines report; a machine made anew under its name has had others. */
export interface MachineIds {
  of(machine: MachineName): readonly string[];
}

/** Where nobody has looked. */
export const noMachineIds: MachineIds = { of: () => [] };

/** A metric that the hypervisor reports of every machine that runs, with its name and its number. */
const known = 'compute.googleapis.com/instance/cpu/utilization';

/**
 * The numbers of machines that ran within a window, from the headers of what the hypervisor tells: no other machine can
 * have had an agent that reported.
 */
export async function lookUpMachineIds(
  clients: GcpClients,
  machines: readonly MachineName[],
  window: Window,
  signal: AbortSignal,
): Promise<MachineIds> {
  const ids = new Map<string, Set<string>>();
  const names = [...new Set(machines.map(({ name }) => name))];
  for (const values of chunksOf(names, textsPerCall(names))) {
    const call = { type: known, by: 'metric.labels.instance_name', values, window };
    const pages = pagesOf('monitoring timeSeries.list', (token) => readPage(clients, call, token, signal));
    for await (const page of pages) {
      for (const { metric, resource } of page) {
        const { instance_name: name } = metric.labels;
        const { instance_id: id, zone } = resource.labels;
        if (name === undefined || zone === undefined || id === undefined) continue;
        const key = keyOf({ zone, name });
        ids.set(key, (ids.get(key) ?? new Set()).add(id));
      }
    }
  }
  return { of: (machine) => [...(ids.get(keyOf(machine)) ?? [])] };
}

function keyOf({ zone, name }: MachineName): string {
  return `${zone}/${name}`;
}
