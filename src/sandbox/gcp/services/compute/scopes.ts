import { regionFacts, regionOfZone, zoneNames } from '../../estate/regions.ts';
import type { ScopeSort } from './collection.ts';

/** Every scope of each sort: `zones/us-central1-a`. */
export const allScopes: Readonly<Record<ScopeSort, readonly string[]>> = {
  zones: zoneNames.map((name) => `zones/${name}`),
  regions: regionFacts.map(({ name }) => `regions/${name}`),
  global: ['global'],
};

/** The region that a scope is, or is in; undefined of what is global. */
export function regionOfScope(scope: string): string | undefined {
  const [sort, name = ''] = scope.split('/');
  if (sort === 'global') return undefined;
  return sort === 'zones' ? regionOfZone(name) : name;
}

/** What an aggregated list says of a scope that nothing of is on the page. */
export function noResults(scope: string): string {
  return `{"warning":{"code":"NO_RESULTS_ON_PAGE","message":"There are no results for scope '${scope}' on this page.","data":[{"key":"scope","value":"${scope}"}]}}`;
}

/** What an aggregated list says of a scope that could not be read. */
export function unreachable(scope: string): string {
  return `{"warning":{"code":"UNREACHABLE","message":"The scope '${scope}' is currently unreachable.","data":[{"key":"scope","value":"${scope}"}]}}`;
}
