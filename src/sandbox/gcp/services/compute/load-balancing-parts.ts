import type { Population } from '../../../population.ts';
import { type ComputeModel, fullNameOf } from '../../estate/compute-model.ts';
import type { BackendService, EndpointGroup, ForwardingRule } from '../../estate/load-balancing.ts';
import { numericIdOf } from '../../estate/numeric-ids.ts';

/** One of the things that a load balancer is made of, beside its forwarding rule. */
export interface LoadBalancerPart extends ComputeModel {
  readonly rule: ForwardingRule;
  /** Where it is a backend service. */
  readonly service?: BackendService | undefined;
  /** Where it is an endpoint group. */
  readonly endpoints?: EndpointGroup | undefined;
}

/** What a rule's part is called, and where it is; the rule's name is where its own begins. */
export type PartPlan = Pick<LoadBalancerPart, 'path' | 'service' | 'endpoints'>;

/** The parts of a sort that a population's rules have: up to so many each. */
export function partsOfRules(
  rules: Population<ForwardingRule>,
  most: number,
  plansOf: (rule: ForwardingRule) => readonly PartPlan[],
): Population<LoadBalancerPart> {
  function part(rule: ForwardingRule, place: number): LoadBalancerPart {
    const plan = plansOf(rule)[place];
    // Not every rule has all parts; what is lacking is not there, as if it had been deleted.
    const path = plan?.path ?? rule.path;
    const [, , ...rest] = path.split('/');
    return {
      rule,
      id: path.slice(path.lastIndexOf('/') + 1),
      path,
      arn: fullNameOf(path),
      scope: rest.slice(0, -2).join('/'),
      index: rule.index * most + place,
      number: numericIdOf(rule.seed, place + 1),
      createdAt: rule.createdAt - 60_000,
      service: plan?.service,
      endpoints: plan?.endpoints,
      tags: [],
      truths: [],
      undecidable: [],
      ...((plan === undefined || rule.gone) && { gone: true as const }),
    };
  }
  return {
    size: rules.size * most,
    at: (index) => part(rules.at(Math.floor(index / most)), index % most),
    find(name) {
      const rule = rules.find(/^(.+-lb-\d+)-/.exec(name)?.[1] ?? '');
      if (rule === undefined) return undefined;
      const place = plansOf(rule).findIndex(({ path }) => path.endsWith(`/${name}`));
      return place < 0 ? undefined : part(rule, place);
    },
  };
}

/** Where something of a rule's own is, next to the rule. */
export function besideRule({ path, id }: ForwardingRule, collection: string, ending: string): string {
  return path.replace(/\/forwardingRules\/.*$/, `/${collection}/${id}-${ending}`);
}
