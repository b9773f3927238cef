import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeNotebookInstanceCommand,
  ListEndpointsCommand,
  ListNotebookInstancesCommand,
  ListTagsCommand,
  paginateListEndpoints,
  paginateListNotebookInstances,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell } from '../../../../src/sandbox/aws/estate/estate.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import {
  allOf,
  configOf,
  firstWhere,
  hasRecorded,
  largestCell,
  recordedAnswer,
  sandboxOf,
  shapeOf,
} from './support.ts';

let sandbox: Sandbox;
let cell: Cell;
let client: SageMakerClient;

beforeAll(async () => {
  sandbox = await sandboxOf(60_000);
  cell = largestCell(sandbox, (place) => place.endpoints);
  client = new SageMakerClient(configOf(sandbox, cell));
});

afterAll(() => sandbox.close());

test('all notebooks and endpoints are listed, in pages', async () => {
  const notebooks = [];
  for await (const page of paginateListNotebookInstances({ client, pageSize: 4 }, {})) {
    expect(page.NotebookInstances?.length).toBeLessThanOrEqual(4);
    notebooks.push(...(page.NotebookInstances ?? []));
  }
  expect(notebooks.map(({ NotebookInstanceArn }) => NotebookInstanceArn)).toEqual(
    allOf(cell.notebooks).map(({ arn }) => arn),
  );
  const endpoints = [];
  for await (const page of paginateListEndpoints({ client, pageSize: 4 }, {}))
    endpoints.push(...(page.Endpoints ?? []));
  expect(endpoints.map(({ EndpointArn }) => EndpointArn)).toEqual(
    allOf(cell.endpoints).map(({ arn }) => arn),
  );
  const stopped = await client.send(
    new ListNotebookInstancesCommand({ StatusEquals: 'Stopped', MaxResults: 100 }),
  );
  expect(stopped.NotebookInstances?.length).toBe(
    allOf(cell.notebooks).filter(({ status }) => status === 'Stopped').length,
  );
});

test('an endpoint and its configuration tell what is behind it', async () => {
  const gpu = firstWhere(
    allOf(cell.endpoints),
    ({ usage, status }) => usage === 'gpu-idle' && status === 'InService',
  );
  const endpoint = await client.send(new DescribeEndpointCommand({ EndpointName: gpu.id }));
  expect(endpoint.EndpointStatus).toBe('InService');
  expect(endpoint.CreationTime?.getTime()).toBe(gpu.createdAt);
  const { EndpointConfigName } = endpoint;
  const config = await client.send(new DescribeEndpointConfigCommand({ EndpointConfigName }));
  expect(
    config.ProductionVariants?.map(({ VariantName, InstanceType, InitialInstanceCount }) => [
      VariantName,
      InstanceType,
      InitialInstanceCount,
    ]),
  ).toEqual(gpu.variants.map(({ name, machines }) => [name, machines?.type, machines?.count]));
  expect(endpoint.ProductionVariants?.map(({ CurrentInstanceCount }) => CurrentInstanceCount)).toEqual(
    gpu.variants.map(({ machines }) => machines?.count),
  );
});

test('tags come by ARN', async () => {
  for (const tagged of [cell.notebooks.at(0), cell.endpoints.at(0)]) {
    const { Tags } = await client.send(new ListTagsCommand({ ResourceArn: tagged.arn }));
    expect(Tags).toEqual(tagged.tags.map(([Key, Value]) => ({ Key, Value })));
  }
});

test('what SageMaker refuses is refused', async () => {
  const refused = { name: 'ValidationException', $metadata: { httpStatusCode: 400 } };
  await expect(client.send(new ListEndpointsCommand({ MaxResults: 101 }))).rejects.toMatchObject(refused);
  await expect(client.send(new ListEndpointsCommand({ NextToken: 'abc' }))).rejects.toMatchObject(refused);
  await expect(client.send(new DescribeEndpointCommand({ EndpointName: 'nobody' }))).rejects.toThrow(
    /Could not find endpoint/,
  );
  await expect(
    client.send(new DescribeNotebookInstanceCommand({ NotebookInstanceName: 'nobody' })),
  ).rejects.toThrow('RecordNotFound');
});

test.skipIf(!hasRecorded)('the recorded answers about notebooks have the same shape', async () => {
  const notebook = cell.notebooks.at(0);
  const list = await client.send(new ListNotebookInstancesCommand({}));
  const folder = 'test_sagemaker_notebook_instances/api.sagemaker';
  const realList = shapeOf(recordedAnswer(`${folder}.ListNotebookInstances_1.json`));
  expect(shapeOf(list)).toEqual(expect.arrayContaining([...realList]));
  const described = await client.send(
    new DescribeNotebookInstanceCommand({ NotebookInstanceName: notebook.id }),
  );
  const real = shapeOf(recordedAnswer(`${folder}.DescribeNotebookInstance_1.json`));
  // The recorded one was encrypted with a key of its own and in a security group.
  const own = new Set(['KmsKeyId: string', 'SecurityGroups[]: string']);
  expect(shapeOf(described)).toEqual(expect.arrayContaining(real.filter((field) => !own.has(field))));
});
