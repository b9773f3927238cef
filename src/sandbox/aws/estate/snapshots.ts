import type { EpochMs } from '../../../core/time.ts';
import type { Modelled } from '../../population.ts';

/** A modelled EBS snapshot. */
export interface Snapshot extends Modelled {
  readonly index: number;
  readonly volumeId: string;
  readonly sizeGib: number;
  readonly startedAt: EpochMs;
  readonly state: 'pending' | 'completed' | 'error';
  readonly tier: 'standard' | 'archive';
  readonly encrypted: boolean;
  readonly description: string;
}
