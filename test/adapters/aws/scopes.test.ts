import { expect, test } from 'vitest';
import { AwsRefusal, queryAnswer, serveAws } from './aws-server.ts';
import { connected, listed, sandboxed, testContext, wrongKeys } from './connected.ts';

test('the own account is told in each of its enabled regions, and as a whole', async () => {
  const { sandbox, settings } = await sandboxed({ accounts: 1 });
  const { accounts, regions } = sandbox.aws.estate;
  const number = accounts[0]?.id;
  expect(await listed(await connected(sandbox.url, settings))).toEqual([
    ...regions.toSorted().map((region) => `${number} ${region}`),
    `${number} global`,
  ]);
});

test('regions that are named are taken as they are', async () => {
  const { sandbox, settings } = await sandboxed({ accounts: 1 });
  const number = sandbox.aws.estate.accounts[0]?.id;
  const connection = await connected(sandbox.url, { ...settings, regions: ['eu-west-1'] });
  expect(await listed(connection)).toEqual([`${number} eu-west-1`, `${number} global`]);
  expect(sandbox.requests.requests('ec2')).toBe(0);
});

test('of an organization every account is told by name, the own one by its own keys', async () => {
  const { sandbox, settings } = await sandboxed();
  const organization = { role: 'BursarAudit', externalId: 'bursar-sandbox' };
  const connection = await connected(sandbox.url, {
    ...settings,
    regions: ['eu-west-1'],
    accounts: { organization },
  });
  const scopes = await Array.fromAsync(connection.scopes(AbortSignal.timeout(20_000)));
  const named = scopes.map((scope) => ('error' in scope ? scope : `${scope.account} ${scope.accountName}`));
  expect(new Set(named)).toEqual(new Set(sandbox.aws.estate.accounts.map(({ id, name }) => `${id} ${name}`)));
  expect(sandbox.requests.requests('sts', 'AssumeRole')).toBe(2);
});

test('an account whose role is refused is a failure of its own', async () => {
  const { sandbox, settings } = await sandboxed();
  const [good, bad] = sandbox.memberRoles;
  const numbers = sandbox.aws.estate.accounts.map(({ id }) => id);
  const roles = [good, bad && { ...bad, externalId: 'wrong' }].filter((role) => role !== undefined);
  const connection = await connected(sandbox.url, {
    ...settings,
    regions: ['eu-west-1'],
    accounts: { roles },
  });
  expect(await listed(connection)).toEqual([
    `${numbers[1]} eu-west-1`,
    `${numbers[1]} global`,
    `${numbers[2]} *: DeniedError`,
  ]);
});

test('an account whose regions cannot be told is a failure, and never one without regions', async () => {
  const { sandbox, settings } = await sandboxed({
    accounts: 1,
    faults: [{ type: 'deny', service: 'ec2', operation: 'DescribeRegions' }],
  });
  const number = sandbox.aws.estate.accounts[0]?.id;
  expect(await listed(await connected(sandbox.url, settings))).toEqual([
    `${number} *: DeniedError`,
    `${number} global`,
  ]);
});

test('keys that AWS does not know end the list with what is wrong', async () => {
  const { sandbox, settings } = await sandboxed();
  await expect(
    listed(await connected(sandbox.url, { ...settings, credentials: wrongKeys })),
  ).rejects.toMatchObject({
    name: 'DeniedError',
  });
});

/** An organization whose unit has a unit in it, three accounts to a page. */
function organizationOf(accounts: Readonly<Record<string, readonly object[]>>, units: object) {
  return serveAws({
    GetCallerIdentity: () =>
      queryAnswer('GetCallerIdentity', { Account: '100000000000', Arn: 'arn:aws:iam::100000000000:user/a' }),
    AssumeRole: ({ input }) =>
      queryAnswer('AssumeRole', {
        Credentials: {
          AccessKeyId: 'ASIA',
          SecretAccessKey: 'secret',
          SessionToken: String(input['RoleArn']),
          Expiration: '2100-01-01T00:00:00Z',
        },
      }),
    ListAccounts: () => ({ Accounts: accounts['all'] }),
    ListAccountsForParent: ({ input }) => {
      const all = accounts[String(input['ParentId'])] ?? [];
      const from = Number(input['NextToken'] ?? 0);
      const next = from + 3 < all.length ? { NextToken: String(from + 3) } : {};
      return { Accounts: all.slice(from, from + 3), ...next };
    },
    ListOrganizationalUnitsForParent: ({ input }) =>
      input['ParentId'] === 'ou-root-00000001'
        ? { OrganizationalUnits: [units] }
        : { OrganizationalUnits: [] },
  });
}

const member = (number: number, State = 'ACTIVE') => ({
  Id: String(number).padStart(12, '2'),
  Name: `account ${number}`,
  State,
});

test('only the accounts below the units that are named, but no suspended or excluded ones', async () => {
  const many = [1, 2, 3, 4, 5].map((number) => member(number));
  const server = await organizationOf(
    {
      'ou-root-00000001': [...many, member(6, 'SUSPENDED'), member(7, 'PENDING_CLOSURE')],
      'ou-root-00000002': [member(8), member(9)],
    },
    { Id: 'ou-root-00000002' },
  );
  const organization = { role: 'ops/bursar', units: ['ou-root-00000001'], exclude: ['222222222229'] };
  const connection = await connected(server.endpoint, {
    accounts: { organization },
    regions: ['eu-west-1'],
    kinds: ['instance'],
  });
  expect((await listed(connection)).filter((scope) => scope.endsWith('eu-west-1'))).toEqual(
    [1, 2, 3, 4, 5, 8].map((number) => `${String(number).padStart(12, '2')} eu-west-1`),
  );
  const assumed = server.calls.find(({ operation }) => operation === 'AssumeRole');
  expect(assumed?.input).toMatchObject({
    RoleArn: 'arn:aws:iam::222222222221:role/ops/bursar',
    RoleSessionName: 'bursar',
  });
});

test('an organization that tells no accounts fails as a whole', async () => {
  const server = await serveAws({
    GetCallerIdentity: () =>
      queryAnswer('GetCallerIdentity', { Account: '100000000000', Arn: 'arn:aws:iam::100000000000:user/a' }),
    ListAccounts: () => new AwsRefusal('AccessDeniedException', 400),
  });
  const connection = await connected(server.endpoint, { accounts: { organization: { role: 'a' } } });
  await expect(listed(connection)).rejects.toMatchObject({ name: 'DeniedError' });
});

test('a stop ends the listing at once, and is no failure of an account', async () => {
  const stop = new AbortController();
  const { sandbox, settings } = await sandboxed({
    faults: [{ type: 'timeout', operation: 'DescribeRegions' }],
  });
  const connection = await connected(sandbox.url, settings, testContext(stop.signal));
  const scopes = Array.fromAsync(connection.scopes(stop.signal));
  setTimeout(() => stop.abort(new Error('stopped')), 100);
  await expect(scopes).rejects.toThrow('stopped');
});
