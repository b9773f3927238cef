import { jsonAnswer } from '../../answer.ts';
import type { ComputeModel } from '../../estate/compute-model.ts';
import { regionFacts, regionOfZone, zoneNames } from '../../estate/regions.ts';
import { type FieldMask, maskOf } from '../../field-mask.ts';
import { failed, invalidArgument, notFound } from '../../refusals.ts';
import type { GcpRequest } from '../../service.ts';
import { offsetOf, pageToken } from '../page.ts';
import type { Collection, ScopeSort, Source } from './collection.ts';
import { linkBase, writerOf } from './fields.ts';
import { listFilter } from './list-filter.ts';

/** What all lists of Compute Engine take. */
export const listParameters = ['filter', 'maxResults', 'pageToken', 'returnPartialSuccess'];
export const aggregatedParameters = [...listParameters, 'includeAllScopes', 'serviceProjectNumber'];

const mostResults = 500;

/** A list over all zones and regions, one page of it. */
export function aggregatedList<Model extends ComputeModel>(
  collection: Collection<Model>,
  request: GcpRequest,
) {
  const { project, mask } = request;
  const sources = collection.sources(project);
  const down = regionsOutOfReach(sources, request);
  const { pieces, next } = pageOf(collection, request, {
    list: `aggregated ${collection.name}`,
    sources,
    mask: below(mask, 'items', '*', collection.name),
    accepts: ({ region }) => region === undefined || !down.has(region),
  });
  const scopes = new Map<string, string[]>();
  for (const [scope, text] of pieces) {
    const items = scopes.get(scope) ?? [];
    items.push(text);
    scopes.set(scope, items);
  }
  const all = collection.scopes.flatMap((sort) => allScopes[sort]);
  const lost = all.filter((scope) => down.has(regionOfScope(scope) ?? ''));
  const warned = below(mask, 'items', '*', 'warning') !== undefined;
  const items = all.flatMap((scope) => {
    const found = scopes.get(scope);
    if (found !== undefined) return `"${scope}":{"${collection.name}":[${found.join(',')}]}`;
    if (!warned) return [];
    return `"${scope}":${lost.includes(scope) ? unreachable(scope) : noResults(scope)}`;
  });
  const path = `projects/${project.id}/aggregated/${collection.name}`;
  return jsonAnswer(
    document(mask, [
      ['kind', `"${collection.kind}AggregatedList"`],
      ['id', `"${path}"`],
      ['items', `{${items.join(',')}}`],
      ['nextPageToken', next && `"${next}"`],
      ['selfLink', `"${linkBase}${path}"`],
      [
        'unreachables',
        lost.length === 0
          ? undefined
          : JSON.stringify(lost.map((scope) => `projects/${project.id}/${scope}`)),
      ],
    ]),
  );
}

/** The list of one zone, one region, or of what has neither; one page of it. */
export function scopedList<Model extends ComputeModel>(
  collection: Collection<Model>,
  request: GcpRequest,
  scope: string,
) {
  const { project, mask, region } = request;
  const { pieces, next } = pageOf(collection, request, {
    list: `${scope} ${collection.name}`,
    sources: collection.sources(project),
    mask: below(mask, 'items'),
    accepts: (source) => (source.region ?? 'global') === region,
    scope,
  });
  const path = `projects/${project.id}/${scope}/${collection.name}`;
  return jsonAnswer(
    document(mask, [
      ['kind', `"${collection.kind}List"`],
      ['id', `"${path}"`],
      ['items', pieces.length === 0 ? undefined : `[${pieces.map(([, text]) => text).join(',')}]`],
      ['nextPageToken', next && `"${next}"`],
      ['selfLink', `"${linkBase}${path}"`],
    ]),
  );
}

/** One resource of a zone, a region, or of what has neither. @throws {GoogleError} where there is none. */
export function scopedGet<Model extends ComputeModel>(
  collection: Collection<Model>,
  request: GcpRequest,
  scope: string,
  name: string,
) {
  const found = findIn(collection, request, scope, name);
  return jsonAnswer(writerOf(found.source.fields(), request.mask)(found.model));
}

/** The resource of a name. @throws {GoogleError} where there is none. */
export function findIn<Model extends ComputeModel>(
  collection: Collection<Model>,
  { project, region }: Pick<GcpRequest, 'project' | 'region'>,
  scope: string,
  name: string,
): { readonly model: Model; readonly source: Source<Model> } {
  for (const source of collection.sources(project)) {
    if ((source.region ?? 'global') !== region) continue;
    const model = source.population.find(name);
    if (model !== undefined && model.scope === scope) return { model, source };
  }
  throw notFound(`The resource 'projects/${project.id}/${scope}/${collection.name}/${name}'`);
}

interface Page {
  readonly pieces: readonly (readonly [scope: string, json: string])[];
  readonly next: string | undefined;
}

/** What a page is taken of. */
interface PageSource<Model> {
  /** Tells the tokens of this list from those of others. */
  readonly list: string;
  readonly sources: readonly Source<Model>[];
  readonly mask: FieldMask | true | undefined;
  /** Which of the sources are looked at. */
  accepts(source: Source<Model>): boolean;
  /** Only what is there. */
  readonly scope?: string;
}

/** So many resources from where the last page ended. */
function pageOf<Model extends ComputeModel>(
  collection: Collection<Model>,
  { query, project }: GcpRequest,
  { list, sources, mask, accepts, scope }: PageSource<Model>,
): Page {
  const limit = limitOf(query);
  const wanted = listFilter(query.get('filter'), collection.filters);
  const name = `${list} ${project.number}`;
  const pieces: [string, string][] = [];
  const from = offsetOf(name, query.get('pageToken'));
  let before = 0;
  for (const source of sources) {
    const { size } = source.population;
    const write = mask === undefined ? () => '{}' : writerOf(source.fields(), mask);
    for (let index = Math.max(0, from - before); index < size && accepts(source); index++) {
      const model = source.population.at(index);
      if (model.gone || (scope !== undefined && model.scope !== scope) || wanted?.(model) === false) continue;
      if (pieces.length === limit) return { pieces, next: pageToken(name, before + index) };
      pieces.push([model.scope, write(model)]);
    }
    before += size;
  }
  return { pieces, next: undefined };
}

function limitOf(query: URLSearchParams): number {
  const text = query.get('maxResults') ?? String(mostResults);
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= mostResults))
    throw invalidArgument(
      `Invalid value for field 'maxResults': '${text}'. Must be between 0 and ${mostResults}, inclusive.`,
    );
  return number === 0 ? mostResults : number;
}

/** The regions that cannot be read. @throws {GoogleError} where all or nothing is asked for. */
function regionsOutOfReach<Model extends ComputeModel>(
  sources: readonly Source<Model>[],
  { query, isUnreachable }: GcpRequest,
): ReadonlySet<string> {
  const regions = new Set(sources.map(({ region }) => region).filter((region) => region !== undefined));
  const down = new Set([...regions].filter(isUnreachable));
  if (down.size > 0 && query.get('returnPartialSuccess') !== 'true') throw failed(503);
  return down;
}

/** The region that a scope is, or is in; undefined of what is global. */
function regionOfScope(scope: string): string | undefined {
  const [sort, name = ''] = scope.split('/');
  if (sort === 'global') return undefined;
  return sort === 'zones' ? regionOfZone(name) : name;
}

const allScopes: Readonly<Record<ScopeSort, readonly string[]>> = {
  zones: zoneNames.map((name) => `zones/${name}`),
  regions: regionFacts.map(({ name }) => `regions/${name}`),
  global: ['global'],
};

function noResults(scope: string): string {
  return `{"warning":{"code":"NO_RESULTS_ON_PAGE","message":"There are no results for scope '${scope}' on this page.","data":[{"key":"scope","value":"${scope}"}]}}`;
}

function unreachable(scope: string): string {
  return `{"warning":{"code":"UNREACHABLE","message":"The scope '${scope}' is currently unreachable.","data":[{"key":"scope","value":"${scope}"}]}}`;
}

/** What a mask wants of what is so deep in the answer; undefined: nothing. */
function below(mask: FieldMask | true, ...path: readonly string[]): FieldMask | true | undefined {
  let rest: FieldMask | true | undefined = mask;
  for (const name of path) rest = rest === true || rest === undefined ? rest : maskOf(rest, name);
  return rest;
}

/** The fields of an answer that the mask wants and that there are. */
function document(
  mask: FieldMask | true,
  fields: readonly (readonly [name: string, json: string | undefined])[],
): string {
  const wanted = fields.filter(
    ([name, json]) => json !== undefined && (mask === true || maskOf(mask, name) !== undefined),
  );
  return `{${wanted.map(([name, json]) => `"${name}":${json ?? 'null'}`).join(',')}}`;
}
