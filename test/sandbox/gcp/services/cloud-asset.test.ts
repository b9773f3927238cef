import { AssetServiceClient } from '@google-cloud/asset';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseDocument } from '../../../../src/sandbox/gcp/documents/database.ts';
import type { Cell, ProjectCell } from '../../../../src/sandbox/gcp/estate/estate.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { allIn, allOf, authOf, gcpSandbox, optionsOf, projectOf } from './support.ts';

let sandbox: Sandbox;
let project: ProjectCell;
let client: AssetServiceClient;

beforeAll(async () => {
  sandbox = await gcpSandbox(1_500, { accounts: 5 });
  project = projectOf(sandbox);
  client = new AssetServiceClient(optionsOf(sandbox));
});

afterAll(async () => {
  await client.close();
  await sandbox.close();
});

interface Listed {
  readonly name: string;
  readonly assetType: string;
  readonly ancestors: readonly string[];
  readonly resource?: { readonly data: unknown; readonly location: string; readonly parent?: string };
}

/** All assets of a scope, as they come over the wire. */
async function listed(
  parent: string,
  more: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<readonly Listed[]> {
  const found: Listed[] = [];
  const query = new URLSearchParams({ contentType: 'RESOURCE', pageSize: '1000' });
  for (const [name, values] of Object.entries(more)) {
    query.delete(name);
    for (const value of [values].flat()) query.append(name, value);
  }
  for (;;) {
    const response = await authOf(sandbox).request<{ assets?: Listed[]; nextPageToken?: string }>({
      url: `${sandbox.gcp.url}/v1/${parent}/assets?${query.toString()}`,
    });
    const page = response.data.assets ?? [];
    expect(page.length).toBeLessThanOrEqual(1_000);
    found.push(...page);
    if (response.data.nextPageToken === undefined) return found;
    query.set('pageToken', response.data.nextPageToken);
  }
}

describe('assets of the whole organization', () => {
  test('are all that the estate is known to have', async () => {
    const assets = await listed(`organizations/${sandbox.gcp.estate.organization.id}`);
    const names = new Set(assets.map(({ name }) => name));
    expect(names.size).toBe(assets.length);
    const numbers = new Map(sandbox.gcp.estate.projects.map(({ id, number }) => [id, number]));
    for (const { account, arn, kind } of sandbox.truths()) {
      // Of recommendations there is no inventory; NATs are in their routers, and accounts are known by their numbers.
      if (kind === 'recommendation' || kind === 'nat-gateway') continue;
      const byNumber = /^\/\/(?:aiplatform|cloudresourcemanager)/.test(arn)
        ? arn.replace(`/projects/${account}`, `/projects/${numbers.get(account)}`)
        : arn;
      const email = /serviceAccounts\/(.*)$/.exec(arn)?.[1];
      const id = email && sandbox.gcp.estate.project(account)?.serviceAccounts.find(email)?.uniqueId;
      expect(names).toContain(
        id === undefined || email === undefined ? byNumber : byNumber.replace(email, id),
      );
    }
  });

  test('say what is above them', async () => {
    const { folders, organization, projects } = sandbox.gcp.estate;
    const assets = await listed(`organizations/${organization.id}`, {
      assetTypes: ['cloudresourcemanager.googleapis.com/.*'],
    });
    expect(assets).toHaveLength(1 + folders.length + projects.length);
    const one = assets.find(({ ancestors }) => ancestors.length === 4);
    expect(one?.ancestors).toEqual([
      expect.stringMatching(/^projects\/\d{12}$/),
      expect.stringMatching(/^folders\//),
      expect.stringMatching(/^folders\//),
      `organizations/${organization.id}`,
    ]);
    expect(one?.resource?.parent).toBe(`//cloudresourcemanager.googleapis.com/${one?.ancestors[1]}`);
  });
});

test('of a folder come the projects below it, however deep', async () => {
  const { folders, projects } = sandbox.gcp.estate;
  const teams = folders.find(({ displayName }) => displayName === 'Teams');
  const inner = folders.find(({ displayName }) => displayName === 'Experiments');
  const assets = await listed(`folders/${teams?.id}`, {
    assetTypes: ['cloudresourcemanager.googleapis.com/Project'],
  });
  const below = projects.filter(
    ({ parent }) => parent === `folders/${teams?.id}` || parent === `folders/${inner?.id}`,
  );
  expect(below.length).toBeGreaterThan(1);
  expect(assets.map(({ name }) => name)).toEqual(
    below.map(({ number }) => `//cloudresourcemanager.googleapis.com/projects/${number}`),
  );
});

test('data is what the services tell themselves', async () => {
  const types = ['sqladmin.googleapis.com/Instance', 'compute.googleapis.com/Instance'];
  const assets = await listed(`projects/${project.id}`, { assetTypes: types });
  const databases = allIn(project, (cell) => cell.databases);
  const data = new Map(assets.map((asset) => [asset.name, asset]));
  for (const { arn, cell, index } of databases) {
    expect(data.get(arn)?.resource?.data).toEqual(databaseDocument(cell.databases.at(index), cell));
    expect(data.get(arn)?.resource?.location).toBe(cell.region);
  }
  const machine = allIn(project, (cell) => cell.instances).find(({ gone }) => !gone);
  const own = await authOf(sandbox).request({
    url: `${sandbox.gcp.url}/compute/v1/${machine?.path}`,
  });
  expect(data.get(machine?.arn ?? '')?.resource?.data).toEqual(own.data);
});

test('are read by the library, page by page', async () => {
  const [assets] = await client.listAssets({
    parent: `projects/${project.id}`,
    assetTypes: ['storage.googleapis.com/Bucket'],
    contentType: 'RESOURCE',
    pageSize: 3,
  });
  expect(assets.map(({ name }) => name)).toEqual(allOf(project.buckets).map(({ arn }) => arn));
  expect(assets[0]?.resource?.data?.fields?.['name']?.stringValue).toBe(project.buckets.at(0).id);
});

test('tell who may do what, where that is asked', async () => {
  const { organization, folders, projects } = sandbox.gcp.estate;
  const [assets] = await client.listAssets({
    parent: `organizations/${organization.id}`,
    contentType: 'IAM_POLICY',
  });
  expect(assets).toHaveLength(1 + folders.length + projects.length);
  expect(assets[0]?.iamPolicy?.bindings?.[0]?.role).toBe('roles/resourcemanager.organizationAdmin');
});

describe('a search', () => {
  test('finds by type and label', async () => {
    const [all] = await client.searchAllResources({
      scope: `projects/${project.id}`,
      assetTypes: ['run.googleapis.com/Service'],
    });
    const services = [(cell: Cell) => cell.runServices, (cell: Cell) => cell.functionServices];
    expect(all).toHaveLength(services.flatMap((of) => allIn(project, of)).length);
    const labelled = all.find(({ labels }) => Object.keys(labels ?? {}).includes('owner'));
    const owner = labelled?.labels?.['owner'] ?? '';
    const [some] = await client.searchAllResources({
      scope: `projects/${project.id}`,
      assetTypes: ['run.googleapis.com/Service'],
      query: `labels.owner=${owner}`,
    });
    expect(some.length).toBeGreaterThan(0);
    expect(some.every(({ labels }) => labels?.['owner'] === owner)).toBe(true);
  });

  test('finds policies', async () => {
    const [found] = await client.searchAllIamPolicies({
      scope: `organizations/${sandbox.gcp.estate.organization.id}`,
      query: 'allUsers',
    });
    for (const { policy } of found) expect(JSON.stringify(policy)).toContain('allUsers');
  });
});

test('refuses types that there are not, and organizations of others', async () => {
  const parent = `projects/${project.id}`;
  await expect(client.listAssets({ parent, assetTypes: ['nothing.googleapis.com/Thing'] })).rejects.toThrow(
    'is not supported',
  );
  await expect(client.listAssets({ parent: 'organizations/1' })).rejects.toThrow(
    'cloudasset.assets.listResource',
  );
});
