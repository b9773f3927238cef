import type { EpochMs } from '../../../core/time.ts';
import type { Population } from '../../population.ts';
import type { Overlay } from './overlay.ts';
import type { ManagementGroup, Place, Subscription } from './place.ts';
import type { VirtualMachine } from './virtual-machines.ts';

/** A modelled company's Azure estate. Nothing of it is in memory but this skeleton. */
export interface Estate {
  readonly seed: number;
  /** How many resources there are in all, over all kinds, subscriptions and locations. */
  readonly size: number;
  /** The instant all ages count back from: when the sandbox started. */
  readonly anchorAt: EpochMs;
  readonly tenantId: string;
  /** The first is the root; its name is the tenant's id. */
  readonly managementGroups: readonly ManagementGroup[];
  readonly subscriptions: readonly Subscription[];
  readonly locations: readonly string[];
  /** A subscription by its id, in lower case. */
  subscription(id: string): Subscription | undefined;
  /** Every subscription and location, in a fixed order, as Resource Manager sees them. */
  readonly cells: readonly Cell[];
  /** The same of one subscription, as seen by Resource Manager or by Resource Graph, which may lag behind. */
  cellsOf(subscription: string, reader: Reader): readonly Cell[];
  /** What has been changed since it was made. */
  readonly overlay: Overlay;
}

/** By what the estate is read. */
export type Reader = 'Microsoft.Compute' | 'Microsoft.ResourceGraph';

/** One subscription in one location, with what is in it. */
export interface Cell extends Place {
  readonly virtualMachines: Population<VirtualMachine>;
}
