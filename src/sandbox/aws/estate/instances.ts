import type { EpochMs } from '../../../core/time.ts';
import type { Modelled } from '../../population.ts';
import type { InstanceTypeFacts } from './instance-types.ts';
import type { UsageProfile } from './usage-profile.ts';

export type InstanceState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

/** A modelled EC2 instance. */
export interface Instance extends Modelled {
  readonly index: number;
  readonly reservationId: string;
  readonly type: InstanceTypeFacts;
  readonly state: InstanceState;
  /** When it went into that state, if by somebody's wish: AWS tells of stops and terminations only. */
  readonly stateSince?: EpochMs;
  readonly launchedAt: EpochMs;
  readonly spot: boolean;
  readonly platform: 'Linux/UNIX' | 'Windows' | 'Red Hat Enterprise Linux' | 'SUSE Linux';
  readonly tenancy: 'default' | 'dedicated';
  readonly zone: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly privateIp: string;
  readonly publicIp?: string;
  readonly imageId: string;
  readonly keyName?: string;
  /** Name of the scaling group it is a member of. */
  readonly group?: string;
  /** Name of its instance profile. */
  readonly profile?: string;
  readonly httpTokens: 'required' | 'optional';
  readonly detailedMonitoring: boolean;
  /** The root volume first; empty once terminated. */
  readonly volumes: readonly AttachedVolume[];
  readonly usage: UsageProfile;
  /** Its hypervisor metrics do not exist (the permission for them was taken away, or they were lost). */
  readonly metricsMissing: boolean;
  /** An agent on it reports memory. */
  readonly memoryAgent: boolean;
  /** An agent on it reports its GPUs; undefined GPUs, undefined reports. */
  readonly gpuAgent: boolean;
}

export interface AttachedVolume {
  readonly device: string;
  readonly volumeId: string;
  readonly attachedAt: EpochMs;
  readonly deleteOnTermination: boolean;
}
