import { v1 as aiplatform } from '@google-cloud/aiplatform';
import { v2 as functions } from '@google-cloud/functions';
import { v2 as notebooks } from '@google-cloud/notebooks';
import { ServicesClient } from '@google-cloud/run';
import { SqlInstancesServiceClient } from '@google-cloud/sql';
import { Storage } from '@google-cloud/storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProjectCell } from '../../../../src/sandbox/gcp/estate/estate.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { allIn, allOf, authOf, gcpSandbox, optionsOf, projectOf } from './support.ts';

let sandbox: Sandbox;
let project: ProjectCell;

beforeAll(async () => {
  sandbox = await gcpSandbox(3_000);
  project = projectOf(sandbox);
});

afterAll(() => sandbox.close());

describe('Cloud SQL', () => {
  test('lists every instance of a project, page by page', async () => {
    const client = new SqlInstancesServiceClient(optionsOf(sandbox));
    const found = [];
    let pageToken: string | undefined;
    do {
      const [page] = await client.list({
        project: project.id,
        maxResults: 5,
        ...(pageToken && { pageToken }),
      });
      expect(page.items?.length ?? 0).toBeLessThanOrEqual(5);
      found.push(...(page.items ?? []));
      pageToken = page.nextPageToken ?? undefined;
    } while (pageToken);
    const expected = allIn(project, (cell) => cell.databases);
    expect(found.map(({ name }) => name)).toEqual(expected.map(({ id }) => id));
    const stopped = found.find(({ settings }) => settings?.activationPolicy === 'NEVER');
    expect(stopped).toMatchObject({ state: 'RUNNABLE', kind: 'sql#instance', project: project.id });
    const [one] = expected;
    const sent = found.find(({ name }) => name === one?.id);
    expect(sent?.settings?.userLabels).toEqual(Object.fromEntries(one?.tags ?? []));
    expect(String(sent?.settings?.dataDiskSizeGb?.value)).toBe(String(one?.diskGib));
    await client.close();
  });
});

test('lists the buckets of the project that is named', async () => {
  const storage = new Storage({
    projectId: project.id,
    apiEndpoint: sandbox.gcp.url,
    authClient: authOf(sandbox),
    useAuthWithCustomEndpoint: true,
  });
  const [buckets] = await storage.getBuckets();
  expect(buckets.map(({ name }) => name)).toEqual(allOf(project.buckets).map(({ id }) => id));
  expect(buckets[0]?.metadata).toMatchObject({ projectNumber: project.number, kind: 'storage#bucket' });
});

test('lists Cloud Run services of all locations, what functions run as among them', async () => {
  const client = new ServicesClient(optionsOf(sandbox));
  const [services] = await client.listServices({
    parent: `projects/${project.id}/locations/-`,
    pageSize: 4,
  });
  const own = services.filter(({ labels }) => labels?.['goog-managed-by'] !== 'cloudfunctions');
  const expected = allIn(project, (cell) => cell.runServices);
  expect(own.map(({ name }) => `//run.googleapis.com/${name}`)).toEqual(expected.map(({ arn }) => arn));
  const functionNames = allIn(project, (cell) => cell.functions).map(({ id }) => id);
  const kept = services.filter((service) => !own.includes(service));
  expect(kept.map(({ name }) => name?.split('/').at(-1))).toEqual(functionNames);
  await client.close();
});

test('lists functions of all locations', async () => {
  const client = new functions.FunctionServiceClient(optionsOf(sandbox));
  const [found] = await client.listFunctions({ parent: `projects/${project.id}/locations/-`, pageSize: 4 });
  const expected = allIn(project, (cell) => cell.functions);
  expect(found.map(({ name }) => `//cloudfunctions.googleapis.com/${name}`)).toEqual(
    expected.map(({ arn }) => arn),
  );
  await client.close();
});

test('lists Workbench instances of all zones', async () => {
  const client = new notebooks.NotebookServiceClient(optionsOf(sandbox));
  const [found] = await client.listInstances({ parent: `projects/${project.id}/locations/-`, pageSize: 2 });
  const expected = allIn(project, (cell) => cell.notebooks);
  expect(found.map(({ name }) => `//notebooks.googleapis.com/${name}`)).toEqual(
    expected.map(({ arn }) => arn),
  );
  await client.close();
});

test('lists endpoints region by region, and not of all regions at once', async () => {
  const client = new aiplatform.EndpointServiceClient(optionsOf(sandbox));
  const found = [];
  for (const { region } of project.cells)
    found.push(...(await client.listEndpoints({ parent: `projects/${project.id}/locations/${region}` }))[0]);
  const expected = allIn(project, (cell) => cell.endpoints);
  expect(expected.length).toBeGreaterThan(0);
  expect(found.map(({ name }) => name)).toEqual(
    expected.map(({ arn }) => arn.slice(28).replace(`/${project.id}/`, `/${project.number}/`)),
  );
  await expect(client.listEndpoints({ parent: `projects/${project.id}/locations/-` })).rejects.toMatchObject({
    code: 3,
  });
  await client.close();
});
