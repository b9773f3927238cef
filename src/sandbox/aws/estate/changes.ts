import type { EpochMs } from '../../../core/time.ts';
import type { InstanceTypeFacts } from './instance-types.ts';

/** What an instance is doing, in the words of EC2. */
export type InstanceState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

/** A volume as the instance that holds it tells of it. */
export interface AttachedVolume {
  readonly device: string;
  readonly volumeId: string;
  readonly attachedAt: EpochMs;
  readonly deleteOnTermination: boolean;
}

/** An instance as the volume that is attached to it tells of it. */
export interface VolumeAttachment {
  readonly instanceId: string;
  readonly device: string;
  readonly attachedAt: EpochMs;
  readonly deleteOnTermination: boolean;
}

/** What has been changed of an instance since the estate was made. Absent: as it was made. */
export interface InstanceChange {
  readonly state?: InstanceState;
  readonly stateSince?: EpochMs;
  /** The state it goes into by itself, and when. */
  readonly next?: { readonly state: InstanceState; readonly at: EpochMs };
  readonly type?: InstanceTypeFacts;
  readonly launchedAt?: EpochMs;
}

/** What has been changed of any resource. */
export interface Change {
  readonly instance?: InstanceChange;
  /** All its attachments; a volume's. */
  readonly attachments?: readonly VolumeAttachment[];
  /** All its volumes; an instance's. */
  readonly volumes?: readonly AttachedVolume[];
  /** Values by key; undefined for a tag that was taken away. */
  readonly tags?: ReadonlyMap<string, string | undefined>;
}
