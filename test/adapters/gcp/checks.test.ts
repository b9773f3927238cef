import type { Check } from 'bursar/adapter';
import { systemClock } from 'bursar/adapter';
import { expect, test } from 'vitest';
import { gcpAdapter } from '../../../adapters/gcp/index.ts';
import type { GcpSettingsInput } from '../../../adapters/gcp/settings.ts';
import { connected, sandboxed, signal, testContext } from './connected.ts';
import { disabled, GcpRefusal, serveGcp, swift, testProject } from './gcp-server.ts';

const project = {
  name: 'projects/123456789012',
  projectId: testProject,
  displayName: 'Acme',
  state: 'ACTIVE',
};

/** What doctor is told, with Google answering so. */
async function checks(
  answers: Parameters<typeof serveGcp>[0],
  settings: GcpSettingsInput = {},
  clock = systemClock,
): Promise<readonly Check[]> {
  const { endpoint } = await serveGcp({ [`GET /v3/projects/${testProject}`]: project, ...answers });
  const parsed = gcpAdapter.settings.parse({
    endpoint,
    accessToken: async () => 'token-of-test',
    projects: [testProject],
    callsPerSecond: swift,
    maxAttempts: 1,
    ...settings,
  });
  const connection = await gcpAdapter.connect(parsed, testContext({ clock }));
  const selection = { kinds: new Set(['image', 'database']), signals: new Set<string>() };
  return Array.fromAsync(connection.checks(selection, signal));
}

const all = ['cloudsql.instances.list', 'compute.images.list', 'resourcemanager.projects.get'];
const allowed = { [`POST /v3/projects/${testProject}:testIamPermissions`]: { permissions: all } };
const served = {
  [`GET /compute/v1/projects/${testProject}/global/images`]: {},
  [`GET /v1/projects/${testProject}/instances`]: {},
};

test('all is well', async () => {
  expect(await checks({ ...allowed, ...served })).toMatchObject([
    { title: 'Google Cloud credentials', status: 'ok' },
    { title: 'Clock', status: 'ok' },
    { title: 'Google Cloud project Acme', status: 'ok', detail: '3 permissions tried, none missing' },
  ]);
});

test('permissions that are missing are named, by one question', async () => {
  const asked: unknown[] = [];
  const told = await checks({
    ...served,
    [`POST /v3/projects/${testProject}:testIamPermissions`]: ({ body }) => {
      asked.push(body);
      return { permissions: ['resourcemanager.projects.get'] };
    },
  });
  expect(told).toContainEqual(
    expect.objectContaining({
      status: 'failed',
      detail: 'may not: cloudsql.instances.list, compute.images.list',
      remedy: 'grant what "permissions" prints',
    }),
  );
  expect(asked).toEqual([{ permissions: all }]);
});

test('APIs that are switched off are named, with how to switch them on', async () => {
  const off = { [`GET /v1/projects/${testProject}/instances`]: disabled('sqladmin.googleapis.com') };
  expect(await checks({ ...allowed, ...served, ...off })).toContainEqual(
    expect.objectContaining({
      status: 'failed',
      detail: 'not enabled: sqladmin.googleapis.com',
      remedy: expect.stringContaining('gcloud services enable sqladmin.googleapis.com --project=acme-prod'),
    }),
  );
});

test('a project out of reach is a failure with Google’s reason', async () => {
  const told = await checks({
    [`GET /v3/projects/${testProject}`]: new GcpRefusal(
      403,
      'PERMISSION_DENIED',
      'The caller does not have permission',
    ),
  });
  expect(told.at(-1)).toMatchObject({
    status: 'failed',
    detail: expect.stringContaining('does not have permission'),
  });
});

test('a clock that is off is told of', async () => {
  const clock = { now: () => Date.now() + 900_000 };
  expect(await checks({ ...allowed, ...served }, {}, clock)).toContainEqual(
    expect.objectContaining({ title: 'Clock', status: 'failed', remedy: 'set the clock' }),
  );
});

test('no credentials end it', async () => {
  const credentials = { type: 'service_account' };
  const told = await checks({}, { accessToken: undefined, credentials });
  expect(told).toMatchObject([
    {
      title: 'Google Cloud credentials',
      status: 'failed',
      remedy: expect.stringContaining('GOOGLE_APPLICATION_CREDENTIALS'),
    },
  ]);
});

test('what the sandbox refuses is found to be missing before it is asked for', async () => {
  const sandbox = await sandboxed({ size: 200, accounts: 2 });
  const connection = await connected(sandbox);
  const selection = { kinds: new Set(['instance', 'grant']), signals: new Set<string>() };
  const told = async (): Promise<readonly string[]> =>
    (await Array.fromAsync(connection.checks(selection, signal))).map(
      ({ status, detail }) => `${status}: ${detail}`,
    );
  expect((await told()).filter((check) => !check.startsWith('ok'))).toEqual([]);
  const [first] = sandbox.gcp.estate.projects;
  sandbox.faults.set([
    { type: 'deny', service: 'cloudresourcemanager', operation: 'projects.get', account: first?.id ?? '' },
  ]);
  expect((await told()).filter((check) => check.startsWith('failed'))).toEqual([
    'failed: may not: resourcemanager.projects.get',
  ]);
});
