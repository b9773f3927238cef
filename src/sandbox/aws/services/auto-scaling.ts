import type { SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import type { Cell } from '../estate/estate.ts';
import type { Instance } from '../estate/instances.ts';
import type { ScalingGroup } from '../estate/scaling-groups.ts';
import { ServiceError } from '../service-error.ts';
import { offsetOf, tokenOf } from '../wire/page.ts';
import { listParameter, numberParameter } from '../wire/query.ts';
import { element, listElement, wrapped } from '../wire/xml.ts';
import { pageOfPopulation } from './population-page.ts';
import { type QueryCall, queryService } from './query-service.ts';

/** EC2 Auto Scaling, as far as it can be read. */
export function autoScalingService(context: AwsContext): SandboxService {
  return queryService(
    context,
    {
      service: 'autoscaling',
      version: '2011-01-01',
      namespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
    },
    new Map([
      [
        'DescribeAutoScalingGroups',
        {
          parameters: ['AutoScalingGroupNames', 'NextToken', 'MaxRecords', 'Filters'],
          handle: describeGroups,
        },
      ],
      [
        'DescribeLaunchConfigurations',
        {
          parameters: ['LaunchConfigurationNames', 'NextToken', 'MaxRecords'],
          // Every group starts from a template: launch configurations cannot be made any more.
          handle: () => members('LaunchConfigurations', []),
        },
      ],
    ]),
  );
}

function describeGroups({ parameters, cell }: QueryCall): string {
  const code = 'ValidationError';
  const limit = numberParameter(parameters, 'MaxRecords', { fallback: 50, least: 1, most: 100, code });
  const names = new Set(listParameter(parameters, 'AutoScalingGroupNames.member'));
  const list = `autoscaling groups ${cell.account.id} ${cell.region}`;
  const from = offsetOf(list, parameters.get('NextToken'));
  const accepts = tagFilter(parameters);
  if (names.size > 0) {
    // A name that does not exist is left out, without an error.
    const found = [...names].flatMap((name) => cell.scalingGroups.find(name) ?? []).filter(accepts);
    return members(
      'AutoScalingGroups',
      found.map((group) => groupXml(group, cell)),
    );
  }
  const { items, next } = pageOfPopulation(cell.scalingGroups, from, limit, accepts);
  const groups = members(
    'AutoScalingGroups',
    items.map((group) => groupXml(group, cell)),
  );
  return groups + (next === undefined ? '' : element('NextToken', tokenOf(list, next)));
}

function tagFilter(parameters: URLSearchParams): (group: ScalingGroup) => boolean {
  const tests: ((group: ScalingGroup) => boolean)[] = [];
  for (let number = 1; ; number++) {
    const name = parameters.get(`Filters.member.${number}.Name`);
    if (name === null) return (group) => tests.every((test) => test(group));
    const wanted = listParameter(parameters, `Filters.member.${number}.Values.member`);
    if (name === 'tag-key') tests.push(({ tags }) => tags.some(([key]) => wanted.includes(key)));
    else if (name === 'tag-value') tests.push(({ tags }) => tags.some(([, value]) => wanted.includes(value)));
    else if (name.startsWith('tag:'))
      tests.push(({ tags }) => tags.some(([key, value]) => `tag:${key}` === name && wanted.includes(value)));
    else throw new ServiceError('ValidationError', `Filter type ${name} is not correct.`);
  }
}

function groupXml(group: ScalingGroup, cell: Cell): string {
  const template =
    element('LaunchTemplateId', group.templateId) +
    element('LaunchTemplateName', group.templateName) +
    element('Version', '$Default');
  return [
    element('AutoScalingGroupName', group.id),
    element('AutoScalingGroupARN', group.fullArn),
    group.mixed === undefined ? wrapped('LaunchTemplate', template) : mixedPolicy(group.mixed, template),
    element('MinSize', group.minimum),
    element('MaxSize', group.maximum),
    element('DesiredCapacity', group.desired),
    element('DefaultCooldown', 300),
    plainMembers('AvailabilityZones', group.zones),
    members('LoadBalancerNames', []),
    members('TargetGroupARNs', []),
    element('HealthCheckType', 'EC2'),
    element('HealthCheckGracePeriod', 300),
    members(
      'Instances',
      group.members.map((instance) => memberXml(instance, template)),
    ),
    element('CreatedTime', new Date(group.createdAt).toISOString()),
    members(
      'SuspendedProcesses',
      group.suspended.map(
        (name) => element('ProcessName', name) + element('SuspensionReason', 'User suspended'),
      ),
    ),
    element('VPCZoneIdentifier', group.subnetIds.join(',')),
    members('EnabledMetrics', []),
    members(
      'Tags',
      group.tags.map(([key, value]) => tagXml(group, key, value)),
    ),
    plainMembers('TerminationPolicies', ['Default']),
    element('NewInstancesProtectedFromScaleIn', false),
    element(
      'ServiceLinkedRoleARN',
      `arn:aws:iam::${cell.account.id}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    ),
    members('TrafficSources', []),
    element('CapacityRebalance', group.mixed !== undefined),
  ].join('');
}

function mixedPolicy(mixed: NonNullable<ScalingGroup['mixed']>, template: string): string {
  const overrides = mixed.types.map((type) => element('InstanceType', type));
  return wrapped(
    'MixedInstancesPolicy',
    wrapped(
      'LaunchTemplate',
      wrapped('LaunchTemplateSpecification', template) + members('Overrides', overrides),
    ) +
      wrapped(
        'InstancesDistribution',
        element('OnDemandAllocationStrategy', 'prioritized') +
          element('OnDemandBaseCapacity', mixed.onDemandBase) +
          element('OnDemandPercentageAboveBaseCapacity', mixed.onDemandPercentageAboveBase) +
          element('SpotAllocationStrategy', 'price-capacity-optimized'),
      ),
  );
}

function memberXml(instance: Instance, template: string): string {
  return [
    element('InstanceId', instance.id),
    element('InstanceType', instance.type.name),
    element('AvailabilityZone', instance.zone),
    element('LifecycleState', instance.state === 'pending' ? 'Pending' : 'InService'),
    element('HealthStatus', instance.state === 'stopped' ? 'Unhealthy' : 'Healthy'),
    wrapped('LaunchTemplate', template),
    element('ProtectedFromScaleIn', false),
  ].join('');
}

function tagXml(group: ScalingGroup, key: string, value: string): string {
  return (
    element('ResourceId', group.id) +
    element('ResourceType', 'auto-scaling-group') +
    element('Key', key) +
    element('Value', value) +
    element('PropagateAtLaunch', true)
  );
}

function members(name: string, contents: readonly string[]): string {
  return listElement(name, 'member', contents);
}

function plainMembers(name: string, texts: readonly string[]): string {
  return wrapped(name, texts.map((text) => element('member', text)).join(''));
}
