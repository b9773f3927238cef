import type { Check } from 'bursar/adapter';
import { kinds, systemClock } from 'bursar/adapter';
import { expect, test } from 'vitest';
import type { AzureSettingsInput } from '../../../adapters/azure/settings.ts';
import {
  type AzureCall,
  type AzureServerOptions,
  refusal,
  serveAzure,
  testSubscription,
} from './azure-server.ts';
import { connected, testContext } from './connected.ts';

const all = { kinds: new Set(kinds.map(({ name }) => name)), signals: new Set(['cpu-utilization']) };

async function checked(options: AzureServerOptions, settings: AzureSettingsInput = {}, skewMs = 0) {
  const context = { ...testContext(), clock: { now: () => systemClock.now() + skewMs } };
  const server = await serveAzure({ subscriptions: [testSubscription], ...options });
  const connection = await connected(server, { maxAttempts: 1, ...settings }, context);
  const checks: Check[] = [];
  for await (const check of connection.checks(all, AbortSignal.timeout(20_000))) checks.push(check);
  return checks.map(({ title, status, detail }) => `${title} ${status}: ${detail}`);
}

function withActions(actions: readonly string[], notActions: readonly string[] = []) {
  return ({ path }: AzureCall) => {
    if (path === '/graph/v1.0/servicePrincipals') return { status: 200, body: { value: [{ id: 'a' }] } };
    return path.endsWith('/permissions')
      ? { status: 200, body: { value: [{ actions, notActions }] } }
      : undefined;
  };
}

test('all is well', async () => {
  expect(await checked({ instead: withActions(['*/read']) })).toEqual([
    expect.stringMatching(/^Azure credentials ok: application the-application in tenant aaaa/),
    expect.stringMatching(/^Clock ok/),
    expect.stringMatching(/^Azure subscription subscription 1 ok: \d+ permissions looked up, none missing$/),
    expect.stringMatching(/^Microsoft Graph ok/),
  ]);
});

test('each permission that is missing is named', async () => {
  const checks = await checked({ instead: withActions(['*/read'], ['microsoft.compute/DISKS/*']) });
  expect(checks).toContain('Azure subscription subscription 1 failed: may not: Microsoft.Compute/disks/read');
});

test('a directory that may not be read, and permissions that cannot be looked up', async () => {
  const instead = ({ path }: AzureCall) =>
    path.endsWith('/permissions') ? refusal(500, 'InternalServerError') : undefined;
  const checks = await checked({ instead });
  expect(checks).toEqual([
    expect.anything(),
    expect.anything(),
    expect.stringMatching(
      /^Azure subscription subscription 1 warning: its permissions could not be looked up/,
    ),
    expect.stringMatching(/^Microsoft Graph failed: Authorization_RequestDenied/),
  ]);
});

test('a clock that is off', async () => {
  const checks = await checked({ instead: withActions(['*']) }, {}, 600_000);
  expect(checks[1]).toMatch(/^Clock failed: \d+ s off/);
});

test('nobody is signed in', async () => {
  const credential = {
    async getToken(): Promise<never> {
      throw Object.assign(new Error('AADSTS7000222: The provided client secret keys are expired.'), {
        name: 'AuthenticationRequiredError',
      });
    },
  };
  const checks = await checked({}, { credential });
  expect(checks).toEqual([expect.stringMatching(/^Azure credentials failed: .*AADSTS7000222.*has expired/)]);
});

test('an identity that sees no subscription', async () => {
  const checks = await checked({ subscriptions: [] });
  expect(checks.at(-1)).toMatch(/^Azure subscriptions failed: this identity sees no subscription/);
});
