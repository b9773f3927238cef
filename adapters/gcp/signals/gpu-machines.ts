import { instance, type Kind, notebook, type ResourceOf } from 'bursar/adapter';
import { maxOfAll } from '../monitoring/combine.ts';
import type { Metric, Parts, Points } from '../monitoring/metric.ts';
import {
  type MetricSource,
  metricSource,
  type PlanContext,
  type SeriesPlan,
  sourceOf,
} from '../monitoring/source.ts';

/** How the figure of one GPU is made of what the Ops Agent tells. */
export interface GpuFigure {
  readonly type: string;
  /** The metrics that it takes, each kept apart by GPU. */
  metrics(machine: ResourceOf<Kind>, context: PlanContext): readonly Metric[] | undefined;
  /** One GPU's points from those of each metric. */
  points(ofMetrics: readonly Points[], length: number): Points;
}

/** The label that numbers the GPUs of a machine. */
export const gpuNumber = 'metric.labels.gpu_number';

/** A figure of the busiest GPU of machines and of notebooks, from the agents that their owners have installed. */
export function gpuMachines(figure: GpuFigure): readonly MetricSource[] {
  return [
    metricSource({
      kind: instance,
      byMachineId: true,
      plan: (vm, context) => planOf(figure, vm, vm.attributes.gpu?.count, context),
    }),
    metricSource({
      kind: notebook,
      byMachineId: true,
      plan: (book, context) => planOf(figure, book, book.attributes.gpu?.count, context),
    }),
  ];
}

function planOf(
  figure: GpuFigure,
  machine: ResourceOf<Kind>,
  gpus: number | undefined,
  context: PlanContext,
): SeriesPlan | undefined {
  const metrics = figure.metrics(machine, context);
  if (metrics === undefined) return undefined;
  return {
    metrics,
    points(parts, length) {
      const numbers = numbersIn(parts);
      // Nothing can be said of a machine whose GPUs are known in part.
      if (numbers.length < Math.ceil(gpus ?? 1)) return [];
      const ofGpus = numbers.map((number) =>
        figure.points(
          parts.map((part) => part.get(number) ?? []),
          length,
        ),
      );
      return maxOfAll(ofGpus, length);
    },
    source: sourceOf(figure.type),
  };
}

function numbersIn(parts: readonly Parts[]): readonly string[] {
  return [...new Set(parts.flatMap((part) => [...part.keys()]))].filter((number) => number !== '');
}
