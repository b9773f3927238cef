import { AssetServiceClient } from '@google-cloud/asset';
import { v2 as functions } from '@google-cloud/functions';
import { v2 as notebooks } from '@google-cloud/notebooks';
import { ServicesClient } from '@google-cloud/run';
import { SqlInstancesServiceClient } from '@google-cloud/sql';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ProjectCell } from '../../../../src/sandbox/gcp/estate/estate.ts';
import { zonesOf } from '../../../../src/sandbox/gcp/estate/regions.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { allIn, authOf, gcpSandbox, optionsOf, projectOf } from './support.ts';

let sandbox: Sandbox;
let project: ProjectCell;

beforeAll(async () => {
  sandbox = await gcpSandbox(2_000);
  project = projectOf(sandbox);
});

afterEach(() => sandbox.faults.clear());

afterAll(() => sandbox.close());

describe('a region out of reach', () => {
  const down = 'us-central1';

  function unlessDown(models: readonly { readonly cell: { readonly region: string } }[]): number {
    return models.filter(({ cell }) => cell.region !== down).length;
  }

  test('is named by the lists of all locations, and the rest is told', async () => {
    sandbox.faults.set([{ type: 'error', status: 503, region: down }]);
    const parent = `projects/${project.id}/locations/-`;
    const run = new ServicesClient(optionsOf(sandbox));
    const [services, , runAnswer] = await run.listServices(
      { parent, pageSize: 1_000 },
      { autoPaginate: false },
    );
    expect(runAnswer?.unreachable).toEqual([down]);
    expect(services).toHaveLength(
      unlessDown([
        ...allIn(project, (cell) => cell.runServices),
        ...allIn(project, (cell) => cell.functions),
      ]),
    );
    const kept = new functions.FunctionServiceClient(optionsOf(sandbox));
    const [found, , functionsAnswer] = await kept.listFunctions({ parent }, { autoPaginate: false });
    expect(functionsAnswer?.unreachable).toEqual([`projects/${project.id}/locations/${down}`]);
    expect(found).toHaveLength(unlessDown(allIn(project, (cell) => cell.functions)));
    const workbench = new notebooks.NotebookServiceClient(optionsOf(sandbox));
    const [, , notebooksAnswer] = await workbench.listInstances({ parent }, { autoPaginate: false });
    expect(notebooksAnswer?.unreachable).toEqual(zonesOf(down));
    await Promise.all([run.close(), kept.close(), workbench.close()]);
  });

  test('is warned of by Cloud SQL', async () => {
    sandbox.faults.set([{ type: 'error', status: 503, region: down, service: 'sqladmin' }]);
    const client = new SqlInstancesServiceClient(optionsOf(sandbox));
    const [answer] = await client.list({ project: project.id }, { autoPaginate: false });
    expect(answer.warnings).toMatchObject([{ code: 'REGION_UNREACHABLE', region: down }]);
    expect(answer.items).toHaveLength(unlessDown(allIn(project, (cell) => cell.databases)));
    await client.close();
  });

  test('keeps buckets back where that is asked for', async () => {
    sandbox.faults.set([{ type: 'error', status: 503, region: down, service: 'storage' }]);
    const ask = (more: string) =>
      authOf(sandbox).request<{ items?: { name: string }[]; unreachable?: string[] }>({
        url: `${sandbox.gcp.url}/storage/v1/b?project=${project.id}&${more}`,
      });
    const { data: part } = await ask('returnPartialSuccess=true');
    expect(part.unreachable?.[0]).toMatch(/^projects\/_\/buckets\//);
    expect((part.items?.length ?? 0) + (part.unreachable?.length ?? 0)).toBe(project.buckets.size);
    await expect(ask('maxResults=5')).rejects.toThrow('currently unavailable');
  });
});

test('an API that is switched off in a project is told of as such', async () => {
  const { apis } = sandbox.gcp.estate;
  apis.disable(project.id, 'sqladmin.googleapis.com');
  const client = new SqlInstancesServiceClient(optionsOf(sandbox));
  await expect(client.list({ project: project.id })).rejects.toThrow(
    'Cloud SQL Admin API has not been used in project',
  );
  apis.enable(project.id, 'sqladmin.googleapis.com');
  await expect(client.list({ project: project.id })).resolves.toBeDefined();
  await client.close();
});

test('what is not permitted is told with the permission that is lacking', async () => {
  sandbox.faults.set([{ type: 'deny', service: 'cloudasset' }]);
  const client = new AssetServiceClient(optionsOf(sandbox));
  await expect(client.listAssets({ parent: `projects/${project.id}` })).rejects.toThrow(
    'cloudasset.assets.listResource',
  );
  await client.close();
});

test('unknown parameters and tokens of other lists are refused', async () => {
  const ask = (path: string) => authOf(sandbox).request({ url: `${sandbox.gcp.url}${path}` });
  await expect(ask(`/v1/projects/${project.id}/instances?limit=5`)).rejects.toThrow(/Unknown name|pageToken/);
  const { data } = await authOf(sandbox).request<{ nextPageToken?: string }>({
    url: `${sandbox.gcp.url}/v1/projects/${project.id}/instances?maxResults=1`,
  });
  const token = encodeURIComponent(data.nextPageToken ?? '');
  expect(token).not.toBe('');
  await expect(
    ask(`/v1/projects/${project.id}/serviceAccounts?pageSize=1&pageToken=${token}`),
  ).rejects.toThrow(/Unknown name|pageToken/);
});
