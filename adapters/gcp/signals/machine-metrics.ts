import type { Resource } from 'bursar/adapter';
import type { MachineIds } from '../monitoring/machine-ids.ts';
import type { Fields, Metric } from '../monitoring/metric.ts';
import { machineNameOf } from '../monitoring/names.ts';

/** What is particular of a metric of machines. */
type Particular = Pick<Metric, 'across'> &
  Partial<Pick<Metric, 'labels' | 'within' | 'apart' | 'share' | 'most' | 'garbageAbove'>>;

/** A metric of the hypervisor, which knows a machine by its name and zone; undefined for what is no machine. */
export function machineMetric(
  type: string,
  measure: Metric['measure'],
  machine: Pick<Resource, 'id'>,
  { within, ...particular }: Particular,
): Metric | undefined {
  const found = machineNameOf(machine);
  if (found === undefined) return undefined;
  return {
    type,
    measure,
    by: 'metric.labels.instance_name',
    values: [found.name],
    within: { 'resource.labels.zone': found.zone, ...within },
    ...particular,
  };
}

/** A metric of the Ops Agent, which knows a machine by its number; undefined where the machine has not run. */
export function agentMetric(
  type: string,
  machine: Pick<Resource, 'id'>,
  machineIds: MachineIds,
  { within, ...particular }: Particular,
): Metric | undefined {
  const found = machineNameOf(machine);
  const values = found === undefined ? [] : machineIds.of(found);
  if (values.length === 0) return undefined;
  const fields: { within?: Fields } = within === undefined ? {} : { within };
  return {
    type,
    measure: 'gauge',
    by: 'resource.labels.instance_id',
    values,
    ...fields,
    ...particular,
  };
}
