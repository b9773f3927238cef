import { FoldersClient, OrganizationsClient, ProjectsClient } from '@google-cloud/resource-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { restOf } from './rest.ts';
import { gcpSandbox, optionsOf } from './support.ts';

let sandbox: Sandbox;
let projects: ProjectsClient;
let folders: FoldersClient;

beforeAll(async () => {
  sandbox = await gcpSandbox(300, { accounts: 7 });
  projects = new ProjectsClient(optionsOf(sandbox));
  folders = new FoldersClient(optionsOf(sandbox));
});

afterAll(async () => {
  await Promise.all([projects.close(), folders.close()]);
  await sandbox.close();
});

test('all projects are found, page by page', async () => {
  const found: unknown[] = [];
  for await (const { projectId } of projects.searchProjectsAsync({ pageSize: 2 })) found.push(projectId);
  expect(found).toEqual(sandbox.gcp.estate.projects.map(({ id }) => id));
  expect(sandbox.requests.requests('cloudresourcemanager', 'projects.search')).toBe(4);
});

test('projects are found by what they carry', async () => {
  const [found] = await projects.searchProjects({ query: 'labels.environment:production state:ACTIVE' });
  expect(found.map(({ displayName }) => displayName)).toEqual(['acme-production']);
  await expect(projects.searchProjects({ query: 'older than a year' })).rejects.toThrow('Invalid query');
});

test('the tree can be walked from the organization to every project', async () => {
  const client = new OrganizationsClient(optionsOf(sandbox));
  const [[organization]] = await client.searchOrganizations({});
  expect(organization).toMatchObject({ displayName: 'acme.example', state: 'ACTIVE' });
  const found: string[] = [];
  const walk = async (parent: string): Promise<void> => {
    for await (const { projectId } of projects.listProjectsAsync({ parent })) found.push(projectId ?? '');
    for await (const { name } of folders.listFoldersAsync({ parent })) await walk(name ?? '');
  };
  await walk(organization?.name ?? '');
  expect(found.toSorted()).toEqual(sandbox.gcp.estate.projects.map(({ id }) => id).toSorted());
  await client.close();
});

test('a project goes by its number too, and one that is not there cannot be told from a hidden one', async () => {
  const [, second] = sandbox.gcp.estate.projects;
  const [project] = await projects.getProject({ name: `projects/${second?.number ?? ''}` });
  expect(project).toMatchObject({ projectId: second?.id, labels: { environment: 'production' } });
  await expect(projects.getProject({ name: 'projects/nowhere' })).rejects.toThrow('or it may not exist');
  await expect(folders.getFolder({ name: 'folders/1' })).rejects.toThrow('or it may not exist');
});

test('a mask leaves what it names', async () => {
  const { body } = await restOf(sandbox).get('/v3/projects:search?pageSize=1&fields=projects(projectId)');
  expect(body).toEqual({ projects: [{ projectId: sandbox.gcp.estate.projects[0]?.id }] });
});
