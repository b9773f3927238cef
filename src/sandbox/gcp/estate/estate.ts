import type { EpochMs } from '../../../core/time.ts';
import type { Population } from '../../population.ts';
import type { Additions } from './additions.ts';
import type { Address } from './addresses.ts';
import type { ApiSwitches } from './api-switches.ts';
import type { Bucket } from './buckets.ts';
import type { Cell } from './cell.ts';
import type { CustomRole } from './custom-roles.ts';
import type { Image } from './images.ts';
import type { InstanceTemplate } from './instance-templates.ts';
import type { ForwardingRule } from './load-balancing.ts';
import type { Overlay } from './overlay.ts';
import type { Folder, Organization, Project } from './place.ts';
import type { Recommendations } from './recommendations.ts';
import type { ServiceAccount } from './service-accounts.ts';
import type { Snapshot } from './snapshots.ts';

export type { Cell } from './cell.ts';

/** A modelled company's Google Cloud estate. Nothing of it is in memory but this skeleton. */
export interface Estate {
  readonly seed: number;
  /** How many resources there are in all, over all kinds, projects and regions. */
  readonly size: number;
  /** The instant all ages count back from: when the sandbox started. */
  readonly anchorAt: EpochMs;
  readonly organization: Organization;
  readonly folders: readonly Folder[];
  readonly projects: readonly ProjectCell[];
  /** The regions in which there is anything. */
  readonly regions: readonly string[];
  /** By its id or its number. */
  project(idOrNumber: string): ProjectCell | undefined;
  /** Undefined where the project does not exist or the region is not used. */
  cell(project: string, region: string): Cell | undefined;
  /** Every project and region, in a fixed order. */
  readonly cells: readonly Cell[];
  readonly apis: ApiSwitches;
  /** What has been changed since it was made. */
  readonly overlay: Overlay;
}

/** A project, with what it has as a whole. */
export interface ProjectCell extends Project {
  /** Its regions, in a fixed order. */
  readonly cells: readonly Cell[];
  readonly snapshots: Population<Snapshot>;
  readonly addedSnapshots: Additions<Snapshot>;
  readonly images: Population<Image>;
  readonly instanceTemplates: Population<InstanceTemplate>;
  readonly globalAddresses: Population<Address>;
  readonly globalForwardingRules: Population<ForwardingRule>;
  readonly buckets: Population<Bucket>;
  readonly serviceAccounts: Population<ServiceAccount>;
  readonly customRoles: Population<CustomRole>;
  readonly recommendations: Recommendations;
}
