import { MetricServiceClient, type protos } from '@google-cloud/monitoring';
import type { ProjectCell } from '../../../../src/sandbox/gcp/estate/estate.ts';
import type { Instance } from '../../../../src/sandbox/gcp/estate/instances.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { allIn, dayMs, optionsOf, projectOf, startedAt } from './support.ts';

export type TimeSeries = protos.google.monitoring.v3.ITimeSeries;
type Request = protos.google.monitoring.v3.IListTimeSeriesRequest;

/** What is asked beside the filter; the interval is the last day where nothing else is said. */
export type Asked = Request & { readonly from?: number; readonly to?: number };

export const cpu = 'compute.googleapis.com/instance/cpu/utilization';
export const received = 'compute.googleapis.com/instance/network/received_bytes_count';

/** Cloud Monitoring of one project, through Google's client. */
export interface Monitoring {
  readonly client: MetricServiceClient;
  readonly project: ProjectCell;
  /** Machines that have run for the whole time, and have metrics. */
  readonly running: readonly Instance[];
  requestOf(filter: string, more?: Asked): Request;
  seriesOf(filter: string, more?: Asked): Promise<readonly TimeSeries[]>;
}

/** Asks about the largest project of a sandbox. */
export function monitoringOf(sandbox: Sandbox): Monitoring {
  const client = new MetricServiceClient(optionsOf(sandbox));
  const project = projectOf(sandbox);

  function requestOf(filter: string, more: Asked = {}): Request {
    const { from = startedAt - dayMs, to = startedAt, ...rest } = more;
    return {
      name: `projects/${project.id}`,
      filter,
      interval: { startTime: { seconds: from / 1_000 }, endTime: { seconds: to / 1_000 } },
      view: 'FULL',
      ...rest,
    };
  }

  return {
    client,
    project,
    running: allIn(project, (cell) => cell.instances).filter(
      ({ status, metricsMissing, createdAt }) =>
        status === 'RUNNING' && !metricsMissing && createdAt < startedAt - 20 * dayMs,
    ),
    requestOf,
    async seriesOf(filter, more) {
      const [series] = await client.listTimeSeries(requestOf(filter, more));
      return series;
    },
  };
}

export function hourly(aligner: 'ALIGN_MEAN' | 'ALIGN_MAX' | 'ALIGN_SUM' | 'ALIGN_RATE'): Asked {
  return { aggregation: { alignmentPeriod: { seconds: 3_600 }, perSeriesAligner: aligner } };
}

export function valuesOf({ points }: TimeSeries): readonly number[] {
  return (points ?? []).map(({ value }) => Number(value?.doubleValue ?? value?.int64Value));
}

export function endsOf({ points }: TimeSeries): readonly number[] {
  return (points ?? []).map(({ interval }) => Number(interval?.endTime?.seconds) * 1_000);
}

/** The filter for one machine. */
export function filterFor(of: Instance): string {
  return `resource.labels.instance_id = "${of.number}"`;
}

/** The first that is as wanted; a test without one is wrong. */
export function firstWhere<Model>(models: readonly Model[], accepts: (model: Model) => boolean): Model {
  const found = models.find(accepts);
  if (found === undefined) throw new Error('nothing in the estate is as this test needs it');
  return found;
}

export function compare(a: string | null | undefined, b: string | null | undefined): number {
  return (a ?? '').localeCompare(b ?? '');
}
