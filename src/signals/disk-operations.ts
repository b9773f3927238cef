import { defineSignal } from '../core/signal.ts';
import { instance } from '../kinds/instance.ts';
import { volume } from '../kinds/volume.ts';

/** Completed reads and writes in each step of the series, over all disks. */
export const diskOperations = defineSignal({
  signal: 'disk-operations',
  summary: 'Reads and writes of its disks',
  unit: 'count',
  kinds: [instance, volume],
  measure: 'counter',
  across: 'sum',
});
