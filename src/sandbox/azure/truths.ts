import { globalRegion } from '../../core/scope.ts';
import { tagTruths } from '../estate/tags.ts';
import type { Population } from '../population.ts';
import type { Truth } from '../truth.ts';
import type { Estate } from './estate/estate.ts';
import type { AzureModel } from './estate/model.ts';
import type { Subscription } from './estate/place.ts';
import { cellPopulations } from './estate/populations.ts';

/** What is true of every resource of an estate, one after the other; nothing of it is kept. */
export function* truthsOf(estate: Estate): Generator<Truth, void, void> {
  for (const subscription of estate.subscriptions) yield truthOfSubscription(subscription);
  for (const cell of estate.cells)
    for (const [kind, population] of cellPopulations(cell))
      yield* truthsOfPopulation(population, {
        account: cell.subscription.id,
        region: cell.location,
        kind,
      });
}

function* truthsOfPopulation(
  population: Population<AzureModel>,
  where: { readonly account: string; readonly region: string; readonly kind: string },
): Generator<Truth, void, void> {
  for (let index = 0; index < population.size; index++) {
    const { id, arn, truths, undecidable, gone } = population.at(index);
    if (gone !== true) yield { provider: 'azure', ...where, id, arn, rules: truths, undecidable };
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
