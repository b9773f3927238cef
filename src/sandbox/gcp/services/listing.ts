import type { Population } from '../../population.ts';
import { mixText } from '../../seeded.ts';
import type { Cell, ProjectCell } from '../estate/estate.ts';
import { zonesOf } from '../estate/regions.ts';
import type { GcpRequest } from '../service.ts';
import { offsetOf, pageSizeOf, pageToken } from './page.ts';

/** A run of neighbours in a list; those that are not wanted have no document. */
export interface ListPart {
  readonly size: number;
  at(index: number): object | undefined;
}

/** Resources as documents, as far as they are wanted. */
export function listPart<Model>(
  population: Population<Model>,
  documentOf: (model: Model) => object,
  accepts: (model: Model) => boolean = () => true,
): ListPart {
  return {
    size: population.size,
    at(index) {
      const model = population.at(index);
      return accepts(model) ? documentOf(model) : undefined;
    },
  };
}

/** How a list is paged. */
export interface Paging {
  /** What it is called in the answer. */
  readonly name: string;
  readonly sizeParameter?: string;
  readonly usual: number;
  readonly most: number;
}

/** One page of a list, as the answer to a request. */
export function pageOf(
  { operation, params, query }: GcpRequest,
  { name, sizeParameter = 'pageSize', usual, most }: Paging,
  parts: readonly ListPart[],
): Record<string, unknown> {
  const asked = new URLSearchParams(query);
  asked.delete('pageToken');
  const list = `${operation} ${mixText(0, `${JSON.stringify(params)} ${asked.toString()}`)}`;
  const limit = pageSizeOf(query, sizeParameter, { usual, most });
  const items: object[] = [];
  let skip = offsetOf(list, query.get('pageToken'));
  let before = 0;
  for (const part of parts) {
    for (let index = skip; index < part.size; index++) {
      const document = part.at(index);
      if (document === undefined) continue;
      if (items.length === limit) return { [name]: items, nextPageToken: pageToken(list, before + index) };
      items.push(document);
    }
    skip = Math.max(0, skip - part.size);
    before += part.size;
  }
  return items.length === 0 ? {} : { [name]: items };
}

/** What of a project a location reaches: a region, a zone, or all of them (`-`). */
export interface Reached {
  readonly cells: readonly Cell[];
  /** The zone that is meant, where it is one. */
  readonly zone?: string;
  /** Regions that did not answer in time; who asked for all of them gets the rest. */
  readonly unreachable: readonly string[];
}

/** The cells of a location; none where nothing is in it. */
export function reachedBy(project: ProjectCell, request: GcpRequest): Reached {
  const location = request.params['location'] ?? '-';
  if (location === '-') {
    const away = project.cells.filter(({ region }) => request.isUnreachable(region));
    return {
      cells: project.cells.filter((cell) => !away.includes(cell)),
      unreachable: away.map(({ region }) => region),
    };
  }
  const cells = project.cells.filter(({ region }) => region === request.region);
  const zone = cells.some(({ region }) => zonesOf(region).includes(location)) ? location : undefined;
  return { cells, ...(zone !== undefined && { zone }), unreachable: [] };
}

/** `unreachable`, where there is any to tell of. */
export function unreachableDocument(names: readonly string[]): { readonly unreachable?: readonly string[] } {
  return names.length === 0 ? {} : { unreachable: names };
}
