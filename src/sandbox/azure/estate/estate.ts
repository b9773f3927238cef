import type { EpochMs } from '../../../core/time.ts';
import type { Population } from '../../population.ts';
import type { Address } from './addresses.ts';
import type { ApplicationGateway } from './application-gateways.ts';
import type { Application } from './applications.ts';
import type { RoleAssignment, RoleDefinition } from './authorization.ts';
import type { Disk } from './disks.ts';
import type { FlexibleServer } from './flexible-servers.ts';
import type { FunctionApp } from './function-apps.ts';
import type { ManagedIdentity } from './identities.ts';
import type { GalleryImage, Image } from './images.ts';
import type { LoadBalancer } from './load-balancers.ts';
import type { ComputeInstance, OnlineEndpoint } from './machine-learning.ts';
import type { NatGateway } from './nat-gateways.ts';
import type { Overlay } from './overlay.ts';
import type { ManagementGroup, Place, Subscription } from './place.ts';
import type { Recommendation } from './recommendations.ts';
import type { ScaleSet } from './scale-sets.ts';
import type { Snapshot, TakenSnapshot } from './snapshots.ts';
import type { SqlDatabase } from './sql-databases.ts';
import type { StorageAccount } from './storage-accounts.ts';
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
  /** Snapshots that were taken since the estate was made; the list grows. */
  readonly taken: TakenSnapshot[];
  readonly virtualMachines: Population<VirtualMachine>;
  readonly disks: Population<Disk>;
  readonly snapshots: Population<Snapshot>;
  readonly images: Population<Image>;
  readonly galleryImages: Population<GalleryImage>;
  readonly addresses: Population<Address>;
  readonly natGateways: Population<NatGateway>;
  readonly loadBalancers: Population<LoadBalancer>;
  readonly applicationGateways: Population<ApplicationGateway>;
  readonly sqlDatabases: Population<SqlDatabase>;
  readonly postgreSqlServers: Population<FlexibleServer>;
  readonly mySqlServers: Population<FlexibleServer>;
  readonly storageAccounts: Population<StorageAccount>;
  readonly functionApps: Population<FunctionApp>;
  readonly scaleSets: Population<ScaleSet>;
  readonly computeInstances: Population<ComputeInstance>;
  readonly onlineEndpoints: Population<OnlineEndpoint>;
  readonly identities: Population<ManagedIdentity>;
  readonly roleAssignments: Population<RoleAssignment>;
  readonly roleDefinitions: Population<RoleDefinition>;
  readonly recommendations: Population<Recommendation>;
  /** Of the whole tenant; each is counted with one place. */
  readonly applications: Population<Application>;
}
