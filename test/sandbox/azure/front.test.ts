import { ComputeManagementClient } from '@azure/arm-compute';
import { ManagementGroupsAPI } from '@azure/arm-managementgroups';
import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { azureSandbox, clientOptions, credentialOf, listed, refusalOf, sendByHand } from './support.ts';

let sandbox: Sandbox;
let subscription: string;
let compute: ComputeManagementClient;

beforeEach(async () => {
  sandbox = await azureSandbox(2_000);
  subscription = sandbox.azure.subscriptionIds[1] ?? '';
  compute = new ComputeManagementClient(credentialOf(sandbox), subscription, clientOptions(sandbox));
});

afterEach(() => sandbox.close());

const disks = (of = compute) => listed(of.disks.list());

test('a denial names the action, the client and the scope', async () => {
  sandbox.faults.add({ type: 'deny', service: 'Microsoft.Compute', operation: 'disks/read' });
  const path = `/subscriptions/${subscription}/providers/Microsoft.Compute/disks?api-version=2025-01-02`;
  const { document } = await sendByHand(sandbox, 'GET', path, await authorized());
  expect(document).toMatchObject({ error: { code: 'AuthorizationFailed' } });
  const text = JSON.stringify(document);
  expect(text).toContain(`client '${sandbox.azure.clientId}'`);
  expect(text).toContain("perform action 'Microsoft.Compute/disks/read'");
  expect(text).toContain(`over scope '/subscriptions/${subscription}'`);
  expect(await refusalOf(disks())).toMatchObject({ statusCode: 403, code: 'AuthorizationFailed' });
});

test('a subscription that is not there is not found', async () => {
  const client = new ComputeManagementClient(
    credentialOf(sandbox),
    '11111111-2222-4333-a444-555555555555',
    clientOptions(sandbox),
  );
  expect(await refusalOf(disks(client))).toMatchObject({ statusCode: 404, code: 'SubscriptionNotFound' });
});

test('a subscription without access is in no list, and Resource Graph is silent about it', async () => {
  sandbox.faults.add({ type: 'deny', account: subscription });
  const subscriptions = new SubscriptionClient(credentialOf(sandbox), clientOptions(sandbox));
  const seen = (await listed(subscriptions.subscriptions.list())).map(({ subscriptionId }) => subscriptionId);
  expect(seen).toEqual(sandbox.azure.subscriptionIds.filter((id) => id !== subscription));
  expect(await refusalOf(disks())).toMatchObject({ statusCode: 403 });
  const graph = new ResourceGraphClient(credentialOf(sandbox), clientOptions(sandbox));
  const query = 'resources | summarize count() by subscriptionId';
  const answer = await graph.resources({ query, subscriptions: [...sandbox.azure.subscriptionIds] });
  // Rows of this query have this form.
  const rows = answer.data as readonly { readonly subscriptionId: string }[];
  expect(new Set(rows.map(({ subscriptionId }) => subscriptionId))).toEqual(new Set(seen));
});

test('below a management group are its subscriptions, however deep', async () => {
  const groups = new ManagementGroupsAPI(credentialOf(sandbox), clientOptions(sandbox));
  const below = await listed(groups.managementGroups.listDescendants(sandbox.azure.managementGroupId));
  const ids = below.filter(({ type }) => type === '/subscriptions').map(({ name }) => name);
  expect(ids).toEqual(sandbox.azure.subscriptionIds);
  expect(await refusalOf(listed(groups.managementGroups.listDescendants('nonesuch')))).toMatchObject({
    statusCode: 404,
  });
});

test('being asked to slow down comes with a time to wait', async () => {
  sandbox.faults.add({ type: 'throttle', service: 'Microsoft.Compute' });
  const headers = await authorized();
  const path = `/subscriptions/${subscription}/providers/Microsoft.Compute/disks?api-version=2025-01-02`;
  const answer = await sendByHand(sandbox, 'GET', path, headers);
  expect([answer.status, answer.headers['retry-after']]).toEqual([429, '1']);
  expect(answer.document).toMatchObject({ error: { code: 'SubscriptionRequestsThrottled' } });
  expect(sandbox.requests.list()).toContainEqual({
    service: 'Microsoft.Compute',
    operation: 'disks/read',
    requests: 1,
    errors: 1,
    throttled: 1,
  });
});

async function authorized(): Promise<Record<string, string>> {
  const { token } = await credentialOf(sandbox).getToken('https://management.azure.com/.default');
  return { authorization: `Bearer ${token}` };
}

test.each([
  [500, 'InternalServerError'],
  [503, 'ServiceUnavailable'],
] as const)('Azure fails by itself: %i', async (status, code) => {
  sandbox.faults.add({ type: 'error', status, service: 'Microsoft.Compute' });
  expect(await refusalOf(disks())).toMatchObject({ statusCode: status, code });
});

test('an answer breaks off, ends in the middle, or never comes', async () => {
  sandbox.faults.set([{ type: 'disconnect', service: 'Microsoft.Compute' }]);
  expect(await refusalOf(disks())).toBeInstanceOf(Error);
  sandbox.faults.set([{ type: 'truncate', service: 'Microsoft.Compute' }]);
  expect(await refusalOf(disks())).toBeInstanceOf(Error);
  sandbox.faults.set([{ type: 'timeout', service: 'Microsoft.Compute' }]);
  const abortSignal = AbortSignal.timeout(50);
  expect(await refusalOf(listed(compute.disks.list({ abortSignal })))).toMatchObject({ name: 'AbortError' });
});

test('the next page can be the very page it is the next of', async () => {
  sandbox.faults.add({ type: 'repeat-token', service: 'Microsoft.Compute' });
  const pages = compute.virtualMachines.listAll().byPage();
  const links: string[] = [];
  for await (const page of pages) {
    links.push(JSON.stringify(page.map(({ id }) => id)));
    if (links.length === 3) break;
  }
  expect(links[1]).toBe(links[0]);
  expect(links[2]).toBe(links[0]);
});

test('Resource Manager counts the reads of a subscription, and stops after them', async () => {
  sandbox.azure.limits.mode = 'strict';
  const headers = await authorized();
  const path = `/subscriptions/${subscription}/resourcegroups?api-version=2025-04-01`;
  const first = await sendByHand(sandbox, 'GET', path, headers);
  expect(first.headers['x-ms-ratelimit-remaining-subscription-reads']).toBe('249');
  const answers = await Promise.all(
    Array.from({ length: 400 }, () => sendByHand(sandbox, 'GET', path, headers)),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(50);
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
  // Another subscription has an allowance of its own.
  const other = path.replace(subscription, sandbox.azure.subscriptionIds[0] ?? '');
  expect((await sendByHand(sandbox, 'GET', other, headers)).status).toBe(200);
});

test('Resource Graph takes fifteen queries in five seconds', async () => {
  sandbox.azure.limits.mode = 'strict';
  const headers = await authorized();
  const ask = () =>
    sendByHand(
      sandbox,
      'POST',
      '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01',
      headers,
      '{"query":"resources | take 1"}',
    );
  const answers = [];
  for (let number = 0; number < 16; number++) answers.push(await ask());
  expect(answers.slice(0, 15).map(({ headers: { 'x-ms-user-quota-remaining': left } }) => left)).toEqual(
    Array.from({ length: 15 }, (_, index) => String(14 - index)),
  );
  expect(answers[15]?.status).toBe(429);
  expect(answers[15]?.headers['x-ms-user-quota-resets-after']).toMatch(/^00:00:0[1-5]$/);
  expect(answers[15]?.document).toMatchObject({ error: { code: 'RateLimiting' } });
});

test('without a version of the interface nothing is told', async () => {
  const answer = await sendByHand(sandbox, 'GET', '/subscriptions', await authorized());
  expect([answer.status, answer.document]).toMatchObject([
    400,
    { error: { code: 'MissingApiVersionParameter' } },
  ]);
});
