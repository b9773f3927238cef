import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GoogleAuth, IdentityPoolClient, JWT, UserRefreshClient } from 'google-auth-library';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { type GoogleErrorBody, restOf } from './services/rest.ts';
import { gcpSandbox, projectOf } from './services/support.ts';

const scopes = ['https://www.googleapis.com/auth/cloud-platform'];
const projects = '/v3/projects:search';

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  sandbox = await gcpSandbox(200);
  folder = await mkdtemp(join(tmpdir(), 'bursar-gcp-'));
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([sandbox.close(), rm(folder, { recursive: true })]);
});

/** Whether a token is taken. */
async function isTaken(token: string | null | undefined): Promise<boolean> {
  return (await restOf(sandbox).get(projects, token ?? 'none')).status === 200;
}

describe('the metadata server', () => {
  test('gives a machine its credentials', async () => {
    vi.stubEnv('GCE_METADATA_HOST', sandbox.gcp.metadataHost);
    // Else the library looks for another one by name.
    vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present');
    const auth = new GoogleAuth({ scopes });
    expect(await auth.getProjectId()).toBe(sandbox.gcp.estate.projects[0]?.id);
    expect(await auth.getCredentials()).toMatchObject({ client_email: sandbox.gcp.email });
    expect(await isTaken(await auth.getAccessToken())).toBe(true);
    vi.unstubAllEnvs();
  });

  test('answers only who knows whom he asks', async () => {
    const url = `${sandbox.gcp.url}/computeMetadata/v1/instance/service-accounts/default/token`;
    expect((await fetch(url)).status).toBe(403);
    const answer = await fetch(url, { headers: { 'Metadata-Flavor': 'Google' } });
    expect(answer.headers.get('metadata-flavor')).toBe('Google');
    expect(await answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3_599 });
    const elsewhere = await fetch(`${sandbox.gcp.url}/computeMetadata/v1/instance/nothing`, {
      headers: { 'Metadata-Flavor': 'Google' },
    });
    expect(elsewhere.status).toBe(404);
  });
});

describe('a service account key', () => {
  test('signs tokens by itself', async () => {
    const { client_email: email, private_key: key } = sandbox.gcp.serviceAccountKey();
    const client = new JWT({ email, key });
    const headers = await client.getRequestHeaders('https://compute.googleapis.com/');
    expect(await isTaken(headers.get('authorization')?.replace('Bearer ', ''))).toBe(true);
  });

  test('is exchanged for a token', async () => {
    const { client_email: email, private_key: key } = sandbox.gcp.serviceAccountKey();
    const client = new JWT({ email, key, scopes });
    const { transporter } = client;
    const request = transporter.request.bind(transporter);
    // The library knows one address for that.
    transporter.request = (options) =>
      request({
        ...options,
        url: String(options?.url).replace('https://oauth2.googleapis.com', sandbox.gcp.url),
      });
    expect(await isTaken((await client.getAccessToken()).token)).toBe(true);
  });

  test('of somebody else is refused', async () => {
    const other = await gcpSandbox(50, { seed: 8 });
    const { client_email: email, private_key: key } = other.gcp.serviceAccountKey();
    await other.close();
    const headers = await new JWT({ email, key }).getRequestHeaders('https://compute.googleapis.com/');
    expect(await isTaken(headers.get('authorization')?.replace('Bearer ', ''))).toBe(false);
  });
});

test('a person who signed in gets new tokens', async () => {
  const user = sandbox.gcp.authorizedUser();
  const client = (refreshToken: string): UserRefreshClient =>
    new UserRefreshClient({
      clientId: user.client_id,
      clientSecret: user.client_secret,
      refreshToken,
      endpoints: { oauth2TokenUrl: `${sandbox.gcp.url}/token` },
    });
  expect(await isTaken((await client(user.refresh_token).getAccessToken()).token)).toBe(true);
  await expect(client('1//gone').getAccessToken()).rejects.toThrow('invalid_grant');
});

describe('workload identity federation', () => {
  test('takes on the service account with a token of another provider', async () => {
    const file = join(folder, 'subject');
    await writeFile(file, sandbox.gcp.subjectToken());
    const client = new IdentityPoolClient({ ...sandbox.gcp.workloadIdentity(file), scopes });
    expect(await isTaken((await client.getAccessToken()).token)).toBe(true);
  });

  test('refuses a token that the provider did not give', async () => {
    const file = join(folder, 'wrong');
    await writeFile(file, 'eyJhbGciOiJSUzI1NiJ9.e30.AAAA');
    const client = new IdentityPoolClient({ ...sandbox.gcp.workloadIdentity(file), scopes });
    await expect(client.getAccessToken()).rejects.toThrow();
  });

  test('gives no rights but that', async () => {
    const file = join(folder, 'direct');
    await writeFile(file, sandbox.gcp.subjectToken());
    const { service_account_impersonation_url: _, ...direct } = sandbox.gcp.workloadIdentity(file);
    const client = new IdentityPoolClient({ ...direct, scopes });
    const { token } = await client.getAccessToken();
    const { status, body } = await restOf(sandbox).get<GoogleErrorBody>(projects, token ?? '');
    expect(status).toBe(403);
    expect(body.error.details?.[0]).toMatchObject({ reason: 'IAM_PERMISSION_DENIED' });
  });
});

describe('a token that does not hold', () => {
  test.each([
    ['missing', '', 'CREDENTIALS_MISSING'],
    ['unknown', 'ya29.nobody', 'ACCESS_TOKEN_TYPE_UNSUPPORTED'],
  ])('%s: is told in Google’s words', async (_, token, reason) => {
    const { status, body, headers } = await restOf(sandbox).get<GoogleErrorBody>(projects, token);
    expect(status).toBe(401);
    expect(body.error).toMatchObject({ code: 401, status: 'UNAUTHENTICATED' });
    expect(body.error.details?.[0]?.reason).toBe(reason);
    expect(headers.get('www-authenticate')).toContain('Bearer');
  });

  test('has expired by the wall clock', async () => {
    const { identities } = sandbox.gcp;
    const account = identities.account(sandbox.gcp.email);
    if (account === undefined) throw new Error('the sandbox has an account of its own');
    const { token } = identities.tokens.issue(account, 0);
    const { body } = await restOf(sandbox).get<GoogleErrorBody>(projects, token);
    expect(body.error.details?.[0]?.reason).toBe('ACCESS_TOKEN_EXPIRED');
  });
});

test('an API that is not switched on says where to do that', async () => {
  const { id, number } = projectOf(sandbox);
  sandbox.gcp.estate.apis.disable(id, 'compute.googleapis.com');
  const path = `/compute/v1/projects/${id}/aggregated/instances`;
  const { status, body } = await restOf(sandbox).get<GoogleErrorBody>(path);
  expect(status).toBe(403);
  expect(body.error.message).toContain(`overview?project=${id}`);
  expect(body.error.errors[0]).toMatchObject({ reason: 'accessNotConfigured', domain: 'usageLimits' });
  expect(body.error.details?.[0]).toMatchObject({
    reason: 'SERVICE_DISABLED',
    metadata: { service: 'compute.googleapis.com', consumer: `projects/${number}` },
  });
  sandbox.gcp.estate.apis.enable(id, 'compute.googleapis.com');
  expect((await restOf(sandbox).get(path)).status).toBe(200);
});
