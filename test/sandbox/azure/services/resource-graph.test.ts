import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell } from '../../../../src/sandbox/azure/estate/estate.ts';
import type { AzureModel } from '../../../../src/sandbox/azure/estate/model.ts';
import type { Population } from '../../../../src/sandbox/population.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { allOf, azureSandbox, clientOptions, credentialOf, refusalOf } from '../support.ts';

let sandbox: Sandbox;
let client: ResourceGraphClient;

beforeAll(async () => {
  sandbox = await azureSandbox(9_000);
  client = new ResourceGraphClient(credentialOf(sandbox), clientOptions(sandbox));
});

afterAll(() => sandbox.close());

type Row = Readonly<Record<string, unknown>>;

async function ask(query: string, options: object = {}, subscriptions = sandbox.azure.subscriptionIds) {
  const answer = await client.resources({
    query,
    subscriptions: [...subscriptions],
    options: { resultFormat: 'objectArray', ...options },
  });
  // The format that was asked for is a list of rows.
  return { ...answer, rows: answer.data as readonly Row[] };
}

/** All rows, page by page. */
async function all(query: string, top: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let page = await ask(query, { top });
  for (;;) {
    rows.push(...page.rows);
    expect([page.count, page.resultTruncated]).toEqual([page.rows.length, 'false']);
    if (page.skipToken === undefined) break;
    page = await ask(query, { top, skipToken: page.skipToken });
  }
  expect(rows).toHaveLength(page.totalRecords);
  return rows;
}

function modelled<Model extends AzureModel>(
  populationOf: (cell: Cell) => Population<Model>,
): readonly Model[] {
  return sandbox.azure.estate.cells.flatMap((cell) => allOf(populationOf(cell)));
}

test.each([150, 1_000])('tells every machine once, over pages of %i', async (top) => {
  const rows = await all(
    "resources | where type =~ 'Microsoft.Compute/virtualMachines' | project id | order by id asc",
    top,
  );
  const ids = rows.map(({ id }) => String(id).toLowerCase());
  expect(ids.toSorted()).toEqual(
    modelled((cell) => cell.virtualMachines)
      .map(({ arn }) => arn)
      .toSorted(),
  );
});

test('few rows are truly in the order of their ids', async () => {
  const rows = await all(
    "resources | where type == 'microsoft.compute/snapshots' | project id | order by id asc",
    100,
  );
  const ids = rows.map(({ id }) => String(id));
  expect(ids).toEqual(ids.toSorted());
});

test('tells of a machine what it is, and what it is doing, but not since when', async () => {
  const vm = modelled((cell) => cell.virtualMachines).find(({ power }) => power === 'deallocated');
  const query = `resources | where id =~ '${vm?.armId ?? ''}' | project id, type, tags, location, size = properties.hardwareProfile.vmSize, view = properties.extended.instanceView`;
  const { rows } = await ask(query);
  expect(rows).toMatchObject([
    {
      id: vm?.armId,
      type: 'microsoft.compute/virtualmachines',
      tags: vm?.tags.length === 0 ? null : Object.fromEntries(vm?.tags ?? []),
      size: vm?.size.name,
      view: { powerState: { code: 'PowerState/deallocated' } },
    },
  ]);
  expect(JSON.stringify(rows)).not.toContain('"time"');
});

test('conditions are combined, and names changed', async () => {
  const query =
    "resources | where type in~ ('Microsoft.Compute/disks', 'microsoft.compute/snapshots') and (location == 'eastus' or location == 'westus2') | where properties.diskSizeGB > 500 and not(isempty(sku.name)) | project id, gib = properties.diskSizeGB, bag = bag_pack('sku', sku.name, 'state', properties.diskState) | order by id asc";
  const rows = await all(query, 1_000);
  const large = [...modelled((cell) => cell.disks), ...modelled((cell) => cell.snapshots)].filter(
    ({ sizeGib, group }) => sizeGib > 500 && !group.name.endsWith('-weu'),
  );
  expect(rows).toHaveLength(large.length);
  expect(Object.keys(rows[0] ?? {})).toEqual(['id', 'gib', 'bag']);
  expect(rows.every(({ gib }) => Number(gib) > 500)).toBe(true);
});

test.each([
  ["name =~ 'VM-' or name startswith 'VM-'", 'all'],
  ["name contains 'm-'", 'all'],
  ["name !contains 'm-'", 'none'],
  ["kind == ''", 'all'],
  ['isnotempty(properties.priority)', 'some'],
  ["tags['env'] == 'prod'", 'some'],
  ['zones[0] == "1"', 'some'],
])('understands %s', async (condition, expected) => {
  const { totalRecords } = await ask(
    `resources | where type =~ 'microsoft.compute/virtualmachines' | where ${condition} | project id`,
  );
  const size = modelled((cell) => cell.virtualMachines).length;
  expect(totalRecords === 0 ? 'none' : totalRecords === size ? 'all' : 'some').toBe(expected);
});

test('counts, in all and by groups', async () => {
  const counted = await ask("resources | where type =~ 'microsoft.compute/disks' | count");
  expect(counted.rows).toEqual([{ Count: modelled((cell) => cell.disks).length }]);
  const { rows } = await ask(
    "resources | where type =~ 'microsoft.compute/disks' | summarize n = count() by location | order by location asc",
  );
  expect(rows.reduce((sum, { n }) => sum + Number(n), 0)).toBe(modelled((cell) => cell.disks).length);
});

test('of subscriptions that are not named nothing is told', async () => {
  const [only = ''] = sandbox.azure.subscriptionIds;
  const { rows } = await ask('resources | summarize count() by subscriptionId', {}, [only]);
  expect(rows.map(({ subscriptionId }) => subscriptionId)).toEqual([only]);
});

test('roles that come with Azure are told of once, whichever subscriptions are asked about', async () => {
  const query =
    "authorizationresources | where properties.type == 'BuiltInRole' | project id, name | order by id asc";
  for (const subscriptions of [sandbox.azure.subscriptionIds, sandbox.azure.subscriptionIds.slice(2)]) {
    const { rows } = await ask(query, {}, subscriptions);
    const names = rows.map(({ name }) => name);
    expect(names).toContain('acdd72a7-3385-48ef-bd42-f606fba81ae7');
    expect(new Set(names).size).toBe(names.length);
  }
});

test('a management group stands for all that is below it', async () => {
  const query =
    'resourcecontainers | where type == "microsoft.resources/subscriptions" | project id, properties';
  const below = await client.resources({ query, managementGroups: ['acme-workloads'] });
  expect(below.totalRecords).toBe(2);
  expect(JSON.stringify(below.data)).toContain('"managementGroupAncestorsChain":[{"name":"acme-workloads"');
});

test('what is above subscriptions is told only where it is asked for', async () => {
  const query =
    "authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | project id, scope = properties.scope | order by id asc";
  const isAbove = ({ scope }: Row): boolean => String(scope).startsWith('/providers/');
  const usual = await ask(query);
  expect(usual.rows.some(isAbove)).toBe(false);
  const more = await ask(query, { authorizationScopeFilter: 'AtScopeAboveAndBelow' });
  expect(more.rows.some(isAbove)).toBe(true);
  expect(more.rows.filter((row) => !isAbove(row))).toHaveLength(usual.rows.length);
});

test.each([
  ['no order', "resources | where type =~ 'microsoft.compute/disks' | project id"],
  ['no id', "resources | where type =~ 'microsoft.compute/disks' | project name | order by name asc"],
  [
    'a limit above the page',
    "resources | where type =~ 'microsoft.compute/disks' | project id | order by id asc | take 900",
  ],
])('with %s there is no way to what is left', async (_, query) => {
  const answer = await ask(query, { top: 100 });
  expect([answer.count, answer.resultTruncated, answer.skipToken]).toEqual([100, 'true', undefined]);
});

test('a limit within the page is kept', async () => {
  const answer = await ask("resources | where type =~ 'microsoft.compute/disks' | limit 7");
  expect([answer.count, answer.totalRecords, answer.resultTruncated]).toEqual([7, 7, 'false']);
});

test.each([
  'resources | whence type == 1',
  'resources | where nonesuch == 1',
  'resources | where type ==',
  "resources | where type == 'a' |",
  'resources | project frobnicate(id)',
  'nonesuch | project id',
  'resources | join kind=inner (resourcecontainers) on subscriptionId',
  '',
])('refuses %j', async (query) => {
  const refusal = await refusalOf(ask(query));
  expect(refusal).toMatchObject({ statusCode: 400 });
});

test('refuses a token of another query, and a page that is too large', async () => {
  const query = (type: string) => `resources | where type == '${type}' | project id | order by id asc`;
  const { skipToken } = await ask(query('microsoft.compute/disks'), { top: 10 });
  expect(await refusalOf(ask(query('microsoft.compute/snapshots'), { top: 10, skipToken }))).toMatchObject({
    statusCode: 400,
  });
  expect(await refusalOf(ask(query('microsoft.compute/disks'), { top: 1_001 }))).toMatchObject({
    statusCode: 400,
  });
});
