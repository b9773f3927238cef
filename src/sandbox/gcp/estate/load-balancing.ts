import type { UsageShape } from '../../estate/usage-shape.ts';
import type { Population } from '../../population.ts';
import type { ComputeModel } from './compute-model.ts';
import type { InstanceGroup } from './instance-groups.ts';
import type { Instance } from './instances.ts';
import type { Place } from './place.ts';

/** A modelled forwarding rule, with all that it leads to: together they are a load balancer. */
export interface ForwardingRule extends ComputeModel {
  readonly seed: number;
  readonly sort: RuleSort;
  /** Absent of a global one. */
  readonly region: string | undefined;
  readonly ip: string;
  readonly secure: boolean;
  readonly services: readonly BackendService[];
  readonly pool: TargetPool | undefined;
  readonly usage: UsageShape;
}

/**
 * What a rule leads to: a proxy with its URL map, a backend service, a pool of machines, a redirect, a bucket, what
 * somebody else publishes, or a VPN gateway.
 */
export type RuleSort = 'application' | 'passthrough' | 'pool' | 'redirect' | 'bucket' | 'published' | 'vpn';

/** What requests are spread over. */
export interface BackendService {
  readonly name: string;
  readonly path: string;
  readonly backends: readonly Backend[];
}

/** One group of targets. */
export interface Backend {
  /** Where the instance group or the network endpoint group is. */
  readonly group: string;
  /** Of a managed instance group. */
  readonly members: readonly Instance[];
  /** Where it is an endpoint group of the load balancer's own. */
  readonly endpoints: EndpointGroup | undefined;
  /** Whether the application in it answers the health check. */
  readonly healthy: boolean;
}

/** A network endpoint group. */
export interface EndpointGroup {
  readonly name: string;
  readonly zone: string | undefined;
  /** Serverless ones have none of their own, but what is behind them is always there. */
  readonly serverless: boolean;
  readonly addresses: readonly string[];
}

/** Machines without a group. */
export interface TargetPool {
  readonly path: string;
  readonly instances: readonly Instance[];
  readonly healthy: boolean;
}

/** Where a rule finds its targets. */
export interface TargetPlace {
  readonly place: Place;
  readonly instances: Population<Instance>;
  readonly groups: Population<InstanceGroup>;
}

/** What decides how a load balancer is made. */
export interface RuleStory {
  readonly sort: RuleSort;
  readonly targets?: 'groups' | 'failing' | 'machines' | 'endpoints' | 'serverless' | 'empty' | 'empty-group';
  readonly createdDaysAgo?: readonly [least: number, most: number];
  readonly usage?: UsageShape;
  readonly truths?: readonly string[];
}
