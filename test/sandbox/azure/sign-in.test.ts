import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import { generate } from 'selfsigned';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createAzureCloud } from '../../../src/sandbox/azure/cloud.ts';
import { Faults } from '../../../src/sandbox/faults.ts';
import { MovableClock } from '../../../src/sandbox/movable-clock.ts';
import { RequestCounters } from '../../../src/sandbox/request-counters.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import {
  azureSandbox,
  clientOptions,
  credentialOf,
  listed,
  refusalOf,
  sendByHand,
  signInOptions,
} from './support.ts';

const management = 'https://management.azure.com/.default';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await azureSandbox(50);
});

afterAll(() => sandbox.close());

afterEach(() => {
  sandbox.faults.clear();
  vi.unstubAllEnvs();
});

/** How many subscriptions a credential sees. */
async function subscriptionsSeenBy(credential: TokenCredential): Promise<number> {
  const client = new SubscriptionClient(credential, clientOptions(sandbox));
  return (await listed(client.subscriptions.list())).length;
}

test('a client secret opens the subscriptions', async () => {
  expect(await subscriptionsSeenBy(credentialOf(sandbox))).toBe(3);
});

test.each([
  ['a wrong secret', { secret: 'wrong' }, 'AADSTS7000215'],
  ['a secret that has expired', { expired: true }, 'AADSTS7000222'],
  ['an application of another tenant', { client: '11111111-2222-4333-a444-555555555555' }, 'AADSTS700016'],
])(
  '%s is refused in the words of Entra',
  async (_, wrong: { secret?: string; expired?: boolean; client?: string }, code) => {
    const { tenantId, clientId, clientSecret, expiredClientSecret } = sandbox.azure;
    const secret = wrong.secret ?? (wrong.expired === true ? expiredClientSecret : clientSecret);
    const credential = new ClientSecretCredential(
      tenantId,
      wrong.client ?? clientId,
      secret,
      signInOptions(sandbox),
    );
    expect((await refusalOf(credential.getToken(management))).message).toContain(code);
  },
);

test('a tenant that does not exist is refused', async () => {
  const { clientId, clientSecret } = sandbox.azure;
  const tenant = '11111111-2222-4333-a444-555555555555';
  const credential = new ClientSecretCredential(tenant, clientId, clientSecret, signInOptions(sandbox));
  expect((await refusalOf(credential.getToken(management))).message).toMatch(
    /AADSTS90002|endpoints_resolution/,
  );
});

test('a resource that the tenant has not is refused', async () => {
  expect(
    (await refusalOf(credentialOf(sandbox).getToken('https://elsewhere.example/.default'))).message,
  ).toContain('AADSTS500011');
});

test('a certificate is taken once it is registered, and only that one', async () => {
  const { tenantId, clientId } = sandbox.azure;
  const made = await generate([{ name: 'commonName', value: 'bursar' }], { keySize: 2_048 });
  const certificate = `${made.private}\n${made.cert}`;
  const credential = () =>
    new ClientCertificateCredential(tenantId, clientId, { certificate }, signInOptions(sandbox));
  expect((await refusalOf(credential().getToken(management))).message).toContain('AADSTS700027');
  sandbox.azure.registerCertificate(made.cert);
  expect(await subscriptionsSeenBy(credential())).toBe(3);
});

test('a workload signs in with its own token, and with no other', async () => {
  const { tenantId, clientId, federatedToken } = sandbox.azure;
  const by = (token: string) =>
    new ClientAssertionCredential(tenantId, clientId, async () => token, signInOptions(sandbox));
  expect(await subscriptionsSeenBy(by(federatedToken()))).toBe(3);
  const [head, payload] = federatedToken().split('.');
  expect((await refusalOf(by(`${head}.${payload}.forged`).getToken(management))).message).toContain(
    'AADSTS700213',
  );
});

test("a machine's managed identity signs in, by the metadata service or App Service's endpoint", async () => {
  const { url, identityHeader, managedIdentityClientId } = sandbox.azure;
  vi.stubEnv('AZURE_POD_IDENTITY_AUTHORITY_HOST', url);
  expect(await subscriptionsSeenBy(new ManagedIdentityCredential(signInOptions(sandbox)))).toBe(3);
  vi.stubEnv('IDENTITY_ENDPOINT', `${url}/msi/token`);
  vi.stubEnv('IDENTITY_HEADER', identityHeader);
  const byClient = new ManagedIdentityCredential({
    ...signInOptions(sandbox),
    clientId: managedIdentityClientId,
  });
  expect(await subscriptionsSeenBy(byClient)).toBe(3);
});

test('the metadata service answers nobody who does not say what it is', async () => {
  const path = '/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://management.azure.com';
  expect((await sendByHand(sandbox, 'GET', path)).status).toBe(400);
  expect((await sendByHand(sandbox, 'GET', path, { metadata: 'true' })).document).toMatchObject({
    token_type: 'Bearer',
    expires_in: '86400',
  });
});

const subscriptions = '/subscriptions?api-version=2022-12-01';

test('without a token, or with a foreign one, nothing is told', async () => {
  const none = await sendByHand(sandbox, 'GET', subscriptions);
  expect(none.status).toBe(401);
  expect(none.document).toMatchObject({ error: { code: 'AuthenticationFailed' } });
  expect(none.headers['www-authenticate']).toContain('Bearer authorization_uri=');
  const foreign = await sendByHand(sandbox, 'GET', subscriptions, { authorization: 'Bearer a.b.c' });
  expect(foreign.document).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
});

test('a token for one host is worth nothing at another', async () => {
  const { token } = await credentialOf(sandbox).getToken('https://graph.microsoft.com/.default');
  const headers = { authorization: `Bearer ${token}` };
  expect((await sendByHand(sandbox, 'GET', subscriptions, headers)).document).toMatchObject({
    error: { code: 'InvalidAuthenticationTokenAudience' },
  });
  expect((await sendByHand(sandbox, 'GET', '/graph/v1.0/applications', headers)).status).toBe(200);
});

test('the address of the sandbox is as good a resource as the name of Azure', async () => {
  const { token } = await credentialOf(sandbox).getToken(`${sandbox.azure.url}/.default`);
  const answer = await sendByHand(sandbox, 'GET', subscriptions, { authorization: `Bearer ${token}` });
  expect(answer.status).toBe(200);
});

test('a token expires by the clock on the wall', async () => {
  let now = Date.UTC(2026, 0, 5);
  const wallClock = { now: () => now };
  const cloud = createAzureCloud({
    seed: 3,
    size: 50,
    accounts: 1,
    clock: new MovableClock(wallClock),
    wallClock,
    faults: new Faults(3),
    counters: new RequestCounters(),
  });
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: cloud.clientId,
    client_secret: cloud.clientSecret,
    scope: management,
  }).toString();
  const alone = { azure: cloud } as unknown as Sandbox;
  const signedIn = await sendByHand(alone, 'POST', `/${cloud.tenantId}/oauth2/v2.0/token`, {}, body);
  const headers = { authorization: `Bearer ${String(signedIn.document?.['access_token'])}` };
  expect((await sendByHand(alone, 'GET', subscriptions, headers)).status).toBe(200);
  now += 3_600_000;
  const late = await sendByHand(alone, 'GET', subscriptions, headers);
  expect([late.status, late.document]).toMatchObject([
    401,
    { error: { code: 'ExpiredAuthenticationToken' } },
  ]);
});

test('signing in can fail as all else can', async () => {
  sandbox.faults.set([{ type: 'error', status: 503, service: 'login', operation: 'token', times: 1 }]);
  expect((await refusalOf(credentialOf(sandbox).getToken(management))).message).toContain('90033');
  expect(await subscriptionsSeenBy(credentialOf(sandbox))).toBe(3);
  expect(sandbox.requests.list()).toContainEqual(
    expect.objectContaining({ service: 'login', operation: 'token', errors: expect.any(Number) }),
  );
});
