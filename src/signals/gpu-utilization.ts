import { defineSignal } from '../core/signal.ts';
import { endpoint } from '../kinds/endpoint.ts';
import { instance } from '../kinds/instance.ts';
import { notebook } from '../kinds/notebook.ts';

/** Share of the time in which the busiest of the machine's GPUs computes; only an agent or the service can tell. */
export const gpuUtilization = defineSignal({
  signal: 'gpu-utilization',
  summary: 'Share of the time in which a GPU computes',
  unit: 'percent',
  kinds: [instance, notebook, endpoint],
  across: 'max',
});
