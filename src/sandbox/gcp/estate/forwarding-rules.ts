import { services } from '../../estate/vocabulary.ts';
import type { Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { backendServicesOf, targetPoolOf } from './backends.ts';
import { computePopulation, identityOf, numberedIndex, numberOf } from './compute-model.ts';
import { drawLabels, labelTruths } from './labels.ts';
import type { ForwardingRule, RuleStory, TargetPlace } from './load-balancing.ts';
import { publicIpOf } from './network.ts';
import type { Place, Project } from './place.ts';

const truths: readonly string[] = ['load-balancer-without-targets'];

const regional: readonly Weighted<RuleStory>[] = [
  [14, { sort: 'passthrough', targets: 'empty', truths }],
  [24, { sort: 'passthrough', targets: 'groups', usage: 'web' }],
  [18, { sort: 'pool', targets: 'machines', usage: 'steady' }],
  [6, { sort: 'pool', targets: 'empty', truths }],
  [14, { sort: 'application', targets: 'groups', usage: 'office-hours' }],
  [5, { sort: 'application', targets: 'failing', usage: 'weekly' }],
  [5, { sort: 'application', targets: 'empty', createdDaysAgo: [0.5, 5] }],
  [4, { sort: 'application', targets: 'endpoints', usage: 'batch' }],
  [6, { sort: 'published' }],
  [4, { sort: 'vpn' }],
];

const global: readonly Weighted<RuleStory>[] = [
  [14, { sort: 'application', targets: 'empty', truths }],
  [28, { sort: 'application', targets: 'groups', usage: 'web' }],
  [14, { sort: 'redirect', usage: 'web' }],
  [12, { sort: 'application', targets: 'serverless', usage: 'web' }],
  [10, { sort: 'bucket', usage: 'steady' }],
  [8, { sort: 'application', targets: 'empty-group', truths }],
  [8, { sort: 'application', targets: 'endpoints', usage: 'steady' }],
  [6, { sort: 'application', targets: 'empty', createdDaysAgo: [0.5, 5] }],
];

const dayMs = 86_400_000;

/** What the rules of a place or a project are made from. */
interface RuleSource {
  readonly project: Project;
  readonly region: string | undefined;
  readonly kind: 'forwarding-rule' | 'global-forwarding-rule';
  readonly from: Pick<Place, 'seed' | 'count' | 'first' | 'changeOf'>;
  readonly stories: readonly Weighted<RuleStory>[];
  targets(dice: Dice): TargetPlace | undefined;
}

/** The forwarding rules of a place. */
export function forwardingRulesOf(targets: TargetPlace): Population<ForwardingRule> {
  const { place } = targets;
  return rulesOf({
    project: place.project,
    region: place.region,
    kind: 'forwarding-rule',
    from: place,
    stories: regional,
    targets: () => targets,
  });
}

/** The forwarding rules of a project that are of no region; what they lead to is in all of its regions. */
export function globalForwardingRulesOf(
  project: Project,
  places: readonly TargetPlace[],
): Population<ForwardingRule> {
  const peopled = places.filter(({ groups, instances }) => groups.size > 0 && instances.size > 3);
  return rulesOf({
    project,
    region: undefined,
    kind: 'global-forwarding-rule',
    from: project,
    stories: global,
    targets: (dice) => (peopled.length === 0 ? undefined : dice.pick(peopled)),
  });
}

function rulesOf(source: RuleSource): Population<ForwardingRule> {
  const { project, region, kind, from } = source;
  const kindSeed = mixText(from.seed, kind);
  const size = from.count(kind);
  const scope = region === undefined ? 'global' : `regions/${region}`;
  const nameOf = (index: number): string =>
    `${services[mix(kindSeed, index) % services.length] ?? 'web'}-lb-${index + 1}`;

  function make(index: number): ForwardingRule {
    const story = choose(spread(mixText(project.estateSeed, kind), from.first(kind) + index), source.stories);
    const seed = mix(kindSeed, index);
    const dice = new Dice(seed);
    const labels = drawLabels(dice);
    const [least, most] = story.createdDaysAgo ?? [30, 1_200];
    const createdAt = Math.floor((project.anchorAt - dice.between(least, most) * dayMs) / 1_000) * 1_000;
    const identity = identityOf(project.id, scope, 'forwardingRules', nameOf(index));
    const change = from.changeOf(identity.arn);
    const plan = { project, scope, name: identity.id, story, targets: source.targets(dice), region };
    return {
      ...identity,
      index,
      number: numberOf(kindSeed, index),
      seed,
      createdAt,
      sort: story.sort,
      region,
      ip: publicIpOf(kindSeed, index),
      secure: story.sort === 'application' && dice.chance(0.7),
      services: backendServicesOf(plan, dice),
      pool: targetPoolOf(plan, dice),
      usage: story.usage ?? 'unused',
      tags: change?.labels ?? labels,
      ...(change?.deleted && { gone: true as const }),
      truths: [...(story.truths ?? []), ...labelTruths(labels, project)],
      undecidable: [],
    };
  }

  return computePopulation({ size, seed: kindSeed, indexOf: numberedIndex(size, nameOf), make });
}
