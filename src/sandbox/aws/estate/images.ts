import type { EpochMs } from '../../../core/time.ts';
import type { Modelled } from '../../population.ts';

/** A modelled machine image (AMI) of the account's own. */
export interface Image extends Modelled {
  readonly index: number;
  readonly name: string;
  readonly description: string;
  readonly createdAt: EpochMs;
  readonly deprecatedAt?: EpochMs;
  readonly lastLaunchedAt?: EpochMs;
  readonly architecture: 'x86_64' | 'arm64';
  readonly windows: boolean;
  readonly public: boolean;
  readonly rootSnapshotId: string;
  readonly rootSizeGib: number;
}
