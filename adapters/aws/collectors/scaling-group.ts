import type { AutoScalingGroup, LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import { pagesOf, type Scope, scalingGroup } from 'bursar/adapter';
import { awsCollector } from '../collector.ts';
import { partitionOfRegion } from '../partition.ts';
import { defined, instantOf, required, tagsOf } from '../record.ts';

/**
 * The id of an Auto Scaling group: its ARN without the unique part, which a member's tag, naming its group, does not
 * tell.
 */
export function scalingGroupId({ region, account }: Scope, name: string): string {
  return `arn:${partitionOfRegion(region).id}:autoscaling:${region}:${account}:autoScalingGroupName/${name}`;
}

/** Auto Scaling groups. */
export const scalingGroupCollector = awsCollector({
  kind: scalingGroup,
  reach: 'region',
  permissions: ['autoscaling:DescribeAutoScalingGroups'],

  async *pages(clients, _scope, abortSignal) {
    const { DescribeAutoScalingGroupsCommand } = await import('@aws-sdk/client-auto-scaling');
    const autoScaling = await clients.autoScaling();
    yield* pagesOf('autoscaling DescribeAutoScalingGroups', async (NextToken) => {
      const command = new DescribeAutoScalingGroupsCommand({ MaxRecords: 100, NextToken });
      const answer = await autoScaling.send(command, { abortSignal });
      return { items: answer.AutoScalingGroups ?? [], next: answer.NextToken };
    });
  },

  read(raw: AutoScalingGroup, scope) {
    const name = required(raw.AutoScalingGroupName, 'AutoScalingGroupName');
    const ec2 = `arn:${partitionOfRegion(scope.region).id}:ec2:${scope.region}:${scope.account}`;
    const members = raw.Instances ?? [];
    return {
      kind: 'scaling-group',
      id: scalingGroupId(scope, name),
      name,
      scope,
      ...defined({ tags: tagsOf(raw.Tags), createdAt: instantOf(raw.CreatedTime) }),
      attributes: {
        minimum: required(raw.MinSize, 'MinSize'),
        desired: required(raw.DesiredCapacity, 'DesiredCapacity'),
        maximum: required(raw.MaxSize, 'MaxSize'),
        members: members.map(({ InstanceId }) => `${ec2}:instance/${required(InstanceId, 'InstanceId')}`),
        zones: raw.AvailabilityZones ?? [],
        types: typesOf(raw),
        suspended: (raw.SuspendedProcesses ?? []).map(({ ProcessName }) =>
          required(ProcessName, 'ProcessName'),
        ),
        ...defined({ spotPercentage: spotPercentageOf(raw), template: templateOf(raw, ec2) }),
      },
    };
  },
});

/** The types it is told to start, in order; where only its template tells, those that it has started. */
function typesOf({ MixedInstancesPolicy, Instances = [] }: AutoScalingGroup): string[] {
  const overrides = MixedInstancesPolicy?.LaunchTemplate?.Overrides ?? [];
  const named = overrides.map(({ InstanceType }) => InstanceType).filter((type) => type !== undefined);
  const started = Instances.map(({ InstanceType }) => InstanceType).filter((type) => type !== undefined);
  return [...new Set(named.length > 0 ? named : started)];
}

/** What share of the desired capacity is spot: all above the base that is not said to be on demand. */
function spotPercentageOf({
  MixedInstancesPolicy,
  DesiredCapacity = 0,
}: AutoScalingGroup): number | undefined {
  const mix = MixedInstancesPolicy?.InstancesDistribution;
  if (mix === undefined || DesiredCapacity === 0) return undefined;
  const aboveBase = Math.max(0, DesiredCapacity - (mix.OnDemandBaseCapacity ?? 0));
  return (aboveBase / DesiredCapacity) * (100 - (mix.OnDemandPercentageAboveBaseCapacity ?? 100));
}

function templateOf(raw: AutoScalingGroup, ec2: string): string | undefined {
  const template: LaunchTemplateSpecification | undefined =
    raw.LaunchTemplate ?? raw.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
  return template?.LaunchTemplateId === undefined
    ? raw.LaunchConfigurationName
    : `${ec2}:launch-template/${template.LaunchTemplateId}`;
}
