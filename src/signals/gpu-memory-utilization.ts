import { defineSignal } from '../core/signal.ts';
import { endpoint } from '../kinds/endpoint.ts';
import { instance } from '../kinds/instance.ts';
import { notebook } from '../kinds/notebook.ts';

/** Share of the memory held on the fullest of the machine's GPUs. */
export const gpuMemoryUtilization = defineSignal({
  signal: 'gpu-memory-utilization',
  summary: 'Share of the GPU memory that is held',
  unit: 'percent',
  kinds: [instance, notebook, endpoint],
  across: 'max',
});
