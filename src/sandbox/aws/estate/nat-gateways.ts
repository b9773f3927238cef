import type { EpochMs } from '../../../core/time.ts';
import type { Modelled } from '../../population.ts';

/** A modelled NAT gateway. */
export interface NatGateway extends Modelled {
  readonly index: number;
  readonly state: 'pending' | 'available' | 'deleting' | 'deleted' | 'failed';
  readonly createdAt: EpochMs;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly allocationId: string;
  readonly publicIp: string;
  readonly privateIp: string;
  readonly networkInterfaceId: string;
  /** Bytes it passes on an ordinary day in both directions; 0 where nothing goes through it. */
  readonly bytesPerDay: number;
}
