import { expect, test } from 'vitest';
import { otherSubscription, refusal, serveAzure, testSubscription, testTenant } from './azure-server.ts';
import { connected, listed } from './connected.ts';

const both = [`${testSubscription} subscription 1`, `${otherSubscription} subscription 2`];
const tenant = `tenants/${testTenant} tenant`;

test('all subscriptions that are seen, and the tenant', async () => {
  expect(await listed(await connected(await serveAzure()))).toEqual([...both, tenant]);
  expect(await listed(await connected(await serveAzure(), { directory: false }))).toEqual(both);
});

test('a subscription that is asked for and not seen is a failure, and the others stand', async () => {
  const unseen = '99999999-9999-4999-8999-999999999999';
  const server = await serveAzure();
  const connection = await connected(server, { subscriptions: [testSubscription, unseen], directory: false });
  expect(await listed(connection)).toEqual([both[0], `${unseen}: DeniedError`]);
});

test('the subscriptions below a management group, less those to leave out', async () => {
  const entry = (name: string, type: string) => ({ id: `/x/${name}`, name, type });
  const unseen = '99999999-9999-4999-8999-999999999999';
  const value = [
    entry('inner', 'Microsoft.Management/managementGroups'),
    entry(testSubscription, 'Microsoft.Management/managementGroups/subscriptions'),
    entry(otherSubscription, '/subscriptions'),
    entry(unseen, '/subscriptions'),
  ];
  const server = await serveAzure({
    instead: ({ path }) =>
      path.endsWith('/acme/descendants') ? { status: 200, body: { value } } : undefined,
  });
  const subscriptions = { managementGroup: 'acme', exclude: [otherSubscription] };
  expect(await listed(await connected(server, { subscriptions, directory: false }))).toEqual([
    both[0],
    `${unseen}: DeniedError`,
  ]);
});

test('an identity that sees nothing is told what to do', async () => {
  const connection = await connected(await serveAzure({ subscriptions: [] }));
  await expect(listed(connection)).rejects.toMatchObject({
    name: 'DeniedError',
    message: expect.stringContaining('assign it a role'),
  });
});

test('a management group that may not be read fails as a whole', async () => {
  const server = await serveAzure({
    instead: ({ path }) =>
      path.includes('/managementGroups/') ? refusal(403, 'AuthorizationFailed') : undefined,
  });
  const connection = await connected(server, { subscriptions: { managementGroup: 'acme' } });
  await expect(listed(connection)).rejects.toMatchObject({ name: 'DeniedError' });
});
