import type { Dice } from '../../seeded.ts';
import type { InstanceGroup } from './instance-groups.ts';
import type { Instance } from './instances.ts';
import type {
  Backend,
  BackendService,
  EndpointGroup,
  RuleStory,
  TargetPlace,
  TargetPool,
} from './load-balancing.ts';
import type { Project } from './place.ts';
import { zonesOf } from './regions.ts';

/** What a load balancer leads to is made from. */
interface BackendPlan {
  readonly project: Pick<Project, 'id'>;
  /** `global` or `regions/us-central1` */
  readonly scope: string;
  readonly region: string | undefined;
  /** Of the forwarding rule, after which the parts are called. */
  readonly name: string;
  readonly story: RuleStory;
  readonly targets: TargetPlace | undefined;
}

const defaultRegion = 'us-central1';

/** The backend services of a load balancer; none where it has no use for one. */
export function backendServicesOf(plan: BackendPlan, dice: Dice): readonly BackendService[] {
  const { story, project, scope, name } = plan;
  if (story.sort !== 'application' && story.sort !== 'passthrough') return [];
  // URL maps lead to several services, everything else to one.
  return Array.from({ length: story.sort === 'application' ? dice.whole(1, 2) : 1 }, (_, number) => {
    const service = `${name}-backend-${number + 1}`;
    return {
      name: service,
      path: `projects/${project.id}/${scope}/backendServices/${service}`,
      backends: backendsOf(plan, `${name}-neg-${number + 1}`, dice),
    };
  });
}

/** The target pool of a load balancer; most have none. */
export function targetPoolOf(plan: BackendPlan, dice: Dice): TargetPool | undefined {
  const { story, project, scope, name, targets } = plan;
  if (story.sort !== 'pool') return undefined;
  return {
    path: `projects/${project.id}/${scope}/targetPools/${name}-pool`,
    instances: story.targets === 'machines' && targets !== undefined ? someOf(targets, dice) : [],
    healthy: true,
  };
}

function backendsOf(plan: BackendPlan, neg: string, dice: Dice): readonly Backend[] {
  const healthy = plan.story.targets !== 'failing';
  switch (plan.story.targets) {
    case 'groups':
    case 'failing': {
      const group = plan.targets && groupWithMembers(plan.targets, dice);
      if (group !== undefined) return [ofGroup(group, healthy)];
      return [ofEndpoints(plan, neg, addressesOf(dice), healthy)];
    }
    case 'endpoints':
      return [ofEndpoints(plan, neg, addressesOf(dice), healthy)];
    case 'empty-group':
      return [ofEndpoints(plan, neg, [], healthy)];
    case 'serverless':
      return [ofServerless(plan, neg)];
    case 'empty':
    case 'machines':
    case undefined:
      break;
  }
  return [];
}

function ofGroup({ path, members }: InstanceGroup, healthy: boolean): Backend {
  return {
    group: path.replace('/instanceGroupManagers/', '/instanceGroups/'),
    members,
    endpoints: undefined,
    healthy,
  };
}

function ofEndpoints(
  plan: BackendPlan,
  name: string,
  addresses: readonly string[],
  healthy: boolean,
): Backend {
  const region = plan.region ?? plan.targets?.place.region ?? defaultRegion;
  const zone = zonesOf(region)[0];
  const endpoints: EndpointGroup = { name, zone, serverless: false, addresses };
  return { group: groupPathOf(plan, `zones/${zone ?? ''}`, name), members: [], endpoints, healthy };
}

function ofServerless(plan: BackendPlan, name: string): Backend {
  const endpoints: EndpointGroup = { name, zone: undefined, serverless: true, addresses: [] };
  return {
    group: groupPathOf(plan, `regions/${plan.region ?? defaultRegion}`, name),
    members: [],
    endpoints,
    healthy: true,
  };
}

function groupPathOf({ project }: BackendPlan, scope: string, name: string): string {
  return `projects/${project.id}/${scope}/networkEndpointGroups/${name}`;
}

function addressesOf(dice: Dice): readonly string[] {
  return Array.from({ length: dice.whole(1, 4) }, () => `10.200.${dice.whole(0, 255)}.${dice.whole(1, 254)}`);
}

/** A group with somebody in it, if there is one within a few tries. */
function groupWithMembers({ groups }: TargetPlace, dice: Dice): InstanceGroup | undefined {
  if (groups.size === 0) return undefined;
  const start = dice.whole(0, groups.size - 1);
  for (let step = 0; step < Math.min(groups.size, 4); step++) {
    const group = groups.at((start + step) % groups.size);
    if (group.members.length > 0) return group;
  }
  return undefined;
}

function someOf({ instances }: TargetPlace, dice: Dice): readonly Instance[] {
  if (instances.size === 0) return [];
  const chosen = new Set(Array.from({ length: dice.whole(1, 4) }, () => dice.whole(0, instances.size - 1)));
  return Array.from(chosen, (index) => instances.at(index)).filter(({ gone }) => !gone);
}
