import type { SandboxResponse } from '../../../service.ts';
import { jsonAnswer } from '../../answer.ts';
import type { ComputeModel } from '../../estate/compute-model.ts';
import { type FieldMask, maskOf } from '../../field-mask.ts';
import { failed, invalidArgument, notFound } from '../../refusals.ts';
import type { GcpRequest } from '../../service.ts';
import { offsetOf, pageToken } from '../page.ts';
import { AsciiText } from './ascii-text.ts';
import type { Collection, Source } from './collection.ts';
import { linkBase, writerOf } from './fields.ts';
import { listFilter } from './list-filter.ts';
import { allScopes, noResults, regionOfScope, unreachable } from './scopes.ts';

/** What all lists of Compute Engine take. */
export const listParameters = ['filter', 'maxResults', 'pageToken', 'returnPartialSuccess'];
export const aggregatedParameters = [...listParameters, 'includeAllScopes', 'serviceProjectNumber'];

const mostResults = 500;

/** A list over all zones and regions, one page of it. */
export function aggregatedList<Model extends ComputeModel>(
  collection: Collection<Model>,
  request: GcpRequest,
): SandboxResponse {
  const { project, mask } = request;
  const sources = collection.sources(project);
  const down = regionsOutOfReach(sources, request);
  const { texts, next } = pageOf(collection, request, {
    list: `aggregated ${collection.name}`,
    sources,
    mask: below(mask, 'items', '*', collection.name),
    accepts: ({ region }) => region === undefined || !down.has(region),
  });
  const all = collection.scopes.flatMap((sort) => allScopes[sort]);
  const lost = all.filter((scope) => down.has(regionOfScope(scope) ?? ''));
  const warned = below(mask, 'items', '*', 'warning') !== undefined;
  const path = `projects/${project.id}/aggregated/${collection.name}`;
  return answerOf(mask, [
    ['kind', `"${collection.kind}AggregatedList"`],
    ['id', `"${path}"`],
    [
      'items',
      (text) => {
        let separator = '{';
        for (const scope of all) {
          const found = texts.get(scope);
          if (found === undefined && !warned) continue;
          text.add(`${separator}"${scope}":`);
          separator = ',';
          if (found === undefined) text.add(lost.includes(scope) ? unreachable(scope) : noResults(scope));
          else {
            text.add(`{"${collection.name}":[`);
            text.append(found);
            text.add(']}');
          }
        }
        text.add(separator === '{' ? '{}' : '}');
      },
    ],
    ['nextPageToken', next && `"${next}"`],
    ['selfLink', `"${linkBase}${path}"`],
    [
      'unreachables',
      lost.length === 0 ? undefined : JSON.stringify(lost.map((scope) => `projects/${project.id}/${scope}`)),
    ],
  ]);
}

/** The list of one zone, one region, or of what has neither; one page of it. */
export function scopedList<Model extends ComputeModel>(
  collection: Collection<Model>,
  request: GcpRequest,
  scope: string,
): SandboxResponse {
  const { project, mask, region } = request;
  const { texts, next } = pageOf(collection, request, {
    list: `${scope} ${collection.name}`,
    sources: collection.sources(project),
    mask: below(mask, 'items'),
    accepts: (source) => mayHold(source, region),
    scope,
  });
  const path = `projects/${project.id}/${scope}/${collection.name}`;
  const items = texts.get(scope);
  return answerOf(mask, [
    ['kind', `"${collection.kind}List"`],
    ['id', `"${path}"`],
    [
      'items',
      items &&
        ((text) => {
          text.add('[');
          text.append(items);
          text.add(']');
        }),
    ],
    ['nextPageToken', next && `"${next}"`],
    ['selfLink', `"${linkBase}${path}"`],
  ]);
}

/** One resource of a zone, a region, or of what has neither. @throws {GoogleError} where there is none. */
export function scopedGet<Model extends ComputeModel>(
  collection: Collection<Model>,
  request: GcpRequest,
  scope: string,
  name: string,
): SandboxResponse {
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
    if (!mayHold(source, region)) continue;
    const model = source.population.find(name);
    if (model !== undefined && model.scope === scope) return { model, source };
  }
  throw notFound(`The resource 'projects/${project.id}/${scope}/${collection.name}/${name}'`);
}

/** Whether something of a region, or of none, may be in a source. */
function mayHold<Model>(source: Source<Model>, region: string): boolean {
  // A global load balancer has parts in zones.
  return source.region === undefined || source.region === region;
}

interface Page {
  /** The resources, with commas between, by where they are. */
  readonly texts: ReadonlyMap<string, AsciiText>;
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
  const texts = new Map<string, AsciiText>();
  let found = 0;
  const from = offsetOf(name, query.get('pageToken'));
  let before = 0;
  for (const source of sources) {
    const { size } = source.population;
    const write = mask === undefined ? () => '{}' : writerOf(source.fields(), mask);
    for (let index = Math.max(0, from - before); index < size && accepts(source); index++) {
      const model = source.population.at(index);
      if (model.gone || (scope !== undefined && model.scope !== scope) || wanted?.(model) === false) continue;
      if (found === limit) return { texts, next: pageToken(name, before + index) };
      found++;
      const text = texts.get(model.scope) ?? new AsciiText();
      texts.set(model.scope, text);
      text.add(text.isEmpty ? write(model) : `,${write(model)}`);
    }
    before += size;
  }
  return { texts, next: undefined };
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

/** What a mask wants of what is so deep in the answer; undefined: nothing. */
function below(mask: FieldMask | true, ...path: readonly string[]): FieldMask | true | undefined {
  let rest: FieldMask | true | undefined = mask;
  for (const name of path) rest = rest === true || rest === undefined ? rest : maskOf(rest, name);
  return rest;
}

/** The fields of an answer that the mask wants and that there are, each as text or written by itself. */
function answerOf(
  mask: FieldMask | true,
  fields: readonly (readonly [name: string, json: string | ((text: AsciiText) => void) | undefined])[],
): SandboxResponse {
  const text = new AsciiText();
  for (const [name, json] of fields) {
    if (json === undefined || (mask !== true && maskOf(mask, name) === undefined)) continue;
    text.add(`${text.isEmpty ? '{' : ','}"${name}":`);
    if (typeof json === 'string') text.add(json);
    else json(text);
  }
  text.add(text.isEmpty ? '{}' : '}');
  return jsonAnswer(text.toBuffer());
}
