import { expect, test } from 'vitest';
import { z } from 'zod';
import { queryText } from '../../../adapters/azure/graph-query.ts';
import { type AzureCall, otherSubscription, refusal, serveAzure, testSubscription } from './azure-server.ts';
import { collected, connected, testScope, testScopes } from './connected.ts';
import { document } from './documents.ts';
import type { ArmDocument } from './graph-table.ts';

function disk(name: string, location = 'westeurope'): ArmDocument {
  const sku = { name: 'Premium_LRS' };
  return document(
    `Microsoft.Compute/disks/${name}`,
    { diskState: 'Unattached', diskSizeGB: 1 },
    { sku, location },
  );
}

const seven = Array.from('abcdefg', (name) => disk(name));

const isOfDisks = ({ body }: AzureCall): boolean =>
  z.looseObject({ query: z.string() }).safeParse(body).data?.query.includes('compute/disks') ?? false;

test('asks for all subscriptions at once, and page by page to the end', async () => {
  const server = await serveAzure({ documents: seven });
  const { resources, failed } = await collected(await connected(server), 'volume');
  expect(resources.map(({ name }) => name)).toEqual(Array.from('abcdefg'));
  expect(failed).toEqual([]);
  const asked = server.calls.filter(isOfDisks);
  expect(asked).toHaveLength(4);
  for (const { body } of asked)
    expect(body).toMatchObject({ subscriptions: [testSubscription, otherSubscription] });
  expect(server.calls.filter(({ method }) => method === 'GET')).toEqual([]);
});

test('asks for no more than a thousand subscriptions with one question', async () => {
  const ids = Array.from({ length: 1_200 }, (_, index) =>
    testSubscription.replace(/\d{4}$/, String(1_000 + index)),
  );
  const server = await serveAzure({ subscriptions: ids, pageSize: 1_000 });
  await collected(await connected(server), 'volume', ids.map(testScope));
  const sizes = server.calls
    .filter(isOfDisks)
    .map(
      ({ body }) => z.looseObject({ subscriptions: z.array(z.string()) }).parse(body).subscriptions.length,
    );
  expect(sizes).toEqual([1_000, 200]);
});

test('lists a subscription that Resource Graph does not know by Resource Manager', async () => {
  const server = await serveAzure({ documents: seven, unknownToGraph: [testSubscription] });
  const { resources, failed } = await collected(await connected(server), 'volume');
  expect(resources).toHaveLength(7);
  expect(failed).toEqual([]);
});

test('a subscription that neither tells of is a failure, and no empty one', async () => {
  const server = await serveAzure({
    documents: seven,
    unknownToGraph: [otherSubscription],
    instead: ({ path }) =>
      path.startsWith(`/subscriptions/${otherSubscription}/`)
        ? refusal(404, 'SubscriptionNotFound')
        : undefined,
  });
  const { resources, failed } = await collected(await connected(server), 'volume');
  expect(resources).toHaveLength(7);
  expect(failed).toEqual([expect.stringMatching(new RegExp(`^${otherSubscription}: DeniedError`))]);
});

test.each([
  ['truncated', { resultTruncated: 'true', totalRecords: 1 }],
  ['short of rows', { resultTruncated: 'false', totalRecords: 9 }],
])('an answer that is %s is not taken for the whole', async (_, more) => {
  const rows = { count: 1, data: [{ id: seven[0]?.id, ...seven[0] }], ...more };
  const instead = (call: AzureCall) => (isOfDisks(call) ? { status: 200, body: rows } : undefined);
  const server = await serveAzure({ documents: seven, instead });
  const { resources, failed } = await collected(await connected(server), 'volume');
  // Resource Manager has told of all of them instead.
  expect(new Set(resources.map(({ id }) => id)).size).toBe(7);
  expect(failed).toEqual([]);
});

test('resources that come and go between two pages break nothing', async () => {
  let page = 0;
  const instead = (call: AzureCall) => {
    if (!isOfDisks(call)) return undefined;
    page++;
    const [row] = seven.slice(page - 1);
    const isLast = page === 3;
    const body = {
      count: 1,
      data: [row],
      totalRecords: [3, 4, 2][page - 1],
      resultTruncated: 'false',
      ...(!isLast && { $skipToken: String(page) }),
    };
    return { status: 200, body };
  };
  const server = await serveAzure({ instead });
  const { resources } = await collected(await connected(server), 'volume');
  expect(resources).toHaveLength(3);
  expect(server.calls.filter(({ path }) => path.endsWith('/disks'))).toEqual([]);
});

test('waits as long as Resource Graph asks for when its questions are used up', async () => {
  let refused = 0;
  const instead = (call: AzureCall) =>
    isOfDisks(call) && refused++ === 0
      ? refusal(429, 'RateLimiting', 'x', { 'x-ms-user-quota-remaining': '0', 'retry-after': '0' })
      : undefined;
  const server = await serveAzure({ documents: seven, instead });
  const { resources, failed } = await collected(await connected(server), 'volume');
  expect(resources).toHaveLength(7);
  expect(failed).toEqual([]);
});

test.each(['graph', 'arm'] as const)('reads the regions that are asked for, by %s', async (inventory) => {
  const server = await serveAzure({ documents: [disk('a'), disk('b', 'eastus'), disk('c', 'East US')] });
  const connection = await connected(server, { regions: ['westeurope'], inventory });
  const { resources } = await collected(connection, 'volume');
  expect(resources.map(({ name }) => name)).toEqual(['a']);
});

test('a scope of nobody’s is not asked about', async () => {
  const server = await serveAzure({ documents: seven });
  const { resources } = await collected(await connected(server), 'volume', testScopes.slice(2));
  expect(resources).toEqual([]);
  expect(server.calls).toEqual([]);
});

test('a question is as long as it has to be', () => {
  const query = {
    types: ['a/b', 'a/c'],
    columns: ['name', 'location'],
    properties: ['x', { y: ['z'] }],
    where: ["name != 'm'"],
  };
  expect(queryText(query, ['westeurope'])).toBe(
    "resources | where type in~ ('a/b', 'a/c') | where location in~ ('westeurope', 'global') | where name != 'm' | project id, name, location, properties = bag_pack('x', properties.x, 'y', bag_pack('z', properties.y.z)) | order by id asc",
  );
});
