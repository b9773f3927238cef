import type { EpochMs } from '../../../core/time.ts';
import type { Population } from '../../population.ts';
import type { Address } from './addresses.ts';
import type { Bucket } from './buckets.ts';
import type { Database } from './databases.ts';
import type { Endpoint } from './endpoints.ts';
import type { LambdaFunction } from './functions.ts';
import type { Image } from './images.ts';
import type { Instance } from './instances.ts';
import type { LoadBalancer } from './load-balancers.ts';
import type { NatGateway } from './nat-gateways.ts';
import type { Notebook } from './notebooks.ts';
import type { Overlay } from './overlay.ts';
import type { Account, Place } from './place.ts';
import type { ScalingGroup } from './scaling-groups.ts';
import type { Snapshot } from './snapshots.ts';
import type { Volume } from './volumes.ts';

/** A modelled company's AWS estate. Nothing of it is in memory but this skeleton. */
export interface Estate {
  readonly seed: number;
  /** How many resources there are in all, over all kinds, accounts and regions. */
  readonly size: number;
  /** The instant all ages count back from: when the sandbox started. */
  readonly anchorAt: EpochMs;
  /** The first is the management account. */
  readonly accounts: readonly Account[];
  /** The enabled regions. */
  readonly regions: readonly string[];
  /** Undefined where the account does not exist or the region is not enabled. */
  cell(account: string, region: string): Cell | undefined;
  /** Every account and region, in a fixed order. */
  readonly cells: readonly Cell[];
  /** What has been changed since it was made. */
  readonly overlay: Overlay;
}

/** One account in one region, with what is in it. */
export interface Cell extends Place {
  readonly instances: Population<Instance>;
  readonly volumes: Population<Volume>;
  readonly snapshots: Population<Snapshot>;
  readonly images: Population<Image>;
  readonly addresses: Population<Address>;
  readonly natGateways: Population<NatGateway>;
  readonly databases: Population<Database>;
  readonly loadBalancers: Population<LoadBalancer>;
  readonly buckets: Population<Bucket>;
  readonly functions: Population<LambdaFunction>;
  readonly scalingGroups: Population<ScalingGroup>;
  readonly notebooks: Population<Notebook>;
  readonly endpoints: Population<Endpoint>;
}
