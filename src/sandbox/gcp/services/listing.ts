import type { Population } from '../../population.ts';
import { mixText } from '../../seeded.ts';
import type { Cell, ProjectCell } from '../estate/estate.ts';
import { zonesOf } from '../estate/regions.ts';
import type { GcpRequest } from '../service.ts';
import { offsetOf, pageSizeOf, pageToken } from './page.ts';

/** A run of neighbours in a list; those that are not wanted are undefined. */
export interface ListPart<Item = object> {
  readonly size: number;
  at(index: number): Item | undefined;
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
  readonly sizeParameter?: string;
  readonly usual: number;
  readonly most: number;
}

/** One page of a list, as the answer to a request, under the name that it has there. */
export function pageOf(
  request: GcpRequest,
  { name, ...paging }: Paging & { readonly name: string },
  parts: readonly ListPart[],
): Record<string, unknown> {
  const { items, nextPageToken } = itemsOf(request, paging, parts);
  return {
    ...(items.length > 0 && { [name]: items }),
    ...(nextPageToken !== undefined && { nextPageToken }),
  };
}

/** What is on the page that a request asks for. */
export function itemsOf<Item>(
  { operation, params, query }: GcpRequest,
  { sizeParameter = 'pageSize', usual, most }: Paging,
  parts: readonly ListPart<Item>[],
): { readonly items: readonly Item[]; readonly nextPageToken?: string } {
  const asked = new URLSearchParams(query);
  asked.delete('pageToken');
  const list = `${operation} ${mixText(0, `${JSON.stringify(params)} ${asked.toString()}`)}`;
  const limit = pageSizeOf(query, sizeParameter, { usual, most });
  const items: Item[] = [];
  const from = offsetOf(list, query.get('pageToken'));
  let before = 0;
  for (const part of parts) {
    for (let index = Math.max(0, from - before); index < part.size; index++) {
      const item = part.at(index);
      if (item === undefined) continue;
      if (items.length === limit) return { items, nextPageToken: pageToken(list, before + index) };
      items.push(item);
    }
    before += part.size;
  }
  return { items };
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
