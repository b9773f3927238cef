import {
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListParentsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { expect, onTestFinished, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/sandbox.ts';
import { configOf, firstWhere, startedAt } from './support.ts';

async function organizationOf(accounts: number): Promise<Sandbox> {
  const sandbox = await startSandbox({ seed: 3, size: 500, accounts, clock: { now: () => startedAt } });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

function clientOf(sandbox: Sandbox, index = 0): OrganizationsClient {
  const account = firstWhere(sandbox.aws.estate.accounts.slice(index), () => true);
  return new OrganizationsClient(configOf(sandbox, { account, region: 'us-east-1' }));
}

/** Names of the units above an account or a unit, outermost first. */
async function unitsAbove(client: OrganizationsClient, child: string): Promise<readonly string[]> {
  const { Parents } = await client.send(new ListParentsCommand({ ChildId: child }));
  const { Id: OrganizationalUnitId, Type } = firstWhere(Parents ?? [], () => true);
  if (OrganizationalUnitId === undefined || Type !== 'ORGANIZATIONAL_UNIT') return [];
  const answer = await client.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId }));
  return [...(await unitsAbove(client, OrganizationalUnitId)), answer.OrganizationalUnit?.Name ?? ''];
}

test('lists every account, in pages', async () => {
  const sandbox = await organizationOf(45);
  const pages = [];
  for await (const { Accounts = [] } of paginateListAccounts({ client: clientOf(sandbox), pageSize: 20 }, {}))
    pages.push(Accounts);
  expect(pages.map(({ length }) => length)).toEqual([20, 20, 5]);
  expect(pages.flat().map(({ Id, Name, Email }) => [Id, Name, Email])).toEqual(
    sandbox.aws.estate.accounts.map(({ id, name, email }) => [id, name, email]),
  );
});

test('tells where an account is in the organization, and its tags', async () => {
  const sandbox = await organizationOf(3);
  const client = clientOf(sandbox);
  const production = firstWhere(sandbox.aws.estate.accounts, ({ name }) => name === 'acme-production');
  const names = await unitsAbove(client, production.id);
  const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceId: production.id }));
  expect(names).toEqual(['Workloads', 'Production']);
  expect(Tags?.map(({ Key, Value }) => [Key, Value])).toEqual(production.tags);
});

test('answers nobody but the management account', async () => {
  const sandbox = await organizationOf(3);
  await expect(clientOf(sandbox, 1).send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  await expect(clientOf(sandbox).send(new DescribeOrganizationCommand({}))).resolves.toMatchObject({
    Organization: { MasterAccountId: sandbox.aws.estate.accounts[0]?.id },
  });
});

test('is no organization where there is one account only', async () => {
  const sandbox = await organizationOf(1);
  await expect(clientOf(sandbox).send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
    name: 'AWSOrganizationsNotInUseException',
  });
});

test.each([
  ['an account that is not there', { AccountId: '000000000000' }, 'AccountNotFoundException'],
  ['an id that is none', { AccountId: 'x' }, 'InvalidInputException'],
])('refuses %s', async (_, input, name) => {
  const client = clientOf(await organizationOf(2));
  await expect(client.send(new DescribeAccountCommand(input))).rejects.toMatchObject({ name });
});
