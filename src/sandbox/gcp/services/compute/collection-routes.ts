import type { ComputeModel } from '../../estate/compute-model.ts';
import type { GcpRoute } from '../../service.ts';
import type { Collection, ScopeSort } from './collection.ts';
import { aggregatedList, aggregatedParameters, listParameters, scopedGet, scopedList } from './lists.ts';

export const base = '/compute/v1/projects/{project}';

/** Where in a path a scope of each sort is. */
export const scopePaths: Readonly<Record<ScopeSort, string>> = {
  zones: 'zones/{zone}',
  regions: 'regions/{region}',
  global: 'global',
};

/** The scope that a path names: `zones/us-central1-a`. */
export function scopeOf({ zone, region }: Readonly<Record<string, string>>): string {
  if (zone !== undefined) return `zones/${zone}`;
  return region === undefined ? 'global' : `regions/${region}`;
}

/** The methods with which a collection is read: the list over all zones and regions, that of each, and of one. */
export function readingRoutes<Model extends ComputeModel>(
  collection: Collection<Model>,
): readonly GcpRoute[] {
  const { name } = collection;
  const scoped = collection.scopes.flatMap((sort): readonly GcpRoute[] => {
    const operations = operationName(collection, sort);
    const path = `${base}/${scopePaths[sort]}/${name}`;
    return [
      {
        operation: `${operations}.list`,
        method: 'GET',
        path,
        permission: `compute.${name}.list`,
        query: listParameters,
        masksItself: true,
        handle: (request) => scopedList(collection, request, scopeOf(request.params)),
      },
      {
        operation: `${operations}.get`,
        method: 'GET',
        path: `${path}/{resource}`,
        permission: `compute.${name}.get`,
        masksItself: true,
        handle: (request) =>
          scopedGet(collection, request, scopeOf(request.params), request.params['resource'] ?? ''),
      },
    ];
  });
  if (!collection.aggregated) return scoped;
  return [
    {
      operation: `${name}.aggregatedList`,
      method: 'GET',
      path: `${base}/aggregated/${name}`,
      permission: `compute.${name}.list`,
      query: aggregatedParameters,
      masksItself: true,
      handle: (request) => aggregatedList(collection, request),
    },
    ...scoped,
  ];
}

/** Google's own name of the methods of one scope, where a collection has several: `regionDisks`, `globalAddresses`. */
export function operationName(
  { name, scopes }: Pick<Collection<ComputeModel>, 'name' | 'scopes'>,
  sort: ScopeSort,
): string {
  const usual = scopes.includes('zones')
    ? 'zones'
    : scopes.includes('regions') && isRegionFirst(name)
      ? 'regions'
      : 'global';
  if (sort === usual || scopes.length === 1) return name;
  const prefix = sort === 'regions' ? 'region' : 'global';
  return `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function isRegionFirst(name: string): boolean {
  return name === 'addresses' || name === 'forwardingRules';
}
