import type { EpochMs } from '../../../core/time.ts';
import { numberedPopulation } from '../../estate/numbered.ts';
import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { UsageShape } from '../../estate/usage-shape.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { functionsOf } from './functions.ts';
import { encodeIndex } from './ids.ts';
import { subnetIdOf, vpcIdOf, zoneOf } from './network.ts';
import type { Place } from './place.ts';

/** A modelled load balancer (version 2); its id is its name. */
export interface LoadBalancer extends Modelled {
  readonly index: number;
  readonly type: 'application' | 'network' | 'gateway';
  /** The end of its ARN, by which CloudWatch knows it: `app/name/0123456789abcdef`. */
  readonly path: string;
  readonly state: 'active' | 'provisioning';
  readonly internetFacing: boolean;
  readonly dnsName: string;
  readonly vpcId: string;
  readonly zones: readonly { readonly zone: string; readonly subnetId: string }[];
  readonly createdAt: EpochMs;
  readonly listeners: readonly Listener[];
  readonly targetGroups: readonly TargetGroup[];
  readonly usage: UsageShape;
}

export interface Listener {
  readonly arn: string;
  readonly protocol: string;
  readonly port: number;
  /** What it does with everything that no rule takes. */
  readonly answer: 'forward' | 'redirect' | 'fixed-response';
  /** ARNs of the groups that it forwards to, itself or by a rule. */
  readonly forwardsTo: readonly string[];
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  readonly targetType: 'instance' | 'ip' | 'lambda';
  readonly targets: readonly Target[];
}

export interface Target {
  /** Number of the instance, where it is one. */
  readonly instance?: number;
  /** An address or a function's ARN, where it is not. */
  readonly id?: string;
  /** Whether the application on it answers the health check. */
  readonly healthy: boolean;
}

interface Story {
  readonly type?: LoadBalancer['type'];
  readonly targets: 'instances' | 'failing' | 'addresses' | 'function' | 'empty' | 'no-groups';
  readonly answer?: Listener['answer'] | 'no-listener';
  readonly createdDaysAgo?: readonly [least: number, most: number];
  readonly state?: 'provisioning';
  readonly usage?: UsageShape;
  readonly truths?: readonly string[];
}

const truths: readonly string[] = ['load-balancer-without-targets'];

const stories: readonly Weighted<Story>[] = [
  [12, { targets: 'empty', truths }],
  [28, { targets: 'instances', usage: 'web' }],
  [6, { targets: 'no-groups', answer: 'redirect', usage: 'web' }],
  [8, { targets: 'instances', usage: 'office-hours' }],
  [5, { targets: 'empty', createdDaysAgo: [0.5, 5] }],
  [12, { type: 'network', targets: 'instances', usage: 'web' }],
  [4, { type: 'network', targets: 'empty', truths }],
  [5, { targets: 'failing', usage: 'weekly' }],
  [5, { targets: 'addresses', usage: 'steady' }],
  [4, { targets: 'function', usage: 'batch' }],
  [4, { targets: 'no-groups', answer: 'no-listener', truths }],
  [4, { targets: 'empty', answer: 'fixed-response', usage: 'web' }],
  [2, { type: 'gateway', targets: 'instances', usage: 'steady' }],
  [1, { targets: 'empty', state: 'provisioning', createdDaysAgo: [0.001, 0.003] }],
];

const dayMs = 86_400_000;
const families = { application: 'app', network: 'net', gateway: 'gwy' } as const;
const nameParts = { application: 'alb', network: 'nlb', gateway: 'gwlb' } as const;

/** The load balancers of a place. */
export function loadBalancersOf(place: Place): Population<LoadBalancer> {
  const seed = mixText(place.seed, 'load-balancer');
  const prefix = `arn:aws:elasticloadbalancing:${place.region}:${place.account.id}`;

  function story(index: number): Story {
    return choose(
      spread(mixText(place.estateSeed, 'load-balancer'), place.first('load-balancer') + index),
      stories,
    );
  }

  function nameOf(index: number): string {
    const service = services[mix(seed, index) % services.length] ?? 'app';
    return `${service}-${nameParts[story(index).type ?? 'application']}-${index + 1}`;
  }

  function make(index: number, name: string): LoadBalancer {
    const own = story(index);
    const type = own.type ?? 'application';
    const dice = new Dice(mix(seed, index));
    const hex = encodeIndex(seed, index);
    const path = `${families[type]}/${name}/${hex}`;
    const zones = [0, 1].map((number) => zoneOf(place, number));
    const tags = drawTags(dice, undefined);
    const [least, most] = own.createdDaysAgo ?? [30, 1_200];
    const targetGroups = groupsOf(dice, place, own, name, prefix, encodeIndex(mixText(seed, 'group'), index));
    const internetFacing = type !== 'gateway' && dice.chance(0.6);
    return {
      id: name,
      arn: `${prefix}:loadbalancer/${path}`,
      index,
      type,
      path,
      state: own.state ?? 'active',
      internetFacing,
      dnsName: `${internetFacing ? '' : 'internal-'}${name}-${hex.slice(0, 9)}.${type === 'application' ? '' : 'elb.'}${place.region}.${type === 'application' ? 'elb.' : ''}amazonaws.com`,
      vpcId: vpcIdOf(place, 0),
      zones: zones.map((zone) => ({ zone, subnetId: subnetIdOf(place, 0, zone) })),
      createdAt: Math.floor(place.anchorAt - dice.between(least, most) * dayMs),
      listeners: listenersOf(own, type, `${prefix}:listener/${path}`, mixText(seed, hex), targetGroups),
      targetGroups,
      usage: own.usage ?? 'unused',
      tags,
      truths: [...(own.truths ?? []), ...tagTruths(tags, place.account)],
      undecidable: [],
    };
  }

  return numberedPopulation(place.count('load-balancer'), nameOf, make);
}

function groupsOf(
  dice: Dice,
  place: Place,
  story: Story,
  name: string,
  prefix: string,
  hex: string,
): readonly TargetGroup[] {
  if (story.targets === 'no-groups') return [];
  const type = story.type ?? 'application';
  const protocol = type === 'application' ? 'HTTP' : type === 'network' ? 'TCP' : 'GENEVE';
  const port = type === 'application' ? 8_080 : type === 'network' ? 5_000 : 6_081;
  return Array.from({ length: story.targets === 'function' ? 1 : dice.whole(1, 2) }, (_, number) => {
    const targets = targetsOf(dice, place, story.targets);
    const group = `${name}-tg${number + 1}`.slice(0, 32);
    return {
      arn: `${prefix}:targetgroup/${group}/${hex.slice(0, 15)}${number}`,
      name: group,
      protocol,
      port,
      targetType: targetTypeOf(targets),
      targets,
    };
  });
}

function targetTypeOf(targets: readonly Target[]): TargetGroup['targetType'] {
  if (targets.some(({ id }) => id?.startsWith('arn:'))) return 'lambda';
  return targets.some(({ instance }) => instance === undefined) ? 'ip' : 'instance';
}

function targetsOf(dice: Dice, place: Place, kind: Story['targets']): readonly Target[] {
  const instances = place.count('instance');
  const count = dice.whole(1, 4);
  if (kind === 'empty' || kind === 'no-groups') return [];
  if (kind === 'function') {
    const functions = functionsOf(place);
    if (functions.size > 0)
      return [{ id: functions.at(dice.whole(0, functions.size - 1)).arn, healthy: true }];
  }
  if ((kind !== 'instances' && kind !== 'failing') || instances === 0)
    return Array.from({ length: count }, () => ({
      id: `10.200.${dice.whole(0, 255)}.${dice.whole(1, 254)}`,
      healthy: kind !== 'failing',
    }));
  const chosen = new Set(Array.from({ length: count }, () => dice.whole(0, instances - 1)));
  return Array.from(chosen, (instance) => ({ instance, healthy: kind !== 'failing' }));
}

function listenersOf(
  story: Story,
  type: LoadBalancer['type'],
  arn: string,
  seed: number,
  groups: readonly TargetGroup[],
): readonly Listener[] {
  const answer = story.answer ?? 'forward';
  if (answer === 'no-listener') return [];
  const forwardsTo = groups.map((group) => group.arn);
  const first = { arn: `${arn}/${encodeIndex(seed, 0)}`, answer, forwardsTo };
  if (type === 'network') return [{ ...first, protocol: 'TCP', port: 443 }];
  if (type === 'gateway') return [{ ...first, protocol: 'GENEVE', port: 6_081 }];
  if (story.targets !== 'instances') return [{ ...first, protocol: 'HTTP', port: 80 }];
  // What serves people sends them from http to https.
  return [
    { arn: `${arn}/${encodeIndex(seed, 1)}`, answer: 'redirect', protocol: 'HTTP', port: 80, forwardsTo: [] },
    { ...first, protocol: 'HTTPS', port: 443 },
  ];
}
