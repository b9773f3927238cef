import { jsonAnswer } from '../answer.ts';
import type { GcpContext } from '../context.ts';
import { recommendationDocument } from '../documents/recommendation.ts';
import { recommenderIds } from '../estate/recommendations.ts';
import { findRegion, regionOfZone, zoneNames } from '../estate/regions.ts';
import { invalidArgument } from '../refusals.ts';
import type { GcpRequest, GcpService } from '../service.ts';
import { fieldFilter } from './field-filter.ts';
import { pageOf } from './listing.ts';
import { projectOf } from './projects.ts';

/** Recommender, as far as recommendations can be read: one recommender in one place at a time. */
export function recommenderService({ estate }: GcpContext): GcpService {
  function list(request: GcpRequest): object {
    const project = projectOf(estate, request);
    const { location = '', recommender = '' } = request.params;
    if (!recommenderIds.includes(recommender))
      throw invalidArgument(`Recommender ${recommender} is not supported.`);
    if (!isLocation(location)) throw invalidArgument(`Location ${location} is not valid.`);
    const accepts = fieldFilter(request.query.get('filter') ?? '');
    if (accepts === undefined) throw invalidArgument('The filter is invalid.');
    const region = zoneNames.includes(location) ? regionOfZone(location) : location;
    const numbers = project.recommendations.numbersOf(recommender, region);
    const part = {
      size: numbers.length,
      at(index: number): object | undefined {
        const one = project.recommendations.at(numbers[index] ?? 0);
        if (one.location !== location) return undefined;
        const document = recommendationDocument(one, project);
        return accepts(document) ? document : undefined;
      },
    };
    return pageOf(request, { name: 'recommendations', usual: 100, most: 1_000 }, [part]);
  }

  return {
    service: 'recommender',
    api: 'recommender.googleapis.com',
    routes: [
      {
        operation: 'recommendations.list',
        method: 'GET',
        path: '/v1/projects/{project}/locations/{location}/recommenders/{recommender}/recommendations',
        permission: 'recommender.recommendations.list',
        query: ['filter', 'pageSize', 'pageToken'],
        handle: (request) => jsonAnswer(list(request)),
      },
    ],
  };
}

function isLocation(name: string): boolean {
  return name === 'global' || zoneNames.includes(name) || findRegion(name) !== undefined;
}
