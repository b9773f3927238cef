import type { Tag } from '../../../estate/tags.ts';
import type { Cell } from '../../estate/estate.ts';
import type { Listener, LoadBalancer, Target, TargetGroup } from '../../estate/load-balancers.ts';
import { element, listElement, wrapped } from '../../wire/xml.ts';
import type { Owned } from './lookup.ts';

/** A list in the form that this service gives to all of them. */
export function members(name: string, contents: readonly string[]): string {
  return listElement(name, 'member', contents);
}

/** The content of a load balancer's `<member>`. */
export function loadBalancerXml(balancer: LoadBalancer): string {
  const zones = balancer.zones.map(
    ({ zone, subnetId }) =>
      members('LoadBalancerAddresses', []) + element('ZoneName', zone) + element('SubnetId', subnetId),
  );
  return [
    element('LoadBalancerArn', balancer.arn),
    balancer.type === 'gateway' ? '' : element('DNSName', balancer.dnsName),
    balancer.type === 'gateway' ? '' : element('CanonicalHostedZoneId', 'Z32O12XQLNTSW2'),
    element('CreatedTime', new Date(balancer.createdAt).toISOString()),
    element('LoadBalancerName', balancer.id),
    balancer.type === 'gateway'
      ? ''
      : element('Scheme', balancer.internetFacing ? 'internet-facing' : 'internal'),
    element('VpcId', balancer.vpcId),
    wrapped('State', element('Code', balancer.state)),
    element('Type', balancer.type),
    members('AvailabilityZones', zones),
    members('SecurityGroups', []),
    element('IpAddressType', 'ipv4'),
  ].join('');
}

/** The content of a target group's `<member>`. */
export function targetGroupXml({ balancer, part: group }: Owned<TargetGroup>): string {
  const isFunction = group.targetType === 'lambda';
  return [
    element('TargetGroupArn', group.arn),
    element('TargetGroupName', group.name),
    isFunction ? '' : element('Protocol', group.protocol),
    isFunction ? '' : element('Port', group.port),
    isFunction ? '' : element('VpcId', balancer.vpcId),
    element('HealthCheckEnabled', !isFunction),
    element('HealthCheckIntervalSeconds', isFunction ? 35 : 30),
    element('HealthCheckTimeoutSeconds', isFunction ? 30 : 5),
    element('HealthyThresholdCount', 5),
    element('UnhealthyThresholdCount', 2),
    members('LoadBalancerArns', [balancer.arn]),
    element('TargetType', group.targetType),
    element('IpAddressType', 'ipv4'),
  ].join('');
}

/** The contents of the `<member>` of each target group of a load balancer. */
export function targetGroupXmls(balancer: LoadBalancer): readonly string[] {
  return balancer.targetGroups.map((part) => targetGroupXml({ balancer, part }));
}

/** The content of a target's `<member>`: who it is, and how it is. */
export function targetHealthXml(
  cell: Cell,
  { balancer, part: group }: Owned<TargetGroup>,
  target: Target,
): string {
  const health = healthOf(cell, balancer, group, target);
  const port = group.targetType === 'lambda' ? '' : element('Port', group.port);
  return (
    wrapped('Target', element('Id', targetId(cell, target)) + port) +
    (group.targetType === 'lambda' ? '' : element('HealthCheckPort', group.port)) +
    wrapped('TargetHealth', element('State', health.state) + element('Reason', health.reason))
  );
}

/** What stands for a target: an instance's id, an address or a function's ARN. */
export function targetId(cell: Cell, { instance, id = '' }: Target): string {
  return instance === undefined ? id : cell.instances.at(instance).id;
}

function healthOf(
  cell: Cell,
  balancer: LoadBalancer,
  group: TargetGroup,
  { instance, healthy }: Target,
): { readonly state: string; readonly reason?: string } {
  if (!balancer.listeners.some(({ forwardsTo }) => forwardsTo.includes(group.arn)))
    return { state: 'unused', reason: 'Target.NotInUse' };
  if (group.targetType === 'lambda') return { state: 'unavailable', reason: 'Target.HealthCheckDisabled' };
  if (instance !== undefined && cell.instances.at(instance).state !== 'running')
    return { state: 'unused', reason: 'Target.InvalidState' };
  return healthy ? { state: 'healthy' } : { state: 'unhealthy', reason: 'Target.FailedHealthChecks' };
}

/** The content of a listener's `<member>`. */
export function listenerXml({ balancer, part: listener }: Owned<Listener>): string {
  const secure = listener.protocol === 'HTTPS';
  const certificate = `arn:aws:acm:${balancer.arn.split(':')[3] ?? ''}:${balancer.arn.split(':')[4] ?? ''}:certificate/${balancer.id}`;
  return [
    element('ListenerArn', listener.arn),
    element('LoadBalancerArn', balancer.arn),
    listener.protocol === 'GENEVE' ? '' : element('Port', listener.port),
    listener.protocol === 'GENEVE' ? '' : element('Protocol', listener.protocol),
    secure ? members('Certificates', [element('CertificateArn', certificate)]) : '',
    secure ? element('SslPolicy', 'ELBSecurityPolicy-TLS13-1-2-2021-06') : '',
    members('DefaultActions', [defaultAction(listener)]),
  ].join('');
}

/** The contents of the `<member>` of each rule of a listener, the default one last. */
export function ruleXmls(listener: Listener): readonly string[] {
  const base = listener.arn.replace(':listener/', ':listener-rule/');
  const byPath =
    listener.answer === 'fixed-response' && listener.forwardsTo.length > 0
      ? [
          [
            element('RuleArn', `${base}/0000000000000001`),
            element('Priority', '1'),
            members('Conditions', [element('Field', 'path-pattern') + members('Values', ['/api/*'])]),
            members('Actions', [forwardAction(listener.forwardsTo)]),
            element('IsDefault', false),
          ].join(''),
        ]
      : [];
  const byDefault = [
    element('RuleArn', `${base}/0000000000000000`),
    element('Priority', 'default'),
    members('Conditions', []),
    members('Actions', [defaultAction(listener)]),
    element('IsDefault', true),
  ].join('');
  return [...byPath, byDefault];
}

/** The content of the `<member>` with the tags of one resource. */
export function tagDescriptionXml(arn: string, tags: readonly Tag[]): string {
  const pairs = tags.map(([key, value]) => element('Key', key) + element('Value', value));
  return element('ResourceArn', arn) + members('Tags', pairs);
}

function defaultAction(listener: Listener): string {
  switch (listener.answer) {
    case 'redirect':
      return (
        element('Type', 'redirect') +
        element('Order', 1) +
        wrapped(
          'RedirectConfig',
          element('Protocol', 'HTTPS') +
            element('Port', '443') +
            element('Host', '#{host}') +
            element('Path', '/#{path}') +
            element('Query', '#{query}') +
            element('StatusCode', 'HTTP_301'),
        )
      );
    case 'fixed-response':
      return (
        element('Type', 'fixed-response') +
        element('Order', 1) +
        wrapped(
          'FixedResponseConfig',
          element('MessageBody', 'nothing here') +
            element('StatusCode', '404') +
            element('ContentType', 'text/plain'),
        )
      );
    case 'forward':
      break;
  }
  return forwardAction(listener.forwardsTo);
}

function forwardAction(groups: readonly string[]): string {
  const [first, ...others] = groups;
  const weighted = groups.map((arn) => element('TargetGroupArn', arn) + element('Weight', 1));
  return (
    element('Type', 'forward') +
    (others.length === 0 ? element('TargetGroupArn', first) : '') +
    element('Order', 1) +
    wrapped('ForwardConfig', members('TargetGroups', weighted))
  );
}
