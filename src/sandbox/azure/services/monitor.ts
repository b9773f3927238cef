import type { AzureContext } from '../context.ts';
import { notServed } from '../refusals.ts';
import type { AzureService } from '../service.ts';
import { getBatch } from './monitor/get-batch.ts';
import { listMetrics } from './monitor/list-metrics.ts';

/** Azure Monitor, as far as metrics can be read: of many resources at once from a location's own host, or of one. */
export function monitorServices(context: AzureContext): readonly AzureService[] {
  return [
    {
      host: 'metrics',
      namespace: 'metrics',
      handle(request) {
        const { method, path, resource } = request;
        if (method !== 'POST' || resource.type !== 'subscriptions/metrics:getbatch')
          throw notServed(method, path);
        return getBatch(context, request);
      },
    },
    {
      host: 'management',
      namespace: 'microsoft.insights',
      handle: (request) => (request.resource.type === 'metrics' ? listMetrics(context, request) : undefined),
    },
  ];
}
