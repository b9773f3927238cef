import type { instance, ResourceOf } from 'bursar/adapter';
import { type AgentMetrics, agentNamespace } from './agent-metrics.ts';
import { type Dimension, type Expression, type Metric, shortId } from './metrics.ts';

type Instance = ResourceOf<typeof instance>;

/** The series of a machine's metric that are of the machine as it is now: one resized reported as another type before. */
export function currentSeries(
  agent: AgentMetrics,
  name: string,
  machine: Instance,
): readonly (readonly Dimension[])[] {
  return agent.seriesOf(name, shortId(machine)).filter((dimensions) => {
    const type = valueOf(dimensions, 'InstanceType');
    return type === undefined || type === machine.attributes.type;
  });
}

/** One of the agent's metrics under the dimensions of one series. */
export function agentMetric(
  name: string,
  dimensions: readonly Dimension[],
  limits: Pick<Metric, 'most'> = {},
): Expression {
  return { type: 'metric', metric: { namespace: agentNamespace, name, dimensions, ...limits } };
}

/**
 * The series of a machine's GPUs, a list for each GPU; undefined unless all of its GPUs report, since nothing can be
 * said of a machine whose GPUs are known in part.
 */
export function seriesByGpu(
  agent: AgentMetrics,
  name: string,
  machine: Instance,
): readonly (readonly (readonly Dimension[])[])[] | undefined {
  const byIndex = Map.groupBy(currentSeries(agent, name, machine), (dimensions) =>
    valueOf(dimensions, 'index'),
  );
  byIndex.delete(undefined);
  const expected = Math.ceil(machine.attributes.gpu?.count ?? 1);
  return byIndex.size < expected ? undefined : [...byIndex.values()];
}

function valueOf(dimensions: readonly Dimension[], name: string): string | undefined {
  return dimensions.find((dimension) => dimension.name === name)?.value;
}
