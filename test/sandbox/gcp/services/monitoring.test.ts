import { MetricServiceClient } from '@google-cloud/monitoring';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import {
  compare,
  cpu,
  endsOf,
  filterFor,
  firstWhere,
  hourly,
  type Monitoring,
  monitoringOf,
  received,
  type TimeSeries,
  valuesOf,
} from './monitoring-support.ts';
import { allOf, gcpSandbox, hourMs, minuteMs, optionsOf, startedAt } from './support.ts';

let sandbox: Sandbox;
let monitoring: Monitoring;

beforeAll(async () => {
  sandbox = await gcpSandbox(3_000);
  monitoring = monitoringOf(sandbox);
});

afterAll(async () => {
  await monitoring.client.close();
  await sandbox.close();
});

describe('points', () => {
  test('are a fraction of the processors, the newest first, at the end of their periods', async () => {
    const busy = firstWhere(monitoring.running, ({ usage }) => usage === 'steady');
    const [series, another] = await monitoring.seriesOf(
      `metric.type = "${cpu}" AND ${filterFor(busy)}`,
      hourly('ALIGN_MEAN'),
    );
    expect(another).toBeUndefined();
    if (series === undefined) throw new Error('there is no series');
    expect(endsOf(series)).toEqual(Array.from({ length: 24 }, (_, index) => startedAt - index * hourMs));
    for (const value of valuesOf(series)) expect(value).toBeGreaterThan(0.2);
    for (const value of valuesOf(series)) expect(value).toBeLessThanOrEqual(1);
    expect(series).toMatchObject({
      metricKind: 'GAUGE',
      valueType: 'DOUBLE',
      metric: { type: cpu, labels: { instance_name: busy.id } },
      resource: {
        type: 'gce_instance',
        labels: { instance_id: busy.number, zone: busy.zone, project_id: monitoring.project.id },
      },
    });
  });

  test('are one a minute where they are not aligned, the last minutes not to be seen yet', async () => {
    const vm = firstWhere(monitoring.running, () => true);
    const [series] = await monitoring.seriesOf(`metric.type="${cpu}" ${filterFor(vm)}`, {
      from: startedAt - hourMs,
    });
    const ends = endsOf(series ?? {});
    expect(ends.length).toBeGreaterThan(50);
    expect(ends[0]).toBeLessThan(startedAt);
    expect(new Set(ends.map((end, index) => (ends[index - 1] ?? end + minuteMs) - end))).toEqual(
      new Set([minuteMs]),
    );
  });

  test('of a count tell the time in which it was counted, and add up', async () => {
    const vm = firstWhere(monitoring.running, ({ usage }) => usage === 'web');
    const filter = `metric.type="${received}" AND ${filterFor(vm)}`;
    const [summed] = await monitoring.seriesOf(filter, hourly('ALIGN_SUM'));
    const [rated] = await monitoring.seriesOf(filter, hourly('ALIGN_RATE'));
    expect(summed).toMatchObject({ metricKind: 'DELTA', valueType: 'INT64' });
    expect(rated).toMatchObject({ metricKind: 'GAUGE', valueType: 'DOUBLE' });
    const sums = valuesOf(summed ?? {});
    const rates = valuesOf(rated ?? {});
    expect(rates.length).toBe(sums.length);
    // Of the last hour not all is to be seen.
    for (const [index, rate] of rates.slice(1).entries())
      expect(rate).toBeCloseTo((sums[index + 1] ?? 0) / 3_600, 0);
    const [first] = summed?.points ?? [];
    expect(Number(first?.interval?.endTime?.seconds) - Number(first?.interval?.startTime?.seconds)).toBe(
      3_600,
    );
  });

  test('go on from page to page, whatever the size of the pages', async () => {
    const request = monitoring.requestOf(`metric.type="${cpu}"`, {
      ...hourly('ALIGN_MAX'),
      from: startedAt - 5 * hourMs,
    });
    const whole = await monitoring.seriesOf(request.filter ?? '', {
      ...hourly('ALIGN_MAX'),
      from: startedAt - 5 * hourMs,
    });
    const points = new Map<string, number[]>();
    let pageToken: string | null | undefined;
    do {
      const [page, , response] = await monitoring.client.listTimeSeries(
        { ...request, pageSize: 37, ...(pageToken && { pageToken }) },
        { autoPaginate: false },
      );
      expect(page.reduce((sum, series) => sum + (series.points?.length ?? 0), 0)).toBeLessThanOrEqual(37);
      for (const series of page) {
        const id = series.resource?.labels?.['instance_id'] ?? '';
        points.set(id, [...(points.get(id) ?? []), ...valuesOf(series)]);
      }
      pageToken = response?.nextPageToken;
    } while (pageToken);
    expect(points).toEqual(
      new Map(whole.map((series) => [series.resource?.labels?.['instance_id'] ?? '', [...valuesOf(series)]])),
    );
  });
});

describe('filters', () => {
  test('name machines, places and parts of names', async () => {
    const [first, second] = monitoring.running;
    const ids = [first, second].map((vm) => `"${vm?.number}"`).join(',');
    const named = await monitoring.seriesOf(
      `metric.type="${cpu}" AND resource.labels.instance_id = one_of(${ids})`,
      hourly('ALIGN_MEAN'),
    );
    expect(named.map(({ resource }) => resource?.labels?.['instance_id']).toSorted(compare)).toEqual(
      [first?.number, second?.number].toSorted(compare),
    );
    const byName = await monitoring.seriesOf(
      `metric.type="${cpu}" metric.label.instance_name="${first?.id}" resource.label.zone="${first?.zone}"`,
      hourly('ALIGN_MEAN'),
    );
    expect(byName).toHaveLength(1);
    const inRegion = await monitoring.seriesOf(
      `metric.type="${cpu}" AND resource.type="gce_instance" AND resource.labels.zone = starts_with("us-central1") AND NOT resource.labels.instance_id="${first?.number}"`,
      { ...hourly('ALIGN_MEAN'), from: startedAt - 2 * hourMs },
    );
    expect(inRegion.length).toBeGreaterThan(10);
    for (const { resource } of inRegion) {
      expect(resource?.labels?.['zone']).toMatch(/^us-central1-/);
      expect(resource?.labels?.['instance_id']).not.toBe(first?.number);
    }
  });

  test.each([
    ['no type', 'resource.type="gce_instance"', 'single metric type'],
    ['several types', `metric.type="${cpu}" OR metric.type="${received}"`, 'single metric type'],
    ['a type that nobody knows', 'metric.type="compute.googleapis.com/nothing"', 'Cannot find metric'],
    [
      'a resource that it is not told of',
      `metric.type="${cpu}" resource.type="cloudsql_database"`,
      'valid combination',
    ],
    ['a label that it does not have', `metric.type="${cpu}" metric.labels.state="used"`, 'valid combination'],
    ['what is no filter', `metric.type="${cpu}" AND`, 'Could not parse filter'],
    ['a function that there is not', `metric.type="${cpu}" resource.labels.zone=is("a")`, 'no function is'],
  ])('are refused with %s', async (_, filter, problem) => {
    await expect(monitoring.seriesOf(filter)).rejects.toThrow(problem);
  });

  test('go with what a metric can be asked', async () => {
    await expect(monitoring.seriesOf(`metric.type="${cpu}"`, hourly('ALIGN_RATE'))).rejects.toThrow(
      'The aligner cannot be applied to metrics with kind GAUGE and value type DOUBLE.',
    );
    const reduced = { alignmentPeriod: { seconds: 60 }, crossSeriesReducer: 'REDUCE_SUM' } as const;
    await expect(monitoring.seriesOf(`metric.type="${cpu}"`, { aggregation: reduced })).rejects.toThrow(
      'must not be ALIGN_NONE when a reducer is specified',
    );
    await expect(
      monitoring.seriesOf(`metric.type="${cpu}"`, {
        aggregation: { alignmentPeriod: { seconds: 30 }, perSeriesAligner: 'ALIGN_MEAN' },
      }),
    ).rejects.toThrow('at least 60 seconds');
  });
});

describe('series become one', () => {
  test('by machine', async () => {
    const grouped = firstWhere(monitoring.running, ({ group }) => group !== undefined);
    const filter = `metric.type="${received}" AND ${filterFor(grouped)}`;
    const apart = await monitoring.seriesOf(filter, hourly('ALIGN_SUM'));
    expect(apart.map(({ metric }) => metric?.labels?.['loadbalanced']).toSorted(compare)).toEqual([
      'false',
      'true',
    ]);
    const aggregation = {
      alignmentPeriod: { seconds: 3_600 },
      perSeriesAligner: 'ALIGN_SUM',
      crossSeriesReducer: 'REDUCE_SUM',
      groupByFields: ['resource.label.instance_id'],
    } as const;
    const [series, another] = await monitoring.seriesOf(filter, {
      aggregation: { ...aggregation, groupByFields: [...aggregation.groupByFields] },
    });
    expect(another).toBeUndefined();
    expect(series?.metric?.labels).toEqual({});
    expect(series?.resource?.labels).toEqual({
      project_id: monitoring.project.id,
      instance_id: grouped.number,
    });
    for (const [index, value] of valuesOf(series ?? {}).entries())
      expect(
        Math.abs(value - apart.reduce((sum, part) => sum + (valuesOf(part)[index] ?? 0), 0)),
      ).toBeLessThan(2);
  });

  test('by zone, and all of them', async () => {
    const aggregation = {
      alignmentPeriod: { seconds: 3_600 },
      perSeriesAligner: 'ALIGN_MEAN',
      crossSeriesReducer: 'REDUCE_MAX',
    } as const;
    const zones = new Set(monitoring.running.map(({ zone }) => zone));
    const byZone = await monitoring.seriesOf(`metric.type="${cpu}"`, {
      aggregation: { ...aggregation, groupByFields: ['resource.labels.zone'] },
    });
    expect(new Set(byZone.map(({ resource }) => resource?.labels?.['zone']))).toEqual(zones);
    const [all, another] = await monitoring.seriesOf(`metric.type="${cpu}"`, { aggregation });
    expect(another).toBeUndefined();
    for (const [index, value] of valuesOf(all ?? {}).entries())
      expect(value).toBe(Math.max(...byZone.map((series) => valuesOf(series)[index] ?? 0)));
  });
});

test('headers tell which series there are', async () => {
  const [whole, headers] = await Promise.all([
    monitoring.seriesOf(`metric.type="${cpu}"`, { from: startedAt - hourMs }),
    monitoring.seriesOf(`metric.type="${cpu}"`, { from: startedAt - hourMs, view: 'HEADERS' }),
  ]);
  const ids = (all: readonly TimeSeries[]) => all.map(({ resource }) => resource?.labels?.['instance_id']);
  expect(ids(headers)).toEqual(ids(whole));
  expect(headers.every(({ points }) => points?.length === 0)).toBe(true);
});

test('lists the types of metrics that a project knows', async () => {
  const name = `projects/${monitoring.project.id}`;
  const [all] = await monitoring.client.listMetricDescriptors({ name });
  expect(all.map(({ type }) => type)).toEqual(expect.arrayContaining([cpu, received]));
  const [agents] = await monitoring.client.listMetricDescriptors({
    name,
    filter: 'metric.type = starts_with("agent.googleapis.com/")',
  });
  expect(agents.length).toBe(3);
  const found = all.find(({ type }) => type === cpu);
  expect(found).toMatchObject({
    metricKind: 'GAUGE',
    unit: '10^2.%',
    monitoredResourceTypes: ['gce_instance'],
  });
});

test('what no agent of a project has ever told is not known there', async () => {
  const small = await gcpSandbox(60, { accounts: 40 });
  const poor = small.gcp.estate.projects.find(({ cells }) =>
    cells.every(({ instances }) => allOf(instances).every(({ gpuAgent }) => !gpuAgent)),
  );
  const other = new MetricServiceClient(optionsOf(small));
  const request = monitoring.requestOf('metric.type="agent.googleapis.com/gpu/utilization"');
  await expect(other.listTimeSeries({ ...request, name: `projects/${poor?.id}` })).rejects.toThrow(
    'Cannot find metric',
  );
  await other.close();
  await small.close();
});
