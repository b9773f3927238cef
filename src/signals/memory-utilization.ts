import { defineSignal } from '../core/signal.ts';
import { instance } from '../kinds/instance.ts';

/** Share of the machine's memory in use; only an agent on the machine can tell. */
export const memoryUtilization = defineSignal({
  signal: 'memory-utilization',
  summary: 'Share of the memory in use',
  unit: 'percent',
  kinds: [instance],
});
