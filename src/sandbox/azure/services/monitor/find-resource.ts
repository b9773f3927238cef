import type { AzureContext } from '../../context.ts';
import type { MeasuredResource, MetricSource } from '../../metrics/source.ts';

/** A resource that metrics are kept of, by its id in any case. */
export function findMeasured(
  { estate }: AzureContext,
  source: MetricSource,
  id: string,
): MeasuredResource | undefined {
  const wanted = id.toLowerCase();
  const subscription = /^\/subscriptions\/([^/]+)\//.exec(wanted)?.[1] ?? '';
  for (const cell of estate.cellsOf(subscription, 'Microsoft.Compute')) {
    const found = source.find(cell, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The type of a resource by its id: `microsoft.sql/servers/databases`, in lower case. */
export function typeOfId(id: string): string {
  const parts = id.toLowerCase().split('/');
  const at = parts.lastIndexOf('providers');
  return [parts[at + 1] ?? '', ...parts.slice(at + 2).filter((_, index) => index % 2 === 0)].join('/');
}
