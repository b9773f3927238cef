import {
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  GetCredentialReportCommand,
  IAMClient,
  ListAccountAliasesCommand,
  ListPolicyTagsCommand,
  paginateGetAccountAuthorizationDetails,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../../../../src/sandbox/aws/estate/place.ts';
import { policiesOf } from '../../../../src/sandbox/aws/estate/policies.ts';
import { rolesOf } from '../../../../src/sandbox/aws/estate/roles.ts';
import { usersOf } from '../../../../src/sandbox/aws/estate/users.ts';
import { auditRole, type Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { allOf, configOf, firstWhere, hasRecorded, recordedAnswer, sandboxOf, startedAt } from './support.ts';

let sandbox: Sandbox;
let account: Account;
let client: IAMClient;

beforeAll(async () => {
  sandbox = await sandboxOf(6_000);
  account = firstWhere(sandbox.aws.estate.accounts.slice(1), () => true);
  client = new IAMClient(configOf(sandbox, { account, region: 'eu-west-1' }));
});

afterAll(() => sandbox.close());

test('gives all identities once, over all pages', async () => {
  const users: unknown[] = [];
  const roles: unknown[] = [];
  const groups: unknown[] = [];
  const policies: unknown[] = [];
  let pages = 0;
  for await (const page of paginateGetAccountAuthorizationDetails({ client, pageSize: 7 }, {})) {
    pages++;
    users.push(...(page.UserDetailList ?? []).map(({ Arn }) => Arn));
    roles.push(...(page.RoleDetailList ?? []).map(({ Arn }) => Arn));
    groups.push(...(page.GroupDetailList ?? []).map(({ GroupName }) => GroupName));
    policies.push(...(page.Policies ?? []).map(({ Arn }) => Arn));
  }
  expect(pages).toBeGreaterThan(5);
  expect(new Set(users).size).toBe(users.length);
  expect(users).toEqual(expect.arrayContaining(allOf(usersOf(account, startedAt)).map(({ arn }) => arn)));
  expect(roles).toEqual(expect.arrayContaining(allOf(rolesOf(account, startedAt)).map(({ arn }) => arn)));
  expect(policies).toEqual(
    expect.arrayContaining(allOf(policiesOf(account, startedAt)).map(({ arn }) => arn)),
  );
  expect(groups).toEqual(['admins', 'developers', 'read-only']);
});

test('encodes policy documents as for an address', async () => {
  const { RoleDetailList = [] } = await client.send(
    new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'], MaxItems: 1_000 }),
  );
  const audit = RoleDetailList.find(({ RoleName }) => RoleName === auditRole);
  expect(audit?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version/);
  expect(JSON.parse(decodeURIComponent(audit?.AssumeRolePolicyDocument ?? ''))).toMatchObject({
    Statement: [
      { Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': 'bursar-sandbox' } } },
    ],
  });
});

test('filters by the sort of identity', async () => {
  const answer = await client.send(
    new GetAccountAuthorizationDetailsCommand({ Filter: ['LocalManagedPolicy'], MaxItems: 1_000 }),
  );
  expect(answer.UserDetailList).toEqual(undefined);
  expect(answer.Policies?.length).toBe(account.count('policy'));
});

test('keeps every instance profile that a machine has', async () => {
  const { RoleDetailList = [] } = await client.send(
    new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'], MaxItems: 1_000 }),
  );
  const profiles = new Set(
    RoleDetailList.flatMap(({ InstanceProfileList = [] }) =>
      InstanceProfileList.map(({ InstanceProfileName }) => InstanceProfileName),
    ),
  );
  const cells = sandbox.aws.estate.cells.filter((cell) => cell.account === account);
  const used = cells.flatMap((cell) => allOf(cell.instances).flatMap(({ profile }) => profile ?? []));
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((profile) => !profiles.has(profile))).toEqual([]);
});

test('makes a credential report only when asked to, and not at once', async () => {
  const report = () => client.send(new GetCredentialReportCommand({}));
  await expect(report()).rejects.toMatchObject({ name: 'CredentialReportNotPresentException' });
  expect(await client.send(new GenerateCredentialReportCommand({}))).toMatchObject({ State: 'STARTED' });
  await expect(report()).rejects.toMatchObject({ name: 'CredentialReportNotReadyException' });
  expect(await client.send(new GenerateCredentialReportCommand({}))).toMatchObject({ State: 'COMPLETE' });
  const { Content, ReportFormat } = await report();
  const [header, root, ...users] = new TextDecoder().decode(Content).split('\n');
  expect(ReportFormat).toBe('text/csv');
  expect(root).toMatch(/^<root_account>,arn:aws:iam::\d{12}:root,/);
  expect(users.length).toBe(account.count('user') + 1);
  expect(new Set([header, root, ...users].map((line) => line?.split(',').length))).toEqual(new Set([22]));
  sandbox.clock.advance(5 * 3_600_000);
  await expect(report()).rejects.toMatchObject({ name: 'CredentialReportExpiredException' });
});

test.skipIf(!hasRecorded)('writes the report in the columns that AWS was recorded with', async () => {
  await client.send(new GenerateCredentialReportCommand({}));
  await client.send(new GenerateCredentialReportCommand({}));
  const { Content } = await client.send(new GetCredentialReportCommand({}));
  // The recording keeps the content as text.
  const recorded = recordedAnswer('test_iam_user_unused_keys/iam.GetCredentialReport_2.json') as {
    Content: string;
  };
  expect(new TextDecoder().decode(Content).split('\n')[0]).toBe(recorded.Content.split('\n')[0]);
});

test('tells the alias of an account and the tags of a policy', async () => {
  const policy = policiesOf(account, startedAt).at(0);
  const { AccountAliases } = await client.send(new ListAccountAliasesCommand({}));
  const { Tags } = await client.send(new ListPolicyTagsCommand({ PolicyArn: policy.arn }));
  expect(AccountAliases).toEqual([account.name]);
  expect(Tags?.map(({ Key, Value }) => [Key, Value])).toEqual(policy.tags);
  await expect(client.send(new ListPolicyTagsCommand({ PolicyArn: `${policy.arn}x` }))).rejects.toMatchObject(
    { name: 'NoSuchEntityException' },
  );
});

test('simulates what is switched off as denied', async () => {
  sandbox.faults.set([
    { type: 'deny', service: 'monitoring', operation: 'GetMetricData', account: account.id },
  ]);
  const { EvaluationResults = [] } = await client.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: `arn:aws:iam::${account.id}:user/bursar`,
      ActionNames: ['ec2:DescribeInstances', 'cloudwatch:GetMetricData'],
    }),
  );
  sandbox.faults.clear();
  expect(EvaluationResults.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'implicitDeny']);
});

test.each([
  ['a page that is too large', { MaxItems: 1_001 }],
  ['a marker that was never given out', { Marker: 'nonsense' }],
])('refuses %s', async (_, input) => {
  await expect(client.send(new GetAccountAuthorizationDetailsCommand(input))).rejects.toMatchObject({
    name: 'ValidationError',
  });
});
