import type { Population } from '../../population.ts';
import type { Address } from './addresses.ts';
import type { Database } from './databases.ts';
import type { Disk } from './disks.ts';
import type { Endpoint } from './endpoints.ts';
import type { CloudFunction } from './functions.ts';
import type { InstanceGroup } from './instance-groups.ts';
import type { Instance } from './instances.ts';
import type { ForwardingRule } from './load-balancing.ts';
import type { Notebook } from './notebooks.ts';
import type { Place } from './place.ts';
import type { Router } from './routers.ts';
import type { RunService } from './run-services.ts';

/** One project in one region, with what is in it. */
export interface Cell extends Place {
  readonly instances: Population<Instance>;
  readonly disks: Population<Disk>;
  readonly addresses: Population<Address>;
  readonly routers: Population<Router>;
  readonly instanceGroups: Population<InstanceGroup>;
  readonly forwardingRules: Population<ForwardingRule>;
  readonly databases: Population<Database>;
  readonly functions: Population<CloudFunction>;
  readonly runServices: Population<RunService>;
  /** What the functions run as. */
  readonly functionServices: Population<RunService>;
  readonly notebooks: Population<Notebook>;
  readonly endpoints: Population<Endpoint>;
}
