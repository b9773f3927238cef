import { globalRegion } from '../../core/scope.ts';
import { tagTruths } from '../estate/tags.ts';
import type { Modelled, Population } from '../population.ts';
import type { Truth } from '../truth.ts';
import type { Estate } from './estate/estate.ts';
import type { Account } from './estate/place.ts';
import { accountPopulations, cellPopulations } from './estate/populations.ts';

/** What is true of every resource of an estate, one after the other; nothing of it is kept. */
export function* truthsOf(estate: Estate): Generator<Truth, void, void> {
  for (const account of estate.accounts) {
    yield truthOfAccount(account);
    for (const [kind, population] of accountPopulations(account, estate.anchorAt))
      yield* truthsOfPopulation(population, { account: account.id, region: globalRegion, kind });
  }
  for (const cell of estate.cells)
    for (const [kind, population] of cellPopulations(cell))
      yield* truthsOfPopulation(population, { account: cell.account.id, region: cell.region, kind });
}

function* truthsOfPopulation(
  population: Population<Modelled>,
  where: { readonly account: string; readonly region: string; readonly kind: string },
): Generator<Truth, void, void> {
  for (let index = 0; index < population.size; index++) {
    const { id, arn, truths, undecidable } = population.at(index);
    yield { provider: 'aws', ...where, id, arn, rules: truths, undecidable };
  }
}

/** An account is a resource too, which ought to say whose it is. */
function truthOfAccount(account: Account): Truth {
  return {
    provider: 'aws',
    account: account.id,
    region: globalRegion,
    kind: 'account',
    id: account.id,
    arn: `arn:aws:account::${account.id}:account`,
    rules: tagTruths([], account),
    undecidable: [],
  };
}
