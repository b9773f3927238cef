import type {
  Action,
  ElasticLoadBalancingV2Client,
  LoadBalancer,
  Tag,
  TargetGroup,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { mapBounded, pagesOf } from 'bursar/adapter';
import { orUnknown } from '../or-unknown.ts';

/** The most load balancers whose tags one call tells. */
const tagsPerCall = 20;

/** The load balancers of a region. */
export async function* loadBalancerPages(
  elb: ElasticLoadBalancingV2Client,
  abortSignal: AbortSignal,
): AsyncGenerator<readonly LoadBalancer[]> {
  const { DescribeLoadBalancersCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
  yield* pagesOf('elasticloadbalancing DescribeLoadBalancers', async (Marker) => {
    const command = new DescribeLoadBalancersCommand({ PageSize: 200, Marker });
    const { LoadBalancers: items = [], NextMarker: next } = await elb.send(command, { abortSignal });
    return { items, next };
  });
}

/** The target groups of a region, by the ARN of each load balancer that they serve. */
export async function groupsByBalancer(
  elb: ElasticLoadBalancingV2Client,
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<string, readonly TargetGroup[]>> {
  const { DescribeTargetGroupsCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const pages = pagesOf('elasticloadbalancing DescribeTargetGroups', async (Marker) => {
    const command = new DescribeTargetGroupsCommand({ PageSize: 400, Marker });
    const { TargetGroups: items = [], NextMarker: next } = await elb.send(command, { abortSignal });
    return { items, next };
  });
  const groups = new Map<string, TargetGroup[]>();
  for await (const page of pages) {
    for (const group of page) {
      for (const arn of group.LoadBalancerArns ?? []) {
        const others = groups.get(arn);
        if (others === undefined) groups.set(arn, [group]);
        else others.push(group);
      }
    }
  }
  return groups;
}

/** The tags of load balancers by ARN; those that could not be read are not in it. */
export async function tagsByBalancer(
  elb: ElasticLoadBalancingV2Client,
  balancers: readonly LoadBalancer[],
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Tag[]>> {
  const { DescribeTagsCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const arns = balancers.map(({ LoadBalancerArn }) => LoadBalancerArn).filter((arn) => arn !== undefined);
  const batches = Array.from({ length: Math.ceil(arns.length / tagsPerCall) }, (_, batch) =>
    arns.slice(batch * tagsPerCall, (batch + 1) * tagsPerCall),
  );
  const told = await mapBounded(batches, 4, (ResourceArns) =>
    orUnknown(abortSignal, () => elb.send(new DescribeTagsCommand({ ResourceArns }), { abortSignal })),
  );
  const tags = new Map<string, readonly Tag[]>();
  for (const { ResourceArn, Tags } of told.flatMap((answer) => answer?.TagDescriptions ?? [])) {
    if (ResourceArn !== undefined && Tags !== undefined) tags.set(ResourceArn, Tags);
  }
  return tags;
}

/** The targets of a group with their health; none of a group that has been deleted meanwhile. */
export async function targetsOf(
  elb: ElasticLoadBalancingV2Client,
  { TargetGroupArn }: TargetGroup,
  abortSignal: AbortSignal,
): Promise<readonly TargetHealthDescription[]> {
  const sdk = await import('@aws-sdk/client-elastic-load-balancing-v2');
  try {
    const answer = await elb.send(new sdk.DescribeTargetHealthCommand({ TargetGroupArn }), { abortSignal });
    return answer.TargetHealthDescriptions ?? [];
  } catch (error) {
    if (error instanceof sdk.TargetGroupNotFoundException) return [];
    throw error;
  }
}

/** Whether it answers some requests by itself, with a redirect or a fixed response; only an application's can. */
export async function answersWithoutTargets(
  elb: ElasticLoadBalancingV2Client,
  { LoadBalancerArn, Type }: LoadBalancer,
  abortSignal: AbortSignal,
): Promise<boolean> {
  if (Type !== 'application') return false;
  const sdk = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const listeners = pagesOf('elasticloadbalancing DescribeListeners', async (Marker) => {
    const command = new sdk.DescribeListenersCommand({ LoadBalancerArn, PageSize: 400, Marker });
    const { Listeners: items = [], NextMarker: next } = await elb.send(command, { abortSignal });
    return { items, next };
  });
  const forwarding: string[] = [];
  for await (const page of listeners) {
    if (page.some(({ DefaultActions }) => answers(DefaultActions))) return true;
    forwarding.push(...page.map(({ ListenerArn }) => ListenerArn).filter((arn) => arn !== undefined));
  }
  for (const ListenerArn of forwarding) {
    const rules = pagesOf('elasticloadbalancing DescribeRules', async (Marker) => {
      const command = new sdk.DescribeRulesCommand({ ListenerArn, PageSize: 400, Marker });
      const { Rules: items = [], NextMarker: next } = await elb.send(command, { abortSignal });
      return { items, next };
    });
    for await (const page of rules) if (page.some(({ Actions }) => answers(Actions))) return true;
  }
  return false;
}

function answers(actions: readonly Action[] = []): boolean {
  return actions.some(({ Type }) => Type === 'redirect' || Type === 'fixed-response');
}
