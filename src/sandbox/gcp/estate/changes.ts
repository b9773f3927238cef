import type { EpochMs } from '../../../core/time.ts';
import type { Tag } from '../../estate/tags.ts';
import type { MachineTypeFacts } from './machine-types.ts';

/** What an instance is doing, in the words of Compute Engine. */
export type InstanceStatus =
  | 'PROVISIONING'
  | 'STAGING'
  | 'RUNNING'
  | 'STOPPING'
  | 'TERMINATED'
  | 'SUSPENDING'
  | 'SUSPENDED';

/** What decides when an instance may be taken away. */
export interface Scheduling {
  readonly spot: boolean;
  readonly automaticRestart: boolean;
  readonly onHostMaintenance: 'MIGRATE' | 'TERMINATE';
}

/** What has been changed of an instance since the estate was made. Absent: as it was made. */
export interface InstanceChange {
  readonly status?: InstanceStatus;
  /** The status it goes into by itself, and when. */
  readonly next?: { readonly status: InstanceStatus; readonly at: EpochMs };
  readonly type?: MachineTypeFacts;
  readonly startedAt?: EpochMs;
  readonly stoppedAt?: EpochMs;
  readonly scheduling?: Scheduling;
}

/** What has been changed of any resource. */
export interface Change {
  readonly instance?: InstanceChange;
  /** All its labels. */
  readonly labels?: readonly Tag[];
  /** It is gone. */
  readonly deleted?: true;
}
