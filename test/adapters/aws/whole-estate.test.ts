import type { Collector, Connection, Resource, Scope } from 'bursar/adapter';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { awsAdapter } from '../../../adapters/aws/index.ts';
import { awsSettings } from '../../../adapters/aws/settings.ts';
import { readRecord } from '../../../src/inventory/read-record.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';

const signal = AbortSignal.timeout(60_000);

/** The adapter at work on an estate of two accounts. */
async function connected(): Promise<{ readonly sandbox: Sandbox; readonly connection: Connection }> {
  const sandbox = await startSandbox({ seed: 5, size: 1_500, accounts: 2 });
  const credentials = sandbox.credentials();
  const [member] = sandbox.memberRoles;
  const settings = awsSettings.parse({
    endpoint: sandbox.url,
    credentials: () => Promise.resolve(credentials),
    accounts: { organization: { role: 'BursarAudit', externalId: member?.externalId } },
    callsPerSecond: Object.fromEntries(
      ['EC2', 'IAM', 'SageMaker', 'Elastic Load Balancing v2', 'Lambda'].map((name) => [name, 1_000]),
    ),
    maxAttempts: 1,
  });
  const connection = await awsAdapter.connect(settings, {
    logger: pino({ level: 'silent' }),
    clock: sandbox.clock,
    random: () => 0.5,
    signal,
  });
  onTestFinished(async () => {
    await connection.close();
    await sandbox.close();
  });
  return { sandbox, connection };
}

async function scopesOf(connection: Connection): Promise<readonly Scope[]> {
  const scopes: Scope[] = [];
  for await (const scope of connection.scopes(signal)) if (!('error' in scope)) scopes.push(scope);
  return scopes;
}

/** What one collector gives over all scopes, and what it could not make sense of. */
async function collect(collector: Collector, scopes: readonly Scope[]) {
  const resources: Resource[] = [];
  const unreadable: string[] = [];
  for (const scope of scopes) {
    if ((scope.region === 'global') !== (collector.reach === 'account')) continue;
    for await (const page of collector.pages(scope, signal)) {
      if ('error' in page) throw page.error;
      for (const raw of page) {
        const record = readRecord(collector, raw, scope);
        if ('resource' in record) resources.push(record.resource);
        else unreadable.push(record.unreadable.error);
      }
    }
  }
  return { resources, unreadable };
}

function collectorOf(connection: Connection, kind: string): Collector {
  const collector = connection.collectors.find((candidate) => candidate.kind.name === kind);
  if (collector === undefined) throw new Error(`no collector of ${kind}`);
  return collector;
}

test('everything there is is found once, where it is', async () => {
  const { sandbox, connection } = await connected();
  const scopes = await scopesOf(connection);
  const truths = Map.groupBy(sandbox.truths(), ({ kind }) => kind);
  for (const collector of connection.collectors) {
    const { name: kind } = collector.kind;
    const { resources, unreadable } = await collect(collector, scopes);
    const found = new Map(resources.map((resource) => [resource.id, resource.scope]));
    const expected = truths.get(kind) ?? [];
    const missed = expected.filter(({ arn, account, region }) => {
      const scope = found.get(arn);
      return scope?.account !== account || scope.region !== region;
    });
    const outcome = { kind, unreadable, missed, repeated: resources.length - found.size };
    expect(outcome).toEqual({ kind, unreadable: [], missed: [], repeated: 0 });
    expect(expected).not.toEqual([]);
  }
});

test.each([
  ['bucket', 's3', 'GetBucketTagging'],
  ['function', 'lambda', 'ListTags'],
  ['load-balancer', 'elasticloadbalancing', 'DescribeTags'],
  ['notebook', 'sagemaker', 'ListTags'],
  ['account', 'organizations', 'ListTagsForResource'],
])('tags of kind %s that may not be read are unknown, not none', async (kind, service, operation) => {
  const { sandbox, connection } = await connected();
  sandbox.faults.set([{ type: 'deny', service, operation }]);
  const { resources } = await collect(collectorOf(connection, kind), await scopesOf(connection));
  expect(resources.length).toBeGreaterThan(0);
  expect(resources.filter(({ tags }) => tags !== undefined)).toEqual([]);
});

test.each([
  ['bucket', 's3', 'ListBuckets'],
  ['database', 'rds', 'DescribeDBInstances'],
  ['function', 'lambda', 'ListFunctions'],
  ['load-balancer', 'elasticloadbalancing', 'DescribeTargetHealth'],
  ['principal', 'iam', 'GetAccountAuthorizationDetails'],
  ['scaling-group', 'autoscaling', 'DescribeAutoScalingGroups'],
])('a list of kind %s that is refused is a failure, not an empty one', async (kind, service, operation) => {
  const { sandbox, connection } = await connected();
  const scopes = await scopesOf(connection);
  sandbox.faults.set([{ type: 'deny', service, operation }]);
  await expect(collect(collectorOf(connection, kind), scopes)).rejects.toMatchObject({ name: 'DeniedError' });
  sandbox.faults.set([{ type: 'throttle', service, operation }]);
  await expect(collect(collectorOf(connection, kind), scopes)).rejects.toMatchObject({
    name: 'ThrottledError',
  });
});
