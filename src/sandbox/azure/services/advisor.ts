import { ArmError } from '../arm-error.ts';
import type { AzureContext } from '../context.ts';
import { recommendationType } from '../documents/advisor.ts';
import type { AzureService } from '../service.ts';
import { listAnswer, sourcesOf } from './listing.ts';

/** What Azure Advisor has to say about a subscription. */
export function advisorService({ estate }: AzureContext): AzureService {
  return {
    host: 'management',
    namespace: 'microsoft.advisor',
    handle(request) {
      const { method, resource, query } = request;
      const { subscription } = resource;
      const isList = resource.type === 'recommendations' && resource.names.length === 0;
      if (method !== 'GET' || subscription === undefined || !isList) return undefined;
      const filter = query.get('$filter');
      const category = /^Category eq '(\w+)'$/i.exec(filter ?? '')?.[1];
      if (filter !== null && category === undefined)
        throw new ArmError(400, 'InvalidFilter', `The filter '${filter}' is not valid.`);
      const top = Number(query.get('$top') ?? 100);
      return listAnswer(
        request,
        sourcesOf([recommendationType], estate.cellsOf(subscription, 'Microsoft.Compute')),
        {
          pageSize: top,
          ...(category !== undefined && {
            accepts: ({ properties }) => properties['category'] === JSON.stringify(category),
          }),
        },
      );
    },
  };
}
