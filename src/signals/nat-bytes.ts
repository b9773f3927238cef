import { defineSignal } from '../core/signal.ts';
import { natGateway } from '../kinds/nat-gateway.ts';

/** Bytes that passed through in both directions in each step of the series. */
export const natBytes = defineSignal({
  signal: 'nat-bytes',
  summary: 'Bytes translated',
  unit: 'bytes',
  kinds: [natGateway],
  measure: 'counter',
  across: 'sum',
});
