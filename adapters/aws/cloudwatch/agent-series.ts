import type { AgentMetric, AgentMetrics } from './agent-metrics.ts';
import type { Dimension } from './dimension.ts';
import type { Expression, Metric } from './metrics.ts';

/** A machine on which an agent may run. */
export interface AgentMachine {
  /** As the agent names it. */
  readonly name: string;
  readonly type: string;
  readonly gpus?: number;
}

/** The series of a machine's metric that are of the machine as it is now: one resized reported as another type before. */
export function currentSeries(
  agent: AgentMetrics,
  metric: AgentMetric,
  machine: AgentMachine,
): readonly (readonly Dimension[])[] {
  return agent.seriesOf(metric, machine.name).filter((dimensions) => {
    const type = valueOf(dimensions, 'InstanceType');
    return type === undefined || type === machine.type;
  });
}

/** An agent's metric under the dimensions of one series. */
export function agentExpression(
  { namespace, name }: AgentMetric,
  dimensions: readonly Dimension[],
  limits: Pick<Metric, 'most'> = {},
): Expression {
  return { type: 'metric', metric: { namespace, name, dimensions, ...limits } };
}

/**
 * The series of a machine's GPUs, a list for each GPU; undefined unless all of its GPUs report, since nothing can be
 * said of a machine whose GPUs are known in part.
 */
export function seriesByGpu(
  agent: AgentMetrics,
  metric: AgentMetric,
  machine: AgentMachine,
): readonly (readonly (readonly Dimension[])[])[] | undefined {
  const byIndex = Map.groupBy(currentSeries(agent, metric, machine), (dimensions) =>
    valueOf(dimensions, 'index'),
  );
  byIndex.delete(undefined);
  return byIndex.size < Math.ceil(machine.gpus ?? 1) ? undefined : [...byIndex.values()];
}

function valueOf(dimensions: readonly Dimension[], name: string): string | undefined {
  return dimensions.find((dimension) => dimension.name === name)?.value;
}
