import type { Cell } from '../../estate/estate.ts';
import type { Listener, LoadBalancer, TargetGroup } from '../../estate/load-balancers.ts';
import { ServiceError } from '../../service-error.ts';

/** A target group, or a listener, with the load balancer that has it. */
export interface Owned<Part> {
  readonly balancer: LoadBalancer;
  readonly part: Part;
}

/** A load balancer by its ARN or its name. @throws {ServiceError} */
export function loadBalancerNamed(cell: Cell, arnOrName: string): LoadBalancer {
  const arn = arnOrName.startsWith('arn:');
  const balancer = cell.loadBalancers.find(arn ? (arnOrName.split('/')[2] ?? '') : arnOrName);
  if (balancer === undefined || (arn && balancer.arn !== arnOrName))
    throw new ServiceError('LoadBalancerNotFound', `One or more load balancers not found: ${arnOrName}`);
  return balancer;
}

/** A target group by its ARN or its name, in which the name of its load balancer is the beginning. @throws {ServiceError} */
export function targetGroupNamed(cell: Cell, arnOrName: string): Owned<TargetGroup> {
  const name = arnOrName.startsWith('arn:') ? (arnOrName.split('/')[1] ?? '') : arnOrName;
  const balancer = cell.loadBalancers.find(name.replace(/-tg\d+$/, ''));
  const part = balancer?.targetGroups.find((group) => group.name === arnOrName || group.arn === arnOrName);
  if (balancer === undefined || part === undefined)
    throw new ServiceError('TargetGroupNotFound', `One or more target groups not found: ${arnOrName}`);
  return { balancer, part };
}

/** A listener by its ARN. @throws {ServiceError} */
export function listenerNamed(cell: Cell, arn: string): Owned<Listener> {
  const balancer = cell.loadBalancers.find(arn.split('/')[2] ?? '');
  const part = balancer?.listeners.find((listener) => listener.arn === arn);
  if (balancer === undefined || part === undefined)
    throw new ServiceError('ListenerNotFound', `One or more listeners not found: ${arn}`);
  return { balancer, part };
}
