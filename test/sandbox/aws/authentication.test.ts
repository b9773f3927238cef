import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { assert, nat, oneof, property } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantText } from '../../../src/sandbox/instant-text.ts';
import type { Credentials, Sandbox } from '../../../src/sandbox/sandbox.ts';
import { sandboxOf } from './services/support.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await sandboxOf(200);
});

afterAll(() => sandbox.close());

/** One call of each protocol, by credentials and with the client's clock wrong by some milliseconds. */
const calls: Readonly<
  Record<string, (credentials: Credentials, systemClockOffset?: number) => Promise<unknown>>
> = {
  ec2: (credentials, offset) =>
    new EC2Client(configOf(credentials, offset)).send(new DescribeRegionsCommand({})),
  query: (credentials, offset) =>
    new IAMClient(configOf(credentials, offset)).send(new ListAccountAliasesCommand({})),
  json: (credentials, offset) =>
    new CloudWatchClient(configOf(credentials, offset)).send(new ListMetricsCommand({})),
  s3: (credentials, offset) =>
    new S3Client({ ...configOf(credentials, offset), forcePathStyle: true }).send(new ListBucketsCommand({})),
  'rest-json': (credentials, offset) =>
    new LambdaClient(configOf(credentials, offset)).send(new ListFunctionsCommand({})),
};

function configOf(credentials: Credentials, systemClockOffset = 0) {
  return {
    endpoint: sandbox.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { ...credentials },
    systemClockOffset,
  };
}

test.each(Object.keys(calls))('accepts what the SDK signs for %s', async (protocol) => {
  await expect(calls[protocol]?.(sandbox.credentials())).resolves.toBeDefined();
});

test.each([
  ['ec2', 'AuthFailure'],
  ['query', 'SignatureDoesNotMatch'],
  ['json', 'InvalidSignatureException'],
  ['s3', 'SignatureDoesNotMatch'],
  ['rest-json', 'InvalidSignatureException'],
])('refuses a wrong secret in the words of %s', async (protocol, name) => {
  const wrong = { ...sandbox.credentials(), secretAccessKey: 'guess' };
  await expect(calls[protocol]?.(wrong)).rejects.toMatchObject({ name });
});

test.each([
  ['ec2', 'AuthFailure'],
  ['query', 'InvalidClientTokenId'],
  ['json', 'UnrecognizedClientException'],
  ['s3', 'InvalidAccessKeyId'],
  ['rest-json', 'UnrecognizedClientException'],
])('refuses a key that nobody has in the words of %s', async (protocol, name) => {
  const unknown = { ...sandbox.credentials(), accessKeyId: 'AKIA0000000000000000' };
  await expect(calls[protocol]?.(unknown)).rejects.toMatchObject({ name });
});

test.each([
  ['ec2', 'RequestExpired'],
  ['s3', 'RequestTimeTooSkewed'],
])('refuses what was signed by a wrong clock in the words of %s', async (protocol, name) => {
  await expect(calls[protocol]?.(sandbox.credentials(), -400_000)).rejects.toMatchObject({ name });
  await expect(calls[protocol]?.(sandbox.credentials(), 200_000)).resolves.toBeDefined();
});

test('refuses a token that does not belong to the key', async () => {
  const stray = { ...sandbox.credentials(), sessionToken: 'stray' };
  await expect(calls['query']?.(stray)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
});

test('refuses a request that nobody signed', async () => {
  const answer = await fetch(sandbox.url, {
    method: 'POST',
    body: 'Action=DescribeRegions&Version=2016-11-15',
  });
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('<Code>MissingAuthenticationToken</Code>');
});

test('writes instants as the language itself does', () => {
  const instants = oneof(
    nat({ max: 4_102_444_800 }).map((seconds) => seconds * 1_000),
    nat(),
  );
  assert(
    property(instants, (at) => {
      expect(instantText(at)).toBe(new Date(at).toISOString());
    }),
  );
});
