import type { Connection, Scope } from 'bursar/adapter';
import { expect, onTestFinished, test } from 'vitest';
import type { AzureSettingsInput } from '../../../adapters/azure/settings.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { collected, connected } from './connected.ts';

/** A sandbox with Azure alone, until the test is over, and the settings by which it is reached. */
async function estate(size: number): Promise<{
  readonly sandbox: Sandbox;
  connect(settings?: AzureSettingsInput): Promise<Connection>;
}> {
  const sandbox = await startSandbox({ clouds: ['azure'], seed: 5, size, accounts: 2 });
  onTestFinished(() => sandbox.close());
  const { url, certificate, tenantId, clientId, clientSecret } = sandbox.azure;
  process.env['BURSAR_TEST_SECRET'] = clientSecret;
  const credential = { tenantId, clientId, secret: { env: 'BURSAR_TEST_SECRET' } };
  return { sandbox, connect: (settings) => connected({ url, ca: certificate }, { credential, ...settings }) };
}

async function scopesOf(connection: Connection): Promise<readonly Scope[]> {
  const scopes: Scope[] = [];
  for await (const one of connection.scopes(AbortSignal.timeout(20_000))) {
    if ('error' in one) throw one.error;
    scopes.push(one);
  }
  return scopes;
}

test('everything there is is found once, where it is', async () => {
  const { sandbox, connect } = await estate(1_500);
  const connection = await connect();
  const scopes = await scopesOf(connection);
  const truths = Map.groupBy(sandbox.azure.truths(), ({ kind }) => kind);
  for (const { kind } of connection.collectors) {
    const { resources, unreadable, failed } = await collected(connection, kind.name, scopes);
    const found = new Map(resources.map((resource) => [resource.id, resource.scope]));
    const expected = truths.get(kind.name) ?? [];
    const missed = expected.filter(({ arn, account, region }) => {
      const scope = found.get(arn);
      return scope?.account !== account || scope.region !== region;
    });
    const outcome = { kind: kind.name, unreadable, failed, missed, repeated: resources.length - found.size };
    expect(outcome).toEqual({ kind: kind.name, unreadable: [], failed: [], missed: [], repeated: 0 });
    expect(resources).not.toEqual([]);
  }
});

test('Resource Manager tells the same of everything as Resource Graph', async () => {
  const { connect } = await estate(400);
  const byGraph = await connect();
  const byArm = await connect({ inventory: 'arm' });
  const scopes = await scopesOf(byGraph);
  for (const { kind } of byGraph.collectors) {
    const told = await collected(byGraph, kind.name, scopes);
    expect(await collected(byArm, kind.name, scopes)).toEqual(told);
  }
});

test('what Resource Graph refuses is listed by Resource Manager', async () => {
  const { sandbox, connect } = await estate(400);
  const connection = await connect({ maxAttempts: 1 });
  const scopes = await scopesOf(connection);
  const before = await collected(connection, 'volume', scopes);
  sandbox.faults.set([{ type: 'deny', service: 'Microsoft.ResourceGraph', operation: 'resources/read' }]);
  expect(await collected(connection, 'volume', scopes)).toEqual(before);
});

test.each([
  ['deny', 'DeniedError'],
  ['throttle', 'ThrottledError'],
] as const)(
  'what both refuse is a failure of each subscription, not an empty one: %s',
  async (type, error) => {
    const { sandbox, connect } = await estate(400);
    const connection = await connect({ maxAttempts: 1, directory: false });
    const scopes = await scopesOf(connection);
    sandbox.faults.set([
      { type, service: 'Microsoft.ResourceGraph' },
      { type, service: 'Microsoft.Compute' },
    ]);
    const { resources, failed } = await collected(connection, 'volume', scopes);
    expect(resources).toEqual([]);
    expect(failed).toHaveLength(2);
    for (const one of failed) expect(one).toContain(error);
  },
);
