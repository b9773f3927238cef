import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { gcpAdapter } from '../../../adapters/gcp/index.ts';
import type { GcpSettingsInput } from '../../../adapters/gcp/settings.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { listed, sandboxed, testContext } from './connected.ts';
import { swift } from './gcp-server.ts';

afterEach(() => void vi.unstubAllEnvs());

/** The projects that are found by these credentials. */
async function projectsBy(sandbox: Sandbox, settings: GcpSettingsInput): Promise<readonly string[]> {
  const given = { endpoint: sandbox.gcp.url, callsPerSecond: swift, maxAttempts: 1, ...settings };
  const connection = await gcpAdapter.connect(gcpAdapter.settings.parse(given), testContext(sandbox));
  return (await listed(connection)).map((scope) => ('error' in scope ? scope.error.message : scope.account));
}

/** A folder that is gone when the test is over. */
async function folder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'bursar-gcp-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

test('the metadata server of a machine gives its service account, and its project', async () => {
  const sandbox = await sandboxed({ size: 50, accounts: 2 });
  vi.stubEnv('GCE_METADATA_HOST', sandbox.gcp.metadataHost);
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', undefined);
  vi.stubEnv('HOME', '/nonexistent');
  const [home] = sandbox.gcp.estate.projects;
  expect(await projectsBy(sandbox, { projects: [home?.id ?? ''] })).toEqual([home?.id]);
});

test('a service account’s key is taken, and names its project', async () => {
  const sandbox = await sandboxed({ size: 50, accounts: 2 });
  const key = sandbox.gcp.serviceAccountKey();
  expect(await projectsBy(sandbox, { credentials: { ...key } })).toEqual([key.project_id]);
});

test('application default credentials are found by their file', async () => {
  const sandbox = await sandboxed({ size: 50, accounts: 2 });
  await using place = await folder();
  const file = join(place.path, 'key.json');
  const key = sandbox.gcp.serviceAccountKey();
  await writeFile(file, JSON.stringify(key));
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', file);
  expect(await projectsBy(sandbox, {})).toEqual([key.project_id]);
});

test('a workload of another cloud takes on the service account by its own token', async () => {
  const sandbox = await sandboxed({ size: 50, accounts: 2 });
  await using place = await folder();
  const tokenFile = join(place.path, 'token');
  await writeFile(tokenFile, sandbox.gcp.subjectToken());
  const [home] = sandbox.gcp.estate.projects;
  const credentials = { ...sandbox.gcp.workloadIdentity(tokenFile) };
  expect(await projectsBy(sandbox, { credentials, projects: [home?.id ?? ''] })).toEqual([home?.id]);
});

test('credentials that are nowhere are told of, with what to do', async () => {
  const sandbox = await sandboxed({ size: 50, accounts: 2 });
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '/nonexistent/key.json');
  const connection = await gcpAdapter.connect(
    gcpAdapter.settings.parse({ endpoint: sandbox.gcp.url }),
    testContext(sandbox),
  );
  await expect(listed(connection)).rejects.toMatchObject({
    name: 'DeniedError',
    message: expect.stringContaining('GOOGLE_APPLICATION_CREDENTIALS'),
  });
});

test('a key that was taken back is told of, with what to do', async () => {
  const sandbox = await sandboxed({ size: 50, accounts: 2 });
  const [home] = sandbox.gcp.estate.projects;
  const wrong = { ...sandbox.gcp.workloadIdentity('/nonexistent/token') };
  expect(await projectsBy(sandbox, { credentials: wrong, projects: [home?.id ?? ''] })).toEqual([
    expect.stringContaining('/nonexistent/token'),
  ]);
});
