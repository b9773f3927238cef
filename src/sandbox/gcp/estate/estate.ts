import type { EpochMs } from '../../../core/time.ts';
import type { Population } from '../../population.ts';
import type { ApiSwitches } from './api-switches.ts';
import type { Bucket } from './buckets.ts';
import type { CustomRole } from './custom-roles.ts';
import type { Database } from './databases.ts';
import type { Endpoint } from './endpoints.ts';
import type { CloudFunction } from './functions.ts';
import type { Notebook } from './notebooks.ts';
import type { Folder, Organization, Place, Project } from './place.ts';
import type { RunService } from './run-services.ts';
import type { ServiceAccount } from './service-accounts.ts';

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
}

/** A project, with what it has as a whole. */
export interface ProjectCell extends Project {
  /** Its regions, in a fixed order. */
  readonly cells: readonly Cell[];
  readonly buckets: Population<Bucket>;
  readonly serviceAccounts: Population<ServiceAccount>;
  readonly customRoles: Population<CustomRole>;
}

/** One project in one region, with what is in it. */
export interface Cell extends Place {
  readonly databases: Population<Database>;
  readonly functions: Population<CloudFunction>;
  readonly runServices: Population<RunService>;
  readonly notebooks: Population<Notebook>;
  readonly endpoints: Population<Endpoint>;
}
