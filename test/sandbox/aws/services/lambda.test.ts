import {
  LambdaClient,
  ListFunctionsCommand,
  ListProvisionedConcurrencyConfigsCommand,
  ListTagsCommand,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
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
let client: LambdaClient;

beforeAll(async () => {
  sandbox = await sandboxOf(30_000);
  cell = largestCell(sandbox, (place) => place.functions);
  client = new LambdaClient(configOf(sandbox, cell));
});

afterAll(() => sandbox.close());

test('all functions are listed, fifty at a time at most', async () => {
  const pages = [];
  for await (const { Functions = [] } of paginateListFunctions({ client, pageSize: 1_000 }, {}))
    pages.push(Functions);
  const models = allOf(cell.functions);
  expect(pages[0]).toHaveLength(50);
  expect(pages.flat().map(({ FunctionArn }) => FunctionArn)).toEqual(models.map(({ arn }) => arn));
  for (const [index, told] of pages.flat().entries()) {
    const model = firstWhere(models, (one) => one.index === index);
    expect(told).toMatchObject({
      FunctionName: model.id,
      MemorySize: model.memoryMib,
      Timeout: model.timeoutSeconds,
      Architectures: [model.architecture],
      Role: model.roleArn,
    });
    expect(told.Runtime).toBe(model.runtime);
    expect(Date.parse(told.LastModified ?? '')).toBe(model.modifiedAt);
  }
});

test('tags and provisioned concurrency are told function by function', async () => {
  const ready = firstWhere(
    allOf(cell.functions),
    ({ provisionedConcurrency }) => provisionedConcurrency !== undefined,
  );
  const { Tags } = await client.send(new ListTagsCommand({ Resource: ready.arn }));
  expect(Tags).toEqual(Object.fromEntries(ready.tags));
  const configs = async (FunctionName: string) =>
    (await client.send(new ListProvisionedConcurrencyConfigsCommand({ FunctionName })))
      .ProvisionedConcurrencyConfigs;
  expect(await configs(ready.id)).toMatchObject([
    { AllocatedProvisionedConcurrentExecutions: ready.provisionedConcurrency, Status: 'READY' },
  ]);
  const plain = firstWhere(
    allOf(cell.functions),
    ({ provisionedConcurrency }) => provisionedConcurrency === undefined,
  );
  expect(await configs(plain.arn)).toEqual([]);
});

test('what Lambda refuses is refused', async () => {
  await expect(client.send(new ListFunctionsCommand({ MaxItems: 10_001 }))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
  await expect(client.send(new ListFunctionsCommand({ Marker: 'abc' }))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
  const arn = `arn:aws:lambda:${cell.region}:${cell.account.id}:function:nobody-sync-9`;
  await expect(client.send(new ListTagsCommand({ Resource: arn }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    $metadata: { httpStatusCode: 404 },
  });
});

test.skipIf(!hasRecorded)('the recorded answer to ListFunctions has the same shape', async () => {
  const { Functions } = await client.send(new ListFunctionsCommand({}));
  const real = shapeOf(recordedAnswer('test_iam_role_unused/lambda.ListFunctions_1.json'));
  expect(shapeOf({ Functions })).toEqual(expect.arrayContaining([...real]));
});
