import type { EpochMs } from '../../../core/time.ts';
import type { Modelled } from '../../population.ts';

/** A modelled EBS volume. */
export interface Volume extends Modelled {
  readonly index: number;
  readonly type: 'gp2' | 'gp3' | 'io1' | 'io2' | 'st1' | 'sc1';
  readonly sizeGib: number;
  readonly iops?: number;
  readonly throughputMibps?: number;
  readonly encrypted: boolean;
  readonly zone: string;
  readonly createdAt: EpochMs;
  readonly snapshotId?: string;
  readonly attachments: readonly VolumeAttachment[];
  /** Whether its disk operations are ongoing, ended (when), or never were in the time that metrics are kept. */
  readonly lastOperationAt: EpochMs | 'ongoing' | undefined;
}

export interface VolumeAttachment {
  readonly instanceId: string;
  readonly device: string;
  readonly attachedAt: EpochMs;
  readonly deleteOnTermination: boolean;
}
