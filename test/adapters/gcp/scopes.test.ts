import type { FailedScope, Scope } from 'bursar/adapter';
import { systemClock } from 'bursar/adapter';
import { expect, test } from 'vitest';
import { Hierarchy } from '../../../adapters/gcp/hierarchy.ts';
import { gcpAdapter } from '../../../adapters/gcp/index.ts';
import { scopesOf as scopesAt } from '../../../adapters/gcp/scopes.ts';
import { type GcpSettingsInput, gcpSettings } from '../../../adapters/gcp/settings.ts';
import {
  collect,
  collectorOf,
  connected,
  listed,
  sandboxed,
  scopesOf,
  signal,
  testContext,
} from './connected.ts';
import { clientsAt, GcpRefusal, neverAnswers, serveGcp, swift } from './gcp-server.ts';

function shown(scope: Scope | FailedScope): string {
  return 'error' in scope
    ? `${scope.scope.account}: ${scope.error.name}`
    : `${scope.account} ${scope.accountName ?? ''}`;
}

/** Scopes as settings say, answered so. */
async function scopesFrom(settings: GcpSettingsInput, answers: Parameters<typeof serveGcp>[0]) {
  const { endpoint, calls } = await serveGcp(answers);
  const clients = clientsAt(endpoint);
  const scopes = Array.fromAsync(
    scopesAt(gcpSettings.parse(settings), clients, new Hierarchy(systemClock), signal),
  );
  return { scopes, calls };
}

const project = (id: string, more = {}) => ({
  name: `projects/1${id.length}0000000000`,
  projectId: id,
  displayName: id.toUpperCase(),
  state: 'ACTIVE',
  parent: 'organizations/1',
  ...more,
});

test('all of an organization is listed, with what is above its projects', async () => {
  const sandbox = await sandboxed({ size: 100, accounts: 6 });
  const { organization, folders, projects } = sandbox.gcp.estate;
  const scopes = await scopesOf(await connected(sandbox));
  expect(scopes.map(({ account }) => account).toSorted()).toEqual(
    [
      `organizations/${organization.id}`,
      ...folders.map(({ id }) => `folders/${id}`),
      ...projects.map(({ id }) => id),
    ].toSorted(),
  );
  expect(new Set(scopes.map(({ region }) => region))).toEqual(new Set(['global']));
});

test('a folder is listed with the folders in it, and without what is beside it', async () => {
  const sandbox = await sandboxed({ size: 100, accounts: 8 });
  const { folders, projects } = sandbox.gcp.estate;
  const inner = folders.find(({ parent }) => parent.startsWith('folders/'));
  const outer = inner?.parent.replace('folders/', '') ?? '';
  const scopes = await scopesOf(await connected(sandbox, { projects: { folder: outer } }));
  const inside = new Set([`folders/${outer}`, `folders/${inner?.id ?? ''}`]);
  const expected = projects.filter(({ parent }) => inside.has(parent)).map(({ id }) => id);
  expect(scopes.map(({ account }) => account).toSorted()).toEqual([...inside, ...expected].toSorted());
});

test('a project knows what is above it by name', async () => {
  const sandbox = await sandboxed({ size: 100, accounts: 8 });
  const connection = await connected(sandbox);
  const { resources } = await collect(collectorOf(connection, 'account'), await scopesOf(connection));
  const { folders, organization } = sandbox.gcp.estate;
  const inner = folders.find(({ parent }) => parent.startsWith('folders/'));
  const outer = folders.find(({ id }) => `folders/${id}` === inner?.parent);
  const deep = sandbox.gcp.estate.projects.find(({ parent }) => parent === `folders/${inner?.id ?? ''}`);
  const found = resources.find(({ id }) => id.endsWith(`/${deep?.id ?? ''}`));
  expect(found?.attributes).toMatchObject({
    path: [organization.displayName, outer?.displayName, inner?.displayName],
  });
});

test('only projects that are there, and are not left out, are listed; page by page', async () => {
  const first = [project('acme-one'), project('acme-gone', { state: 'DELETE_REQUESTED' })];
  const second = [project('acme-two'), project('acme-secret')];
  const { scopes, calls } = await scopesFrom(
    { projects: { organization: '1', exclude: ['acme-secret'] } },
    {
      'GET /v3/organizations/1': { name: 'organizations/1', displayName: 'acme.example' },
      'GET /v3/projects': ({ query }) =>
        query.get('pageToken') === 'next' ? { projects: second } : { projects: first, nextPageToken: 'next' },
      'GET /v3/folders': {},
    },
  );
  expect((await scopes).map(shown)).toEqual([
    'acme-one ACME-ONE',
    'acme-two ACME-TWO',
    'organizations/1 acme.example',
  ]);
  expect(calls.filter(({ path }) => path === '/v3/projects').map(({ query }) => query.get('parent'))).toEqual(
    ['organizations/1', 'organizations/1'],
  );
});

test('a folder that may not be looked into is a failure, and the rest stands', async () => {
  const folder = (id: string) => ({ name: `folders/${id}`, displayName: `Folder ${id}`, state: 'ACTIVE' });
  const { scopes } = await scopesFrom(
    { projects: { organization: '1' } },
    {
      'GET /v3/organizations/1': new GcpRefusal(403, 'PERMISSION_DENIED'),
      'GET /v3/projects': ({ query }) =>
        query.get('parent') === 'folders/7'
          ? new GcpRefusal(403, 'PERMISSION_DENIED')
          : { projects: query.get('parent') === 'folders/8' ? [project('acme-eight')] : [] },
      'GET /v3/folders': ({ query }) =>
        query.get('parent') === 'organizations/1' ? { folders: [folder('7'), folder('8')] } : {},
    },
  );
  expect((await scopes).map(shown)).toEqual([
    'organizations/1 ',
    'folders/7: DeniedError',
    'acme-eight ACME-EIGHT',
    'folders/8 Folder 8',
  ]);
});

test('projects that were named are each there or a failure with Google’s reason', async () => {
  const { scopes } = await scopesFrom(
    { projects: ['acme-prod', 'acme-denied', 'acme-closing'] },
    {
      'GET /v3/projects/acme-prod': project('acme-prod'),
      'GET /v3/projects/acme-closing': project('acme-closing', { state: 'DELETE_REQUESTED' }),
      'GET /v3/projects/acme-denied': new GcpRefusal(
        403,
        'PERMISSION_DENIED',
        'The caller does not have permission',
      ),
    },
  );
  expect(await scopes).toMatchObject([
    { account: 'acme-prod', accountName: 'ACME-PROD', region: 'global' },
    {
      scope: { account: 'acme-denied' },
      error: { name: 'DeniedError', message: expect.stringContaining('does not have permission') },
    },
    { scope: { account: 'acme-closing' }, error: { message: expect.stringContaining('DELETE_REQUESTED') } },
  ]);
});

test('expired credentials are told of with what to do', async () => {
  const { endpoint } = await serveGcp({});
  const clients = clientsAt(endpoint, { accessToken: async () => 'token-of-yesterday' });
  const settings = gcpSettings.parse({ projects: ['acme-prod'] });
  const scopes = await Array.fromAsync(scopesAt(settings, clients, new Hierarchy(systemClock), signal));
  expect(scopes).toMatchObject([
    { error: { name: 'DeniedError', message: expect.stringContaining('renew them') } },
  ]);
});

test('left out, the project is that of the credentials: a key’s own', async () => {
  const sandbox = await sandboxed({ size: 100, accounts: 2 });
  const key = sandbox.gcp.serviceAccountKey();
  const settings = gcpAdapter.settings.parse({
    endpoint: sandbox.gcp.url,
    credentials: { ...key },
    callsPerSecond: swift,
  });
  const connection = await gcpAdapter.connect(settings, testContext(sandbox));
  expect((await listed(connection)).map(shown)).toEqual([expect.stringContaining(key.project_id)]);
});

test('listing ends when it is called off', async () => {
  const { endpoint } = await serveGcp({ 'GET /v3/projects/acme-prod': neverAnswers });
  const controller = new AbortController();
  const settings = gcpSettings.parse({ projects: ['acme-prod'] });
  const scopes = Array.fromAsync(
    scopesAt(settings, clientsAt(endpoint), new Hierarchy(systemClock), controller.signal),
  );
  controller.abort();
  await expect(scopes).rejects.toMatchObject({ name: 'AbortError' });
});
