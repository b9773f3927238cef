import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { authOf, dayMs, gcpSandbox, projectOf, startedAt } from './support.ts';

const recorded = new URL('../../../../../shared/data/recorded/gcp/', import.meta.url);

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await gcpSandbox(500);
});

afterAll(() => sandbox.close());

/** The body of a recorded answer. */
function recordedBody(file: string): unknown {
  // The files keep headers and body; each test looks at the body's shape only.
  const { body } = JSON.parse(readFileSync(new URL(file, recorded), 'utf8')) as { body: unknown };
  return body;
}

/** Paths and types of everything in an answer; what labels are called is nobody's to say. */
function shapeOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => shapeOf(item, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, field]) =>
    shapeOf(field, path === '' ? key : `${path}.${key}`),
  );
}

test.skipIf(!existsSync(recorded))('time series have the shape of recorded ones', async () => {
  const project = projectOf(sandbox);
  const query = new URLSearchParams({
    filter:
      'metric.type = "compute.googleapis.com/instance/cpu/utilization" AND metric.labels.instance_name = starts_with("c")',
    'interval.startTime': new Date(startedAt - 14 * dayMs).toISOString(),
    'interval.endTime': new Date(startedAt).toISOString().replace('Z', '160+00:00'),
    'aggregation.alignmentPeriod': '1209600.0s',
    'aggregation.perSeriesAligner': 'ALIGN_MEAN',
    'aggregation.crossSeriesReducer': 'REDUCE_NONE',
    view: 'FULL',
    alt: 'json',
  });
  const { data } = await authOf(sandbox).request<{ timeSeries: { points: unknown[] }[]; unit: string }>({
    url: `${sandbox.gcp.url}/v3/projects/${project.id}/timeSeries?${query.toString()}`,
  });
  const wanted = recordedBody('filter-metrics/get-v3-projects-cloud-custodian-timeSeries_1.json');
  expect(shapeOf(data)).toEqual(expect.arrayContaining([...shapeOf(wanted)]));
  expect(data).toMatchObject({ unit: '10^2.%' });
  for (const { points } of data.timeSeries) expect(points).toHaveLength(1);
});

test.skipIf(!existsSync(recorded))('policies have the shape of recorded ones', async () => {
  const project = projectOf(sandbox);
  const { data } = await authOf(sandbox).request({
    url: `${sandbox.gcp.url}/v3/projects/${project.id}:getIamPolicy`,
    method: 'POST',
    data: {},
  });
  const wanted = recordedBody('project-iam-policy/post-v1-projects-custodian-test-getIamPolicy_1.json');
  // What is written to the audit log is not modelled.
  const shape = shapeOf(wanted).filter((path) => !path.startsWith('auditConfigs'));
  expect(shapeOf(data)).toEqual(expect.arrayContaining(shape));
});
