import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../../../../src/sandbox/aws/estate/place.ts';
import { organizationRole, type Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { configOf, firstWhere, sandboxOf } from './support.ts';

let sandbox: Sandbox;
let management: Account;
let member: Account;
let client: STSClient;

beforeAll(async () => {
  sandbox = await sandboxOf(500);
  management = firstWhere(sandbox.aws.estate.accounts, () => true);
  member = firstWhere(sandbox.aws.estate.accounts.slice(1), () => true);
  client = new STSClient(configOf(sandbox, { account: management, region: 'us-east-1' }));
});

afterAll(() => sandbox.close());

function roleOf(account: Account) {
  const role = firstWhere(sandbox.memberRoles, ({ arn }) => arn.includes(account.id));
  return { RoleArn: role.arn, ExternalId: role.externalId, RoleSessionName: 'bursar' };
}

test('tells who calls', async () => {
  expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: management.id,
    Arn: `arn:aws:iam::${management.id}:user/bursar`,
  });
});

test('opens a session in another account, which sees that account', async () => {
  const { arn, externalId } = firstWhere(sandbox.memberRoles, (role) => role.arn.includes(member.id));
  const config = configOf(sandbox, { account: management, region: 'us-east-1' });
  const credentials = fromTemporaryCredentials({
    masterCredentials: config.credentials,
    params: { RoleArn: arn, ExternalId: externalId, RoleSessionName: 'bursar' },
    clientConfig: { endpoint: sandbox.url, region: 'us-east-1' },
  });
  const inMember = new STSClient({ ...config, credentials });
  expect(await inMember.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: member.id,
    Arn: `arn:aws:sts::${member.id}:assumed-role/BursarAudit/bursar`,
  });
  const { Reservations = [] } = await new EC2Client({ ...config, credentials }).send(
    new DescribeInstancesCommand({ MaxResults: 5 }),
  );
  expect(Reservations.every(({ OwnerId }) => OwnerId === member.id)).toBe(true);
});

test.each([
  ['without the external id', { ExternalId: undefined }, 'AccessDenied'],
  ['with another external id', { ExternalId: 'guess' }, 'AccessDenied'],
  ['of a role that is not there', { RoleArn: 'arn:aws:iam::999999999999:role/BursarAudit' }, 'AccessDenied'],
  ['of something that is no role', { RoleArn: 'BursarAudit' }, 'ValidationError'],
  ['with a name that may not be', { RoleSessionName: 'x y' }, 'ValidationError'],
  ['that is too short', { DurationSeconds: 10 }, 'ValidationError'],
  ['that is longer than the role allows', { DurationSeconds: 7_200 }, 'ValidationError'],
])('refuses a session %s', async (_, change, name) => {
  const refused = client.send(new AssumeRoleCommand({ ...roleOf(member), ...change }));
  await expect(refused).rejects.toMatchObject({ name });
});

test('lets no member act in another account', async () => {
  const fromMember = new STSClient(configOf(sandbox, { account: member, region: 'us-east-1' }));
  const [, , third] = sandbox.aws.estate.accounts;
  const RoleArn = `arn:aws:iam::${third?.id}:role/${organizationRole}`;
  await expect(
    fromMember.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'bursar' })),
  ).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('refuses a session that has expired', async () => {
  const { Credentials } = await client.send(
    new AssumeRoleCommand({ ...roleOf(member), DurationSeconds: 900 }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const session = new STSClient({
    ...configOf(sandbox, { account: member, region: 'us-east-1' }),
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  });
  await expect(session.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: member.id });
  sandbox.clock.advance(900_000);
  await expect(session.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'ExpiredToken',
  });
});
