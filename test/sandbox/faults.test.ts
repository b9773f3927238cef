import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeInstancesCommand,
  DescribeVolumesCommand,
  EC2Client,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { IAMClient, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { Faults } from '../../src/sandbox/faults.ts';
import type { Fault, Sandbox } from '../../src/sandbox/sandbox.ts';
import { sandboxOf } from './aws/services/support.ts';

let sandbox: Sandbox;
let client: EC2Client;

beforeAll(async () => {
  sandbox = await sandboxOf(2_000);
  client = clientOf('us-east-1');
});

afterEach(() => {
  sandbox.faults.clear();
  sandbox.aws.limits.mode = 'generous';
});

afterAll(() => sandbox.close());

function configOf(region = 'us-east-1') {
  return { endpoint: sandbox.url, region, maxAttempts: 1, credentials: { ...sandbox.credentials() } };
}

function clientOf(region: string): EC2Client {
  return new EC2Client(configOf(region));
}

function describe(of = client): Promise<unknown> {
  return of.send(new DescribeInstancesCommand({ MaxResults: 5 }));
}

test.each([
  ['ec2', () => describe(), 'RequestLimitExceeded', 503],
  ['iam', () => new IAMClient(configOf()).send(new ListAccountAliasesCommand({})), 'Throttling', 400],
  [
    'monitoring',
    () => new CloudWatchClient(configOf()).send(new ListMetricsCommand({})),
    'ThrottlingException',
    400,
  ],
] as const)('throttles %s in its own words', async (service, call, name, httpStatusCode) => {
  sandbox.faults.set([{ type: 'throttle', service }]);
  await expect(call()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
});

test('lets the SDK come through after it was throttled', async () => {
  sandbox.faults.set([{ type: 'throttle', times: 2 }]);
  const patient = new EC2Client({ ...configOf(), maxAttempts: 3 });
  await expect(describe(patient)).resolves.toMatchObject({ $metadata: { attempts: 3 } });
});

test.each([500, 503] as const)('fails by itself with %d', async (status) => {
  sandbox.faults.set([{ type: 'error', status, operation: 'DescribeInstances' }]);
  await expect(describe()).rejects.toMatchObject({ $metadata: { httpStatusCode: status } });
  await expect(client.send(new DescribeVolumesCommand({ MaxResults: 5 }))).resolves.toBeDefined();
});

test('answers late', async () => {
  sandbox.faults.set([{ type: 'latency', ms: 200, operation: 'DescribeInstances' }]);
  const answered: string[] = [];
  const volumes = client.send(new DescribeVolumesCommand({ MaxResults: 5 }));
  await Promise.all([
    describe().then(() => answered.push('late')),
    volumes.then(() => answered.push('at once')),
  ]);
  expect(answered).toEqual(['at once', 'late']);
});

test('takes a request and never answers it', async () => {
  sandbox.faults.set([{ type: 'timeout' }]);
  const abortSignal = AbortSignal.timeout(150);
  await expect(client.send(new DescribeInstancesCommand({}), { abortSignal })).rejects.toMatchObject({
    name: expect.stringMatching(/Abort|Timeout/),
  });
});

test('breaks the connection in the middle of an answer', async () => {
  sandbox.faults.set([{ type: 'disconnect' }]);
  await expect(describe()).rejects.toThrow(/aborted|socket|terminated|ECONNRESET/i);
});

test('cuts an answer off', async () => {
  sandbox.faults.set([{ type: 'truncate' }]);
  await expect(describe()).rejects.toThrow(/Deserialization|Unclosed|unexpected|end of|XML/i);
});

test('leads from a page back to that page', async () => {
  const first = await client.send(new DescribeInstancesCommand({ MaxResults: 5 }));
  sandbox.faults.set([{ type: 'repeat-token' }]);
  const second = await client.send(
    new DescribeInstancesCommand({ NextToken: first.NextToken, MaxResults: 5 }),
  );
  const last = await client.send(
    new DescribeInstancesCommand({ NextToken: first.NextToken, MaxResults: 1_000 }),
  );
  expect(first.NextToken).toBeDefined();
  expect([second.NextToken, last.NextToken]).toEqual([first.NextToken, first.NextToken]);
});

test('denies a region', async () => {
  sandbox.faults.set([{ type: 'deny', region: 'eu-west-1' }]);
  await expect(describe(clientOf('eu-west-1'))).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  await expect(describe()).resolves.toBeDefined();
});

test('denies an action, and changes nothing', async () => {
  sandbox.faults.set([{ type: 'deny', service: 'ec2', operation: 'StopInstances' }]);
  const stop = new StopInstancesCommand({ InstanceIds: ['i-0123456789abcdef0'] });
  await expect(client.send(stop)).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  expect(sandbox.aws.estate.overlay.size).toBe(0);
});

test('denies the role of one account only', async () => {
  const [first, second] = sandbox.memberRoles;
  const assume = (role = first) =>
    new STSClient(configOf()).send(
      new AssumeRoleCommand({ RoleArn: role?.arn, ExternalId: role?.externalId, RoleSessionName: 'bursar' }),
    );
  const account = first?.arn.split(':')[4];
  sandbox.faults.set([{ type: 'deny', operation: 'AssumeRole', ...(account !== undefined && { account }) }]);
  await expect(assume(first)).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(assume(second)).resolves.toBeDefined();
});

test('limits the rate of each operation when it is strict', async () => {
  sandbox.aws.limits.mode = 'strict';
  const results = await Promise.allSettled(Array.from({ length: 140 }, () => describe()));
  const refused = results.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(100);
  await expect(client.send(new DescribeVolumesCommand({ MaxResults: 5 }))).resolves.toBeDefined();
});

test('counts what was asked, and what came of it', async () => {
  sandbox.requests.clear();
  sandbox.faults.set([{ type: 'throttle', every: 2 }]);
  for (let number = 0; number < 4; number++) await describe().catch(() => undefined);
  expect(sandbox.requests.list()).toEqual([
    { service: 'ec2', operation: 'DescribeInstances', requests: 4, errors: 2, throttled: 2 },
  ]);
});

const site = { service: 'ec2', region: 'us-east-1', operation: 'DescribeInstances', account: '1' };

/** Which of many requests a fault with a share befalls. */
function struck(seed: number): readonly boolean[] {
  const faults = new Faults(seed);
  faults.set([{ type: 'throttle', share: 0.25 }]);
  return Array.from({ length: 2_000 }, () => faults.befalling(site).has('throttle'));
}

test('befalls the same share of requests, and the same ones, for the same seed', () => {
  expect(struck(5)).toEqual(struck(5));
  expect(struck(5)).not.toEqual(struck(6));
  const share = struck(5).filter(Boolean).length / 2_000;
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.3);
});

test.each([
  { type: 'earthquake' },
  { type: 'latency' },
  { type: 'throttle', shre: 1 },
  { type: 'throttle', share: 2 },
])('refuses %j, which is no fault', (fault) => {
  // What comes from outside has no type yet.
  expect(() => new Faults(1).set([fault as Fault])).toThrow(ZodError);
});
