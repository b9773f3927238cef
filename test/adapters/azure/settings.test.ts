import { expect, test } from 'vitest';
import { azure } from '../../../adapters/azure/index.ts';
import { azureSettings } from '../../../adapters/azure/settings.ts';

/** The faults of settings, each with its path. */
function faultsOf(settings: unknown): readonly string[] {
  const { error } = azureSettings.safeParse(settings);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const guid = '11111111-1111-4111-8111-11111111111A';

test('nothing at all is a sound setting: all that the credential sees', () => {
  expect(azureSettings.parse({})).toEqual({
    credential: 'default',
    directory: true,
    regions: 'all',
    inventory: 'graph',
    stoppedSince: true,
    cloud: 'public',
    callsPerSecond: {},
    maxAttempts: 6,
    requestTimeoutMs: 60_000,
  });
  expect(azure().settings).toEqual({});
});

test('settings are not checked where they are written, but where the config is loaded', () => {
  const { adapter, settings } = azure({ regions: ['West Europe'] });
  expect(adapter.settings.safeParse(settings).success).toBe(false);
});

test('every fault is told, each with its path', () => {
  const faults = faultsOf({
    subscriptions: ['payments'],
    regions: ['West Europe'],
    kinds: ['instances'],
    endpoint: 'http://127.0.0.1',
    inventory: 'both',
    callsPerSecond: { Compute: 0 },
    maxAttempts: 0,
    credential: { tenantId: guid, clientId: guid, clientSecret: 'hunter2' },
    subscription: 'x',
  });
  const paths = [
    'subscriptions.0',
    'regions.0',
    'kinds.0',
    'endpoint',
    'inventory',
    'callsPerSecond.Compute',
    'maxAttempts',
    'credential',
    '',
  ];
  expect(new Set(faults.map((fault) => fault.split(':')[0]))).toEqual(new Set(paths));
  expect(faults).toContain('endpoint: expected an address that begins with https://');
  expect(faults.find((fault) => fault.startsWith('credential'))).toContain('{ env: NAME }');
});

test('a secret in the settings themselves is refused, and not repeated', () => {
  const faults = faultsOf({ credential: { tenantId: guid, clientId: guid, secret: 'hunter2' } });
  expect(faults).toHaveLength(1);
  expect(faults[0]).not.toContain('hunter2');
});

test.each([
  ['cli'],
  [{ managedIdentity: guid }],
  [{ tenantId: guid, clientId: guid, secret: { file: '/run/secrets/azure' } }],
  [{ tenantId: guid, clientId: guid, certificate: '/etc/bursar/azure.pem', password: { env: 'PASSWORD' } }],
  [{ tenantId: guid, clientId: guid, tokenFile: '/var/run/secrets/token' }],
  [{ getToken: async () => null }],
])('a credential may be %j', (credential) => {
  expect(faultsOf({ credential })).toEqual([]);
});

test('ids are written as Bursar writes them', () => {
  const { subscriptions } = azureSettings.parse({ subscriptions: [guid] });
  expect(subscriptions).toEqual([guid.toLowerCase()]);
});
