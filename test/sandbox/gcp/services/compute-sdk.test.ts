import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProjectCell } from '../../../../src/sandbox/gcp/estate/estate.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { computeClient } from './compute-clients.ts';
import { allIn, gcpSandbox, projectOf } from './support.ts';

let sandbox: Sandbox;
let project: ProjectCell;

beforeAll(async () => {
  sandbox = await gcpSandbox(3_000);
  project = projectOf(sandbox);
});

afterAll(() => sandbox.close());

describe('through the SDK', () => {
  test('every instance is in one page or another, in its zone', async () => {
    const client = computeClient(sandbox, 'instances_client', 'InstancesClient');
    const found = new Set<string>();
    let empty = 0;
    for await (const [scope, scoped] of client.aggregatedListAsync({
      project: project.id,
      maxResults: 50,
      returnPartialSuccess: true,
    })) {
      const { instances = [], warning } = scoped as {
        readonly instances?: readonly { readonly selfLink: string; readonly zone: string }[];
        readonly warning?: { readonly code: string };
      };
      for (const { selfLink, zone } of instances) {
        expect(zone.endsWith(scope)).toBe(true);
        found.add(selfLink.slice('https://www.googleapis.com/compute/v1/'.length));
      }
      if (warning?.code === 'NO_RESULTS_ON_PAGE') empty++;
    }
    const expected = allIn(project, (cell) => cell.instances);
    expect([...found].toSorted()).toEqual(expected.map(({ path }) => path).toSorted());
    expect(empty).toBeGreaterThan(0);
    await client.close();
  });

  test('a machine is stopped by an operation that takes its time', async () => {
    const client = computeClient(sandbox, 'instances_client', 'InstancesClient');
    const operations = computeClient(sandbox, 'zone_operations_client', 'ZoneOperationsClient');
    const running = allIn(project, (cell) => cell.instances).find(
      ({ status, localSsds }) => status === 'RUNNING' && localSsds === 0,
    );
    const named = { project: project.id, zone: running?.zone, instance: running?.id };
    const [{ latestResponse }] = await client.stop(named);
    const operation = { project: project.id, zone: running?.zone, operation: latestResponse['name'] };
    expect((await operations.get(operation))[0]).toMatchObject({ status: 'RUNNING', operationType: 'stop' });
    expect((await client.get(named))[0]).toMatchObject({ status: 'STOPPING' });
    sandbox.clock.advance(30_000);
    expect((await operations.wait(operation))[0]).toMatchObject({ status: 'DONE', progress: 100 });
    expect((await client.get(named))[0]).toMatchObject({ status: 'TERMINATED' });
    await Promise.all([client.close(), operations.close()]);
  });

  test('what is not there is a refusal with its code', async () => {
    const client = computeClient(sandbox, 'disks_client', 'DisksClient');
    await expect(
      client.get({ project: project.id, zone: 'us-central1-a', disk: 'nowhere' }),
    ).rejects.toMatchObject({ code: 5 });
    await client.close();
  });

  test('a load balancer tells of the health of what is behind it', async () => {
    const client = computeClient(sandbox, 'backend_services_client', 'BackendServicesClient');
    const [services] = await client.list({ project: project.id });
    const backed = services.find(({ backends }) => JSON.stringify(backends).includes('/instanceGroups/')) as
      | { readonly name: string; readonly backends: readonly { readonly group: string }[] }
      | undefined;
    const [health] = await client.getHealth({
      project: project.id,
      backendService: backed?.name,
      resourceGroupReferenceResource: { group: backed?.backends[0]?.group },
    });
    expect(health.healthStatus.length).toBeGreaterThan(0);
    expect(health.healthStatus[0]).toMatchObject({ healthState: 'HEALTHY' });
    await client.close();
  });
});
