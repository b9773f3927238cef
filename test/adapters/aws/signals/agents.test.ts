import { notebook } from 'bursar/adapter';
import { resourceOf } from 'bursar/testing';
import { expect, test } from 'vitest';
import { AwsRefusal, serveAws } from '../aws-server.ts';
import { askedBy, serveCloudWatch } from '../cloudwatch-server.ts';
import {
  arn,
  machine,
  pointsOf,
  readAll,
  request,
  scope,
  startAt,
  telemetryOf,
} from '../reading-telemetry.ts';

const dimensionOf = { InstanceId: 'i-0a', ImageId: 'ami-1', InstanceType: 'm5.large' };

test('finds each machine’s memory under the dimensions its agent reports', async () => {
  const aws = await serveCloudWatch(({ dimensions }) => (dimensions['InstanceId'] === 'i-0a' ? 40 : 60), {
    listed: [
      ['mem_used_percent', dimensionOf],
      ['mem_used_percent', { InstanceId: 'i-0b' }],
      ['mem_used_percent', { host: 'elsewhere' }],
      ['mem_used_percent', { InstanceId: 'i-0c', InstanceType: 'm5.24xlarge' }],
    ],
  });
  const telemetry = telemetryOf(aws);
  const ids = ['i-0a', 'i-0b', 'i-0c', 'i-0d'];
  const requests = ids.map((id) => request(machine(id), 'memory-utilization'));
  const results = await readAll(telemetry, requests);
  const byId = new Map(
    results.map((result) => [result.request.resource.id, 'series' in result && result.series]),
  );
  expect(requests.map(({ resource }) => byId.get(resource.id))).toMatchObject([
    { points: [40, 40, 40, 40], source: 'CloudWatch CWAgent mem_used_percent' },
    { points: [60, 60, 60, 60] },
    // What it told of itself when it was another type of machine does not count.
    undefined,
    undefined,
  ]);
  await readAll(telemetry, requests);
  expect(aws.calls.filter(({ operation }) => operation === 'ListMetrics')).toHaveLength(2);
});

test('where the agents’ metrics cannot be listed, only what needs them fails', async () => {
  const aws = await serveAws({
    ListMetrics: () => new AwsRefusal('AccessDenied', 403),
    GetMetricData: (call) => ({
      MetricDataResults: askedBy(call).map(({ id }) => ({
        Id: id,
        Timestamps: [startAt / 1_000],
        Values: [7],
      })),
    }),
  });
  const results = await readAll(telemetryOf(aws), [
    request(machine('i-0a'), 'memory-utilization'),
    request(machine('i-0a'), 'cpu-utilization'),
  ]);
  expect(results.map((result) => ('error' in result ? result.error.name : result.series?.points[0]))).toEqual(
    ['DeniedError', 7],
  );
});

const gpu = (id: string, index: number) => ({
  ...dimensionOf,
  InstanceId: id,
  index: String(index),
  name: 'A10G',
});

test('takes the busiest GPU, and nothing at all where one of them is silent', async () => {
  const levels: Readonly<Record<string, number>> = { '0': 3, '1': 80, '2': 5, '3': 0 };
  const aws = await serveCloudWatch(
    ({ dimensions }, at) =>
      dimensions['index'] === '2' && at === startAt ? undefined : levels[dimensions['index'] ?? ''],
    {
      listed: [0, 1, 2, 3]
        .map((index) => ['nvidia_smi_utilization_gpu', gpu('i-0a', index)] as const)
        .concat([['nvidia_smi_utilization_gpu', gpu('i-0b', 0)]]),
    },
  );
  const four = { gpu: { model: 'NVIDIA A10G', count: 4 } };
  expect(await pointsOf(aws, request(machine('i-0a', four), 'gpu-utilization'))).toEqual([
    undefined,
    80,
    80,
    80,
  ]);
  expect(await pointsOf(aws, request(machine('i-0b', four), 'gpu-utilization'))).toBeUndefined();
  expect(await pointsOf(aws, request(machine('i-0c', four), 'gpu-utilization'))).toBeUndefined();
});

test('tells the memory held of a GPU from used and total', async () => {
  const used: Readonly<Record<string, number>> = { '0': 6_000, '1': 18_000 };
  const aws = await serveCloudWatch(
    ({ name, dimensions }) => (name === 'nvidia_smi_memory_total' ? 24_000 : used[dimensions['index'] ?? '']),
    { listed: [0, 1].map((index) => ['nvidia_smi_memory_used', gpu('i-0a', index)] as const) },
  );
  const two = { gpu: { model: 'NVIDIA A10G', count: 2 } };
  expect(await pointsOf(aws, request(machine('i-0a', two), 'gpu-memory-utilization'))).toEqual([
    75, 75, 75, 75,
  ]);
});

test('reads a notebook’s GPU where its owner has an agent report it', async () => {
  const aws = await serveAws({
    ListMetrics: ({ input }) => ({
      Metrics: [
        {
          Namespace: input['Namespace'],
          MetricName: input['MetricName'],
          Dimensions: [
            { Name: 'notebook_instance_name', Value: 'lab' },
            { Name: 'index', Value: '0' },
          ],
        },
      ],
    }),
    GetMetricData: (call) => ({
      MetricDataResults: askedBy(call).map(({ id, namespace }) => ({
        Id: id,
        Timestamps: [startAt / 1_000],
        Values: [namespace === 'SageMakerNotebookInstances' ? 9 : 99],
      })),
    }),
  });
  const lab = resourceOf(notebook, { id: arn('sagemaker', 'notebook-instance/lab'), name: 'lab', scope });
  expect((await pointsOf(aws, request(lab, 'gpu-utilization')))?.[0]).toBe(9);
});
