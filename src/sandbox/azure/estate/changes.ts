import type { EpochMs } from '../../../core/time.ts';
import type { Tag } from '../../estate/tags.ts';
import type { VmSize } from './vm-sizes.ts';

/** What a machine is doing, as `PowerState/…` has it. */
export type PowerState = 'starting' | 'running' | 'stopping' | 'stopped' | 'deallocating' | 'deallocated';

/** What has been changed of a machine since the estate was made. Absent: as it was made. */
export interface VmChange {
  readonly power?: PowerState;
  /** When the last operation on it was done. */
  readonly provisionedAt?: EpochMs;
  readonly updating?: boolean;
  readonly size?: VmSize;
}

/** What has been changed of any resource. */
export interface Change {
  readonly gone?: boolean;
  /** All its tags. */
  readonly tags?: readonly Tag[];
  readonly vm?: VmChange;
  /** What a flexible server is doing. */
  readonly server?: 'Ready' | 'Stopped' | 'Updating';
  /** Whether it was detached from the machine that had it, and when; of a disk. */
  readonly detachedAt?: EpochMs;
}
