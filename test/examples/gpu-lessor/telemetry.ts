import { CloudError, type SeriesRequest, type SeriesResult, type Telemetry } from 'bursar/adapter';
import { inPortsWords, withRetries } from './errors.ts';
import type { LessorClient } from './lessor.ts';

const hourMs = 3_600_000;

/** The lessor measures its GPUs by itself, hour by hour: no agent is needed. */
export function lessorTelemetry(client: LessorClient): Telemetry {
  async function answer(request: SeriesRequest, signal: AbortSignal): Promise<SeriesResult> {
    const { resource, startAt, endAt, stepMs } = request;
    // Anything finer than it measures would be made up.
    if (stepMs < hourMs) return { request, series: undefined };
    const id = resource.id.slice(resource.id.indexOf('/') + 1);
    try {
      const gpus = await withRetries(() => client.gpuUse(id, { from: startAt, to: endAt }, signal));
      const hours = busiest(gpus);
      if (hours.length === 0) return { request, series: undefined };
      const points = chunked(hours, stepMs / hourMs).map((step) => pointOf(step, request.points));
      return { request, series: { startAt, stepMs, points, source: 'lessor GPU meter' } };
    } catch (error) {
      const mapped = inPortsWords(error);
      if (mapped instanceof CloudError) return { request, error: mapped };
      throw mapped;
    }
  }

  return {
    reach: 'account',
    supports: (signal, kind) => signal === 'gpu-utilization' && kind === 'instance',
    async *read(requests, _scope, signal) {
      for (const request of requests) yield await answer(request, signal);
    },
  };
}

/** Of each hour the busiest GPU's; unknown where one of them did not tell. */
function busiest(gpus: readonly (readonly (number | null)[])[]): readonly (number | undefined)[] {
  const [first = []] = gpus;
  return first.map((_, hour) => {
    const values = gpus.map((use) => use[hour] ?? null);
    return values.includes(null) ? undefined : Math.max(...values.map(Number));
  });
}

function pointOf(
  hours: readonly (number | undefined)[],
  points: SeriesRequest['points'],
): number | undefined {
  const known = hours.filter((value) => value !== undefined);
  if (known.length < hours.length) return undefined;
  const sum = known.reduce((total, value) => total + value, 0);
  return points === 'maximum' ? Math.max(...known) : points === 'sum' ? sum : sum / known.length;
}

function chunked<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
