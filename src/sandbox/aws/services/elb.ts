import type { SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import type { LoadBalancer } from '../estate/load-balancers.ts';
import { ServiceError } from '../service-error.ts';
import { listParameter } from '../wire/query.ts';
import { listenerNamed, loadBalancerNamed, type Owned, targetGroupNamed } from './elb/lookup.ts';
import { pageOfBalancers, pageOfGroups, pageOfMembers } from './elb/paging.ts';
import {
  listenerXml,
  loadBalancerXml,
  members,
  ruleXmls,
  tagDescriptionXml,
  targetGroupXml,
  targetGroupXmls,
  targetHealthXml,
  targetId,
} from './elb/xml.ts';
import { type QueryCall, queryService } from './query-service.ts';

const paging = ['Marker', 'PageSize'];
const mostTagged = 20;

/** Elastic Load Balancing, version 2, as far as it can be read. */
export function elbService(context: AwsContext): SandboxService {
  return queryService(
    context,
    {
      service: 'elasticloadbalancing',
      version: '2015-12-01',
      namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
    },
    new Map([
      [
        'DescribeLoadBalancers',
        { parameters: [...paging, 'LoadBalancerArns', 'Names'], handle: describeBalancers },
      ],
      ['DescribeTags', { parameters: ['ResourceArns'], handle: describeTags }],
      [
        'DescribeTargetGroups',
        {
          parameters: [...paging, 'LoadBalancerArn', 'TargetGroupArns', 'Names'],
          handle: describeTargetGroups,
        },
      ],
      [
        'DescribeTargetHealth',
        { parameters: ['TargetGroupArn', 'Targets', 'Include'], handle: describeTargetHealth },
      ],
      [
        'DescribeListeners',
        { parameters: [...paging, 'LoadBalancerArn', 'ListenerArns'], handle: describeListeners },
      ],
      ['DescribeRules', { parameters: [...paging, 'ListenerArn', 'RuleArns'], handle: describeRules }],
    ]),
  );
}

function describeBalancers(call: QueryCall): string {
  const names = named(call, ['LoadBalancerArns', 'Names']);
  const { items, marker } =
    names.length > 0
      ? { items: names.map((name) => loadBalancerNamed(call.cell, name)), marker: '' }
      : pageOfBalancers(call);
  return members('LoadBalancers', items.map(loadBalancerXml)) + marker;
}

function describeTags({ parameters, cell }: QueryCall): string {
  const arns = listParameter(parameters, 'ResourceArns.member');
  if (arns.length === 0) throw invalid('ResourceArns must not be empty');
  if (arns.length > mostTagged) throw invalid(`Cannot have more than ${mostTagged} resource descriptions`);
  const described = arns.map((arn) => {
    if (arn.includes(':targetgroup/')) return tagDescriptionXml(targetGroupNamed(cell, arn).part.arn, []);
    if (arn.includes(':loadbalancer/')) return tagDescriptionXml(arn, loadBalancerNamed(cell, arn).tags);
    if (arn.includes(':listener/')) return tagDescriptionXml(listenerNamed(cell, arn).part.arn, []);
    throw invalid(`'${arn}' is not a valid load balancer ARN`);
  });
  return members('TagDescriptions', described);
}

function describeTargetGroups(call: QueryCall): string {
  const { parameters, cell } = call;
  const arn = parameters.get('LoadBalancerArn');
  const names = named(call, ['TargetGroupArns', 'Names']);
  if (arn !== null && names.length > 0)
    throw invalid('Cannot specify both a load balancer and target groups');
  if (names.length > 0)
    return members(
      'TargetGroups',
      names.map((name) => targetGroupXml(targetGroupNamed(cell, name))),
    );
  if (arn !== null) return members('TargetGroups', targetGroupXmls(loadBalancerNamed(cell, arn)));
  return pageOfGroups(call);
}

function describeTargetHealth({ parameters, cell }: QueryCall): string {
  const group = targetGroupNamed(cell, required(parameters, 'TargetGroupArn'));
  const wanted = targetsAskedFor(parameters);
  const targets = group.part.targets.filter(
    (target) => wanted.length === 0 || wanted.includes(targetId(cell, target)),
  );
  return members(
    'TargetHealthDescriptions',
    targets.map((target) => targetHealthXml(cell, group, target)),
  );
}

function targetsAskedFor(parameters: URLSearchParams): readonly string[] {
  const ids: string[] = [];
  for (let number = 1; ; number++) {
    const id = parameters.get(`Targets.member.${number}.Id`);
    if (id === null) return ids;
    ids.push(id);
  }
}

function describeListeners(call: QueryCall): string {
  const { parameters, cell } = call;
  const arns = listParameter(parameters, 'ListenerArns.member');
  const listeners =
    arns.length > 0
      ? arns.map((arn) => listenerNamed(cell, arn))
      : listenersOf(loadBalancerNamed(cell, required(parameters, 'LoadBalancerArn')));
  return pageOfMembers(call, 'Listeners', listeners.map(listenerXml));
}

function describeRules(call: QueryCall): string {
  const { parameters, cell } = call;
  return pageOfMembers(
    call,
    'Rules',
    ruleXmls(listenerNamed(cell, required(parameters, 'ListenerArn')).part),
  );
}

function listenersOf(balancer: LoadBalancer): readonly Owned<LoadBalancer['listeners'][number]>[] {
  return balancer.listeners.map((part) => ({ balancer, part }));
}

function named({ parameters }: QueryCall, lists: readonly string[]): readonly string[] {
  const given = lists
    .map((list) => listParameter(parameters, `${list}.member`))
    .filter(({ length }) => length > 0);
  if (given.length > 1) throw invalid(`Cannot specify both ${lists.join(' and ')}`);
  return given[0] ?? [];
}

function required(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name);
  if (value === null || value === '') throw invalid(`'${name}' must be specified`);
  return value;
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
