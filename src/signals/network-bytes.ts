import { defineSignal } from '../core/signal.ts';
import { instance } from '../kinds/instance.ts';

/** Bytes received and sent in each step of the series, over all interfaces. */
export const networkBytes = defineSignal({
  signal: 'network-bytes',
  summary: 'Bytes received and sent',
  unit: 'bytes',
  kinds: [instance],
  measure: 'counter',
  across: 'sum',
});
