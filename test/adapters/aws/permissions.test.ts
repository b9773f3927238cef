import { type Connection, kinds, type Resource, type Scope, scopeKey, signals } from 'bursar/adapter';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { awsAdapter } from '../../../adapters/aws/index.ts';
import { awsPermissions, type SeveralAccounts } from '../../../adapters/aws/permissions.ts';
import type { PolicyDocument } from '../../../adapters/aws/policy-document.ts';
import { type AwsSettingsInput, awsSettings } from '../../../adapters/aws/settings.ts';
import { readRecord } from '../../../src/inventory/read-record.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';

const everything = {
  kinds: new Set<string>(kinds.map(({ name }) => name)),
  signals: new Set<string>(signals.map(({ signal }) => signal)),
};

function permissionsFor(
  settings: AwsSettingsInput,
  selection: Parameters<typeof awsPermissions>[1] = everything,
) {
  return awsPermissions(awsSettings.parse(settings), selection);
}

function onePolicy(settings: AwsSettingsInput, selection = everything): PolicyDocument {
  // Of one account the document is its policy.
  return permissionsFor(settings, selection).document as PolicyDocument;
}

function severalPolicies(settings: AwsSettingsInput): SeveralAccounts {
  // Of several accounts the document has a policy for each part.
  return permissionsFor(settings).document as SeveralAccounts;
}

function actionsOf({ Statement }: PolicyDocument): readonly string[] {
  return Statement.flatMap(({ Action }) => Action).toSorted();
}

test('a policy is of the form that IAM takes', () => {
  const policy = onePolicy({ costExplorer: true });
  expect(policy.Version).toBe('2012-10-17');
  const sids = policy.Statement.map(({ Sid }) => Sid);
  expect(new Set(sids).size).toBe(sids.length);
  expect(sids.every((sid) => /^[A-Za-z0-9]+$/.test(sid))).toBe(true);
  for (const { Action, Effect, Resource } of policy.Statement) {
    expect(Effect).toBe('Allow');
    expect(Action).toEqual([...new Set(Action)].toSorted());
    for (const resource of [Resource].flat()) expect(resource).toMatch(/^(?:\*|arn:aws:\S+)$/);
  }
  expect(JSON.stringify(policy).replace(/\s/g, '').length).toBeLessThan(6_144);
});

test('a policy lets nothing be changed', () => {
  const { caller, member } = severalPolicies({
    accounts: { organization: { role: 'bursar' } },
    costExplorer: true,
  });
  const harmless = /:(?:Describe|List|Get)|^iam:GenerateCredentialReport$|^sts:AssumeRole$/;
  expect([...actionsOf(caller), ...actionsOf(member)].filter((action) => !harmless.test(action))).toEqual([]);
});

test('what is switched off is not in it', () => {
  const all = actionsOf(onePolicy({ costExplorer: true }));
  expect(all).toEqual(
    expect.arrayContaining(['ce:GetCostAndUsage', 'ec2:DescribeRegions', 'cloudwatch:ListMetrics']),
  );
  expect(all.filter((action) => action.startsWith('organizations:') || action.startsWith('sts:'))).toEqual(
    [],
  );

  const plain = actionsOf(
    onePolicy({ regions: ['eu-west-1'] }, { ...everything, signals: new Set<string>() }),
  );
  expect(plain).toEqual(
    all.filter((action) => !/^(?:ce|cloudwatch):/.test(action) && action !== 'ec2:DescribeRegions'),
  );

  const buckets = onePolicy({ regions: ['eu-west-1'], kinds: ['bucket'] });
  expect(buckets.Statement).toEqual([
    {
      Sid: 'ReadBucketsDetails',
      Effect: 'Allow',
      Action: ['s3:GetBucketTagging', 's3:GetBucketVersioning', 's3:GetLifecycleConfiguration'],
      Resource: ['arn:aws:s3:::*'],
    },
    { Sid: 'ReadBuckets', Effect: 'Allow', Action: ['s3:ListAllMyBuckets'], Resource: '*' },
  ]);

  const cpu = { ...everything, signals: new Set<string>(['cpu-utilization']) };
  expect(actionsOf(onePolicy({ regions: ['eu-west-1'], kinds: ['instance'] }, cpu))).toEqual([
    'cloudwatch:GetMetricData',
    'ec2:DescribeInstances',
  ]);
});

test('of several accounts the roles may be taken on, and no others', () => {
  const roles = [
    { arn: 'arn:aws:iam::222222222222:role/audit/bursar', externalId: 'shared-secret' },
    { arn: 'arn:aws:iam::111111111111:role/bursar' },
  ];
  const { caller, member, memberTrust } = severalPolicies({ accounts: { roles } });
  expect(caller.Statement).toEqual([
    {
      Sid: 'TakeOnMemberRoles',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Resource: ['arn:aws:iam::111111111111:role/bursar', 'arn:aws:iam::222222222222:role/audit/bursar'],
    },
  ]);
  expect(actionsOf(member)).toEqual(actionsOf(onePolicy({})));
  expect(memberTrust['arn:aws:iam::222222222222:role/audit/bursar']?.Statement[0]).toMatchObject({
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': 'shared-secret' } },
  });
  expect(memberTrust['arn:aws:iam::111111111111:role/bursar']?.Statement[0]).not.toHaveProperty('Condition');
});

test('of an organization the role is the same in every account', () => {
  const { caller, member } = severalPolicies({
    accounts: { organization: { role: 'ops/bursar', externalId: 'x1' } },
  });
  expect(caller.Statement.at(-1)?.Resource).toEqual(['arn:aws:iam::*:role/ops/bursar']);
  expect(actionsOf(caller)).toContain('organizations:ListAccounts');
  expect(actionsOf(member).filter((action) => action.startsWith('organizations:'))).toEqual([]);
});

test('in China everything is named as it is named there', () => {
  const { Statement } = onePolicy({ regions: ['cn-north-1'] });
  const named = Statement.flatMap(({ Resource }) => Resource).filter((resource) => resource !== '*');
  expect(named.every((resource) => resource.startsWith('arn:aws-cn:'))).toBe(true);
});

/** What the calls are called in IAM, where that is not their own name. */
const iamNames: Readonly<Record<string, string>> = {
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:ListBuckets': 's3:ListAllMyBuckets',
};

/** The sandbox need not be spared. */
const swift = Object.fromEntries(
  ['EC2', 'CloudWatch', 'IAM', 'SageMaker', 'Elastic Load Balancing v2', 'Lambda'].map((name) => [
    name,
    1_000,
  ]),
);

/** Reads all that there is: every kind of every scope, and every signal of some resources of each. */
async function readEverything(connection: Connection, signal: AbortSignal): Promise<void> {
  const resources: Resource[] = [];
  const scopes: Scope[] = [];
  for await (const scope of connection.scopes(signal)) if (!('error' in scope)) scopes.push(scope);
  for (const scope of scopes) {
    const reach = scope.region === 'global' ? 'account' : 'region';
    for (const collector of connection.collectors.filter((candidate) => candidate.reach === reach)) {
      for await (const page of collector.pages(scope, signal)) {
        if ('error' in page) throw page.error;
        for (const raw of page) {
          const record = readRecord(collector, raw, scope);
          if ('resource' in record) resources.push(record.resource);
        }
      }
    }
  }
  const endAt = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  const window = { points: 'average', startAt: endAt - 7_200_000, endAt, stepMs: 3_600_000 } as const;
  for (const group of Map.groupBy(resources, ({ scope, kind }) => `${scopeKey(scope)} ${kind}`).values()) {
    const [first] = group;
    const requests = group.slice(0, 20).flatMap((resource) => {
      const readable = signals.filter((one) => connection.telemetry.supports(one.signal, resource.kind));
      return readable.map(({ signal: name }) => Object.assign({ resource, signal: name }, window));
    });
    if (first === undefined || requests.length === 0) continue;
    const results = connection.telemetry.read(requests, first.scope, signal);
    for await (const result of results) expect(result).not.toHaveProperty('error');
  }
}

test.each(['one account', 'an organization', 'roles'])(
  'a whole pass over %s sends what the policies allow, and nothing else',
  async (setup) => {
    const sandbox = await startSandbox({ seed: 11, size: 2_000, accounts: setup === 'one account' ? 1 : 2 });
    onTestFinished(() => sandbox.close());
    const [member] = sandbox.memberRoles;
    const accounts = {
      'one account': undefined,
      'an organization': { organization: { role: 'BursarAudit', externalId: member?.externalId } },
      roles: { roles: [...sandbox.memberRoles] },
    }[setup];
    const credentials = sandbox.credentials();
    const settings = awsSettings.parse({
      endpoint: sandbox.url,
      credentials: () => Promise.resolve(credentials),
      costExplorer: true,
      callsPerSecond: swift,
      accounts,
    });
    const signal = AbortSignal.timeout(60_000);
    const connection = await awsAdapter.connect(settings, {
      logger: pino({ level: 'silent' }),
      clock: sandbox.clock,
      random: () => 0.5,
      signal,
    });
    await readEverything(connection, signal);
    await connection.close();

    const sent = sandbox.requests
      .list()
      .map(({ service, operation }) => `${service === 'monitoring' ? 'cloudwatch' : service}:${operation}`)
      // Whoever has keys may ask whose they are.
      .filter((action) => action !== 'sts:GetCallerIdentity')
      .map((action) => iamNames[action] ?? action);
    const { document } = awsPermissions(settings, everything);
    // Which of the two it is follows from the settings.
    const parts =
      accounts === undefined ? [document as PolicyDocument] : partsOf(document as SeveralAccounts);
    expect([...new Set(sent)].toSorted()).toEqual([...new Set(parts.flatMap(actionsOf))].toSorted());
  },
);

function partsOf({ caller, member }: SeveralAccounts): readonly PolicyDocument[] {
  return [caller, member];
}
