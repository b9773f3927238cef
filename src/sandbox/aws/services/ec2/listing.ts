import type { Modelled, Population } from '../../../population.ts';
import { ServiceError } from '../../service-error.ts';
import { offsetOf, tokenOf } from '../../wire/page.ts';
import { listParameter, numberParameter } from '../../wire/query.ts';
import { element } from '../../wire/xml.ts';
import { pageOfPopulation } from '../population-page.ts';
import { type Ec2Call, endDryRun } from './call.ts';
import { type FilterTable, filterOf } from './filters.ts';

/** How a list is asked for. */
export interface Listing<Model> {
  /** Names the list in page tokens, and the list of ids in errors. */
  readonly name: string;
  readonly population: Population<Model>;
  readonly ids: {
    readonly parameter: string;
    readonly prefix: string;
    /** Codes of the refusals. */
    readonly notFound: string;
    readonly malformed: string;
  };
  readonly filters: FilterTable<Model>;
  readonly leastResults?: number;
  /** How many make a page, where the request does not say. */
  readonly pageSize?: number;
}

export interface Listed<Model> {
  readonly items: readonly Model[];
  /** The element with the next page's token; empty after the last page. */
  readonly nextToken: string;
}

const mostResults = 1_000;

/** The resources that a request asks for: those of the given ids, or a page of all. */
export function list<Model extends Modelled>(call: Ec2Call, listing: Listing<Model>): Listed<Model> {
  const { parameters, cell } = call;
  const ids = listParameter(parameters, listing.ids.parameter);
  const accepts = filterOf(parameters, listing.filters);
  const limit = numberParameter(parameters, 'MaxResults', {
    fallback: listing.pageSize ?? mostResults,
    least: listing.leastResults ?? 5,
    most: mostResults,
    code: 'InvalidParameterValue',
  });
  if (ids.length > 0) {
    refuseBoth(parameters, listing.ids.parameter);
    const named = ids.map((id) => findNamed(listing, id));
    endDryRun(call);
    return { items: accepts === undefined ? named : named.filter(accepts), nextToken: '' };
  }
  const name = `ec2 ${listing.name} ${cell.account.id} ${cell.region}`;
  const from = offsetOf(name, parameters.get('NextToken'));
  endDryRun(call);
  const { items, next } = pageOfPopulation(listing.population, from, limit, accepts);
  return { items, nextToken: next === undefined ? '' : element('nextToken', tokenOf(name, next)) };
}

/** The resource of an id. @throws {ServiceError} in AWS's words where there is none, or where it is no id at all. */
export function findNamed<Model>(
  {
    population,
    ids: { prefix, notFound, malformed },
    name,
  }: Pick<Listing<Model>, 'population' | 'ids' | 'name'>,
  id: string,
): Model {
  if (!new RegExp(`^${prefix}[0-9a-f]{8}(?:[0-9a-f]{9})?$`).test(id))
    throw new ServiceError(malformed, `Invalid id: "${id}" (expecting "${prefix}...")`);
  const model = population.find(id);
  if (model === undefined) throw new ServiceError(notFound, `The ${name} ID '${id}' does not exist`);
  return model;
}

function refuseBoth(parameters: URLSearchParams, ids: string): void {
  for (const other of ['MaxResults', 'NextToken'])
    if (parameters.has(other))
      throw new ServiceError(
        'InvalidParameterCombination',
        `The parameter ${ids} cannot be used with the parameter ${other}`,
      );
}
