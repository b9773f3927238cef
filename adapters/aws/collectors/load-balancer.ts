import type {
  LoadBalancer,
  Tag,
  TargetGroup,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { loadBalancer, mapBounded } from 'bursar/adapter';
import { awsCollector } from '../collector.ts';
import {
  answersWithoutTargets,
  groupsByBalancer,
  loadBalancerPages,
  tagsByBalancer,
  targetsOf,
} from '../reading/load-balancing.ts';
import { defined, fold, instantOf, required, tagsOf } from '../record.ts';

/** A load balancer with what further calls tell of it. */
interface LoadBalancerRecord {
  readonly balancer: LoadBalancer;
  /** Absent where they could not be read. */
  readonly tags?: readonly Tag[];
  readonly groups: readonly {
    readonly group: TargetGroup;
    readonly targets: readonly TargetHealthDescription[];
  }[];
  readonly answersWithoutTargets: boolean;
}

const states = {
  provisioning: 'provisioning',
  active: 'active',
  active_impaired: 'impaired',
  failed: 'failed',
} as const;

const healths = {
  healthy: 'healthy',
  unhealthy: 'unhealthy',
  initial: 'initial',
  draining: 'draining',
  'unhealthy.draining': 'draining',
  unused: 'unused',
  unavailable: 'unavailable',
} as const;

/** Application, network and gateway load balancers. */
export const loadBalancerCollector = awsCollector({
  kind: loadBalancer,
  reach: 'region',
  permissions: [
    'elasticloadbalancing:DescribeListeners',
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeRules',
    'elasticloadbalancing:DescribeTags',
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetHealth',
  ],

  async *pages(clients, _scope, signal) {
    const elb = await clients.elb();
    let groups: ReadonlyMap<string, readonly TargetGroup[]> | undefined;
    for await (const page of loadBalancerPages(elb, signal)) {
      if (page.length === 0) continue;
      groups ??= await groupsByBalancer(elb, signal);
      const ofBalancers = groups;
      const tags = await tagsByBalancer(elb, page, signal);
      yield await mapBounded(page, 8, async (balancer): Promise<LoadBalancerRecord> => {
        const { LoadBalancerArn: arn = '' } = balancer;
        const own = ofBalancers.get(arn) ?? [];
        return {
          balancer,
          ...defined({ tags: tags.get(arn) }),
          groups: await Promise.all(
            own.map(async (group) => ({ group, targets: await targetsOf(elb, group, signal) })),
          ),
          answersWithoutTargets: await answersWithoutTargets(elb, balancer, signal),
        };
      });
    }
  },

  read({ balancer, tags, groups, answersWithoutTargets: answers }: LoadBalancerRecord, scope) {
    const id = required(balancer.LoadBalancerArn, 'LoadBalancerArn');
    return {
      kind: 'load-balancer',
      id,
      name: required(balancer.LoadBalancerName, 'LoadBalancerName'),
      scope,
      ...defined({ tags: tagsOf(tags), createdAt: instantOf(balancer.CreatedTime) }),
      attributes: {
        type: typeOf(balancer.Type),
        state: fold(states, balancer.State?.Code, 'the state'),
        internetFacing: balancer.Scheme === 'internet-facing',
        answersWithoutTargets: answers,
        targetGroups: groups.map(({ group, targets }) => ({
          id: required(group.TargetGroupArn, 'TargetGroupArn'),
          targets: targets.map(({ Target, TargetHealth }) => ({
            id: targetId(id, group.TargetType, required(Target?.Id, 'Target.Id')),
            health: fold(healths, TargetHealth?.State, 'the health of a target'),
          })),
        })),
        ...defined({ dnsName: balancer.DNSName, network: balancer.VpcId }),
      },
    };
  },
});

function typeOf(type: string | undefined): 'application' | 'network' | 'gateway' | 'other' {
  return type === 'application' || type === 'network' || type === 'gateway' ? type : 'other';
}

/** A target as it is named everywhere: machines by their ARN; functions, balancers and addresses are as they come. */
function targetId(balancerArn: string, type: string | undefined, id: string): string {
  if (type !== 'instance') return id;
  const [, partition = '', , region = '', account = ''] = balancerArn.split(':');
  return `arn:${partition}:ec2:${region}:${account}:instance/${id}`;
}
