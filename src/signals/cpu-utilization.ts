import { defineSignal } from '../core/signal.ts';
import { database } from '../kinds/database.ts';
import { endpoint } from '../kinds/endpoint.ts';
import { instance } from '../kinds/instance.ts';
import { notebook } from '../kinds/notebook.ts';

/** Share of the machine's processors in use, as the hypervisor sees it. */
export const cpuUtilization = defineSignal({
  signal: 'cpu-utilization',
  summary: 'Share of the processors in use',
  unit: 'percent',
  kinds: [instance, database, notebook, endpoint],
});
