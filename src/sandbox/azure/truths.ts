import { globalRegion } from '../../core/scope.ts';
import { tagTruths } from '../estate/tags.ts';
import type { Modelled, Population } from '../population.ts';
import type { Truth } from '../truth.ts';
import type { Cell, Estate } from './estate/estate.ts';
import type { Subscription } from './estate/place.ts';
import { cellPopulations, globalPopulations } from './estate/populations.ts';
import { uniformInstances } from './estate/scale-sets.ts';

/** What is true of every resource of an estate, one after the other; nothing of it is kept. */
export function* truthsOf(estate: Estate): Generator<Truth, void, void> {
  for (const subscription of estate.subscriptions) yield truthOfSubscription(subscription);
  for (const cell of estate.cells) {
    const account = cell.subscription.id;
    // What is of no subscription is of the tenant.
    const tenant = `tenants/${cell.tenantId}`;
    for (const [kind, population] of cellPopulations(cell))
      yield* truthsOfPopulation(population, { account, tenant, region: cell.location, kind });
    yield* truthsOfMembers(cell);
    for (const [kind, population] of globalPopulations(cell))
      yield* truthsOfPopulation(population, { account, tenant, region: globalRegion, kind });
    yield* truthsOfPopulation(cell.applications, {
      account: tenant,
      tenant,
      region: globalRegion,
      kind: 'principal',
    });
  }
}

interface Where {
  readonly account: string;
  readonly region: string;
  readonly kind: string;
}

/** What a resource may have besides what all have. */
interface Particular extends Modelled {
  readonly gone?: boolean;
  /** Held only while it is in use, so that nothing can be said of it. */
  readonly allocation?: 'Static' | 'Dynamic';
  /** Of a role assignment. */
  readonly scope?: string;
}

function* truthsOfPopulation(
  population: Population<Particular>,
  where: Where & { readonly tenant: string },
): Generator<Truth, void, void> {
  const { tenant, ...there } = where;
  for (let index = 0; index < population.size; index++) {
    const { id, arn, truths, undecidable, gone, allocation, scope } = population.at(index);
    if (gone === true || allocation === 'Dynamic') continue;
    const account = scope?.startsWith('/providers/') === true ? tenant : there.account;
    yield { provider: 'azure', ...there, account, id, arn, rules: truths, undecidable };
  }
}

/** The machines that uniform scale sets keep: they have the tags of their set. */
function* truthsOfMembers(cell: Cell): Generator<Truth, void, void> {
  for (let index = 0; index < cell.scaleSets.size; index++) {
    const set = cell.scaleSets.at(index);
    if (set.gone === true) continue;
    for (const { number, name } of uniformInstances(set))
      yield {
        provider: 'azure',
        account: cell.subscription.id,
        region: cell.location,
        kind: 'instance',
        id: name,
        arn: `${set.arn}/virtualmachines/${number}`,
        rules: set.truths,
        undecidable: [],
      };
  }
}

/** A subscription is a resource too, which ought to say whose it is. */
function truthOfSubscription(subscription: Subscription): Truth {
  return {
    provider: 'azure',
    account: subscription.id,
    region: globalRegion,
    kind: 'account',
    id: subscription.id,
    arn: `/subscriptions/${subscription.id}`,
    rules: tagTruths([], subscription),
    undecidable: [],
  };
}
