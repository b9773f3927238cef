import type { instance, ResourceOf } from 'bursar/adapter';
import type { Expression, SeriesPlan } from './metrics.ts';

/** Where Telegraf, the agent that Azure documents for it, puts what `nvidia-smi` tells; each GPU by its `index`. */
const namespace = 'Telegraf/nvidia_smi';

/** A figure of the busiest of a machine's GPUs, as an agent on it reports them: all of them have to be there. */
export function guestGpus(
  { id, attributes: { gpu } }: ResourceOf<typeof instance>,
  title: string,
  of: (metricNamed: (name: string, most?: number) => Expression) => Expression,
): SeriesPlan | undefined {
  if (gpu === undefined) return undefined;
  const metricNamed = (name: string, most?: number): Expression => ({
    type: 'metric',
    metric: { resource: id, namespace, name, reading: 'level', ...(most !== undefined && { most }) },
  });
  return {
    expression: of(metricNamed),
    source: `Azure Monitor ${namespace} ${title}`,
    each: { dimension: 'index', least: Math.ceil(gpu.count) },
  };
}
