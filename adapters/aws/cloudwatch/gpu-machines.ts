import { instance, notebook, type ResourceOf } from 'bursar/adapter';
import { type AgentMetric, agentMetricOf, notebookMetricOf } from './agent-metrics.ts';
import { type AgentMachine, agentExpression, seriesByGpu } from './agent-series.ts';
import {
  type Expression,
  type Metric,
  type MetricSource,
  maxOfAll,
  maxOfAny,
  metricSource,
  type PlanContext,
  type SeriesPlan,
  shortId,
} from './metrics.ts';

/** How one GPU's figure is made of what `nvidia_smi` tells of it. */
export interface GpuFigure {
  /** The metric that tells which GPUs there are. */
  readonly lookup: string;
  /** For people: `nvidia_smi_memory_used of nvidia_smi_memory_total`. */
  readonly title: string;
  of(metricNamed: (name: string, limits?: Pick<Metric, 'most'>) => Expression): Expression;
}

/** A figure of the busiest GPU of machines and of notebooks, from the agents that their owners have installed. */
export function gpuMachines(figure: GpuFigure): readonly MetricSource[] {
  return [
    metricSource({
      kind: instance,
      lookup: [agentMetricOf(figure.lookup)],
      plan: (vm, context) => planOf(figure, agentMetricOf, machineOf(shortId(vm), vm), context),
    }),
    metricSource({
      kind: notebook,
      lookup: [notebookMetricOf(figure.lookup)],
      plan: (book, context) => planOf(figure, notebookMetricOf, machineOf(book.name, book), context),
    }),
  ];
}

function machineOf(
  name: string,
  { attributes: { type, gpu } }: ResourceOf<typeof instance> | ResourceOf<typeof notebook>,
): AgentMachine {
  return { name, type, ...(gpu && { gpus: gpu.count }) };
}

function planOf(
  figure: GpuFigure,
  metricOf: (name: string) => AgentMetric,
  machine: AgentMachine,
  { agent }: PlanContext,
): SeriesPlan | undefined {
  const lookup = metricOf(figure.lookup);
  const gpus = seriesByGpu(agent, lookup, machine);
  if (gpus === undefined) return undefined;
  const ofGpu = gpus.map((series) =>
    maxOfAny(
      series.map((dimensions) =>
        figure.of((name, limits) => agentExpression(metricOf(name), dimensions, limits)),
      ),
    ),
  );
  return { expression: maxOfAll(ofGpu), source: `CloudWatch ${lookup.namespace} ${figure.title}` };
}
