import { expect, test } from 'vitest';
import { accountCollector } from '../../../../adapters/aws/collectors/account.ts';
import { type AwsCall, AwsRefusal, collectAll, queryAnswer, serveAws, testScope } from '../aws-server.ts';

const scope = testScope('global');
const clock = { now: () => Date.parse('2026-11-23T12:00:00Z') };
const organized = () => accountCollector({ organization: true, costExplorer: true, clock });
const alone = () => accountCollector({ organization: false, costExplorer: false, clock });

const aliases = (...AccountAliases: readonly string[]) =>
  queryAnswer('ListAccountAliases', { AccountAliases, IsTruncated: false });

const denied = () => new AwsRefusal('AccessDeniedException');

const parents: Readonly<Record<string, object>> = {
  '123456789012': { Id: 'ou-shop', Type: 'ORGANIZATIONAL_UNIT' },
  'ou-shop': { Id: 'ou-all', Type: 'ORGANIZATIONAL_UNIT' },
  'ou-all': { Id: 'r-1', Type: 'ROOT' },
};

const organization = {
  ListAccountAliases: () => aliases('acme-shop'),
  DescribeAccount: ({ input }: AwsCall) => ({
    Account: {
      Id: input['AccountId'],
      Name: 'Shop',
      Email: 'shop@acme.example',
      Status: 'ACTIVE',
      JoinedTimestamp: 1_700_000_000,
    },
  }),
  ListTagsForResource: ({ input }: AwsCall) =>
    input['NextToken'] === 'more'
      ? { Tags: [{ Key: 'env', Value: 'prod' }] }
      : { Tags: [{ Key: 'id', Value: input['ResourceId'] }], NextToken: 'more' },
  ListParents: ({ input }: AwsCall) => ({ Parents: [parents[String(input['ChildId'])]] }),
  DescribeOrganizationalUnit: ({ input }: AwsCall) => ({
    OrganizationalUnit: { Name: String(input['OrganizationalUnitId']).replace('ou-', 'unit ') },
  }),
  GetCostAndUsage: () => ({
    ResultsByTime: [{ Total: { UnblendedCost: { Amount: '1234.5678901234', Unit: 'USD' } } }],
  }),
};

test('reads an account of an organization, with its place and its cost', async () => {
  const aws = await serveAws(organization);
  const { resources, unreadable } = await collectAll(organized(), aws.clients('us-east-1'), scope);
  expect(unreadable).toEqual([]);
  expect(resources).toEqual([
    {
      kind: 'account',
      id: 'arn:aws:account::123456789012:account',
      name: 'Shop',
      scope,
      tags: { id: '123456789012', env: 'prod' },
      attributes: {
        number: '123456789012',
        alias: 'acme-shop',
        email: 'shop@acme.example',
        state: 'active',
        path: ['unit all', 'unit shop'],
        joinedAt: 1_700_000_000_000,
        lastMonthCost: { month: '2026-10', amount: '1234.5678901234', currency: 'USD' },
      },
    },
  ]);
  expect(aws.calls.find(({ operation }) => operation === 'GetCostAndUsage')?.input).toMatchObject({
    TimePeriod: { Start: '2026-10-01', End: '2026-11-01' },
    Filter: { Dimensions: { Key: 'LINKED_ACCOUNT', Values: ['123456789012'] } },
  });
});

test('asks for a unit once, however many accounts are in it', async () => {
  const aws = await serveAws(organization);
  const collector = organized();
  await collectAll(collector, aws.clients('us-east-1'), scope);
  await collectAll(collector, aws.clients('us-east-1'), scope);
  const units = aws.calls.filter(({ operation }) => operation === 'DescribeOrganizationalUnit');
  expect(units).toHaveLength(2);
});

test('does not take what a member may not ask for nothing', async () => {
  const aws = await serveAws({
    ListAccountAliases: () => new AwsRefusal('AccessDenied', 403),
    DescribeAccount: denied,
    ListTagsForResource: denied,
    ListParents: denied,
    GetCostAndUsage: denied,
  });
  const { resources } = await collectAll(organized(), aws.clients(), scope);
  expect(resources).toEqual([
    {
      kind: 'account',
      id: 'arn:aws:account::123456789012:account',
      name: '123456789012',
      scope,
      attributes: { number: '123456789012', state: 'active' },
    },
  ]);
});

test('outside of an organization asks for nothing but the alias', async () => {
  const aws = await serveAws({ ListAccountAliases: () => aliases() });
  const { resources } = await collectAll(alone(), aws.clients(), { ...scope, accountName: 'Sandbox' });
  expect(resources[0]).toMatchObject({ name: 'Sandbox', attributes: { state: 'active' } });
  expect(aws.calls.map(({ operation }) => operation)).toEqual(['ListAccountAliases']);
});

test('does not follow units that go round in a circle', async () => {
  const aws = await serveAws({
    ...organization,
    ListParents: ({ input }) => ({
      Parents: [{ Id: `${String(input['ChildId'])}x`, Type: 'ORGANIZATIONAL_UNIT' }],
    }),
  });
  const { resources } = await collectAll(organized(), aws.clients(), scope);
  expect(resources[0]?.attributes).not.toHaveProperty('path');
});

test('an account in a state that is not known is unreadable', async () => {
  const aws = await serveAws({
    ...organization,
    DescribeAccount: () => ({ Account: { Status: 'FLOATING' } }),
  });
  const { unreadable } = await collectAll(organized(), aws.clients(), scope);
  expect(unreadable).toEqual(['the state "FLOATING" is not known']);
});
