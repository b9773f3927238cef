import { describe, expect, test } from 'vitest';
import { databaseCollector } from '../../../../adapters/gcp/collectors/database.ts';
import { endpointCollector } from '../../../../adapters/gcp/collectors/endpoint.ts';
import { functionCollector } from '../../../../adapters/gcp/collectors/function.ts';
import { notebookCollector } from '../../../../adapters/gcp/collectors/notebook.ts';
import { createMachineTypeOf } from '../../../../adapters/gcp/machine-type-of.ts';
import { collectFrom, disabled, GcpRefusal, testProject, testScope } from '../gcp-server.ts';

const machineTypeOf = createMachineTypeOf();
const here = `/projects/${testProject}/locations`;

describe('databases', () => {
  const database = {
    kind: 'sql#instance',
    name: 'orders',
    project: testProject,
    region: 'europe-west1',
    state: 'RUNNABLE',
    databaseVersion: 'POSTGRES_16',
    createTime: '2026-05-01T00:00:00.000Z',
    ipAddresses: [{ type: 'PRIMARY', ipAddress: '34.1.1.1' }],
    settings: {
      tier: 'db-custom-2-7680',
      availabilityType: 'REGIONAL',
      activationPolicy: 'ALWAYS',
      dataDiskType: 'PD_SSD',
      dataDiskSizeGb: '100',
      deletionProtectionEnabled: true,
      userLabels: { owner: 'ada' },
    },
  };
  const list = `GET /v1/projects/${testProject}/instances`;

  test('one that runs', async () => {
    const { resources } = await collectFrom(databaseCollector, { [list]: { items: [database] } });
    expect(resources).toEqual([
      {
        kind: 'database',
        id: `//sqladmin.googleapis.com/projects/${testProject}/instances/orders`,
        name: 'orders',
        scope: { ...testScope, region: 'europe-west1' },
        tags: { owner: 'ada' },
        createdAt: Date.parse('2026-05-01T00:00:00Z'),
        attributes: {
          engine: 'postgres',
          engineVersion: '16',
          type: 'db-custom-2-7680',
          state: 'available',
          highAvailability: true,
          storageType: 'PD_SSD',
          storageGib: 100,
          public: true,
          encrypted: true,
          deletionProtection: true,
        },
      },
    ]);
  });

  test('one that somebody stopped, a replica, one with an edition', async () => {
    const stopped = { ...database, settings: { ...database.settings, activationPolicy: 'NEVER' } };
    const replica = {
      ...database,
      name: 'orders-2',
      masterInstanceName: `${testProject}:orders`,
      databaseVersion: 'MYSQL_8_0',
    };
    const server = { ...database, databaseVersion: 'SQLSERVER_2019_STANDARD', state: 'MAINTENANCE' };
    const { resources } = await collectFrom(databaseCollector, {
      [list]: { items: [stopped, replica, server] },
    });
    expect(resources.map(({ attributes }) => attributes)).toMatchObject([
      { state: 'stopped' },
      {
        replicaOf: `//sqladmin.googleapis.com/projects/${testProject}/instances/orders`,
        engine: 'mysql',
        engineVersion: '8.0',
      },
      { engine: 'sqlserver-standard', engineVersion: '2019', state: 'maintenance' },
    ]);
  });

  test('a region that Cloud SQL cannot reach is told', async () => {
    const warnings = [{ code: 'REGION_UNREACHABLE', region: 'asia-east1', message: 'unreachable' }];
    const { resources, failed } = await collectFrom(databaseCollector, {
      [list]: { items: [database], warnings },
    });
    expect(resources).toHaveLength(1);
    expect(failed).toMatchObject([{ scope: { region: 'asia-east1' }, error: { name: 'UnavailableError' } }]);
  });
});

test('functions and services, and what a function runs as only once', async () => {
  const service = {
    name: `projects/${testProject}/locations/us-central1/services/web`,
    labels: { owner: 'ada' },
    createTime: '2026-05-01T00:00:00.000000Z',
    updateTime: '2026-06-01T00:00:00.000000Z',
    template: {
      timeout: '300s',
      serviceAccount: `web@${testProject}.iam.gserviceaccount.com`,
      scaling: { minInstanceCount: 2 },
      containers: [
        { resources: { limits: { memory: '512Mi' } } },
        { resources: { limits: { memory: '1Gi' } } },
      ],
    },
  };
  const own = {
    name: `projects/${testProject}/locations/us-central1/services/resize`,
    labels: { 'goog-managed-by': 'cloudfunctions' },
  };
  const made = {
    name: `projects/${testProject}/locations/us-central1/functions/resize`,
    createTime: '2026-05-01T00:00:00Z',
    buildConfig: { runtime: 'nodejs22' },
    serviceConfig: { availableMemory: '256M', timeoutSeconds: 60 },
  };
  const { resources, failed } = await collectFrom(functionCollector, {
    [`GET /v2${here}/-/functions`]: {
      functions: [made],
      unreachable: [`projects/${testProject}/locations/asia-east1`],
    },
    [`GET /v2${here}/-/services`]: { services: [service, own] },
  });
  expect(resources).toMatchObject([
    {
      id: `//cloudfunctions.googleapis.com/${made.name}`,
      scope: { region: 'us-central1' },
      tags: {},
      attributes: { runtime: 'nodejs22', memoryMib: 256e6 / 2 ** 20, timeoutSeconds: 60 },
    },
    {
      id: `//run.googleapis.com/${service.name}`,
      name: 'web',
      tags: { owner: 'ada' },
      attributes: {
        memoryMib: 1_536,
        timeoutSeconds: 300,
        provisionedConcurrency: 2,
        identity: `//iam.googleapis.com/projects/${testProject}/serviceAccounts/web@${testProject}.iam.gserviceaccount.com`,
      },
    },
  ]);
  expect(resources).toHaveLength(2);
  expect(failed).toMatchObject([{ scope: { region: 'asia-east1' } }]);
});

test('an API that is switched off fails the kind, and says how to switch it on', async () => {
  const list = collectFrom(functionCollector, {
    [`GET /v2${here}/-/functions`]: disabled('cloudfunctions.googleapis.com'),
  });
  await expect(list).rejects.toMatchObject({
    name: 'RejectedError',
    message: expect.stringContaining('gcloud services enable cloudfunctions.googleapis.com'),
  });
});

test('notebooks, with their GPUs and disks', async () => {
  const notebook = {
    name: `projects/${testProject}/locations/us-central1-a/instances/ada`,
    state: 'ACTIVE',
    createTime: '2026-05-01T00:00:00Z',
    updateTime: '2026-06-01T00:00:00Z',
    gceSetup: {
      machineType: 'n1-standard-4',
      acceleratorConfigs: [{ type: 'NVIDIA_TESLA_T4', coreCount: '1' }],
      serviceAccounts: [{ email: `ada@${testProject}.iam.gserviceaccount.com` }],
      bootDisk: { diskSizeGb: '150' },
      dataDisks: [{ diskSizeGb: '100' }],
    },
  };
  const { resources } = await collectFrom(notebookCollector(machineTypeOf), {
    [`GET /v2${here}/-/instances`]: { instances: [notebook] },
  });
  expect(resources).toMatchObject([
    {
      id: `//notebooks.googleapis.com/${notebook.name}`,
      name: 'ada',
      scope: { region: 'us-central1' },
      attributes: {
        type: 'n1-standard-4',
        state: 'running',
        gpu: { model: 'NVIDIA T4', count: 1 },
        volumeGib: 250,
      },
    },
  ]);
});

describe('endpoints', () => {
  const endpoint = (region: string) => ({
    name: `projects/123456789012/locations/${region}/endpoints/456`,
    displayName: 'ranking',
    createTime: '2026-05-01T00:00:00Z',
    deployedModels: [
      {
        id: '1',
        displayName: 'champion',
        dedicatedResources: { machineSpec: { machineType: 'g2-standard-24' }, minReplicaCount: 2 },
      },
      { id: '2', automaticResources: { minReplicaCount: 1 } },
    ],
  });
  const locations = {
    locations: ['us-central1', 'europe-west4', 'global'].map((locationId) => ({ locationId })),
  };

  test('are asked for region by region', async () => {
    const { resources } = await collectFrom(endpointCollector(machineTypeOf, undefined), {
      [`GET /v1${here}`]: locations,
      [`GET /v1${here}/us-central1/endpoints`]: { endpoints: [endpoint('us-central1')] },
      [`GET /v1${here}/europe-west4/endpoints`]: {},
    });
    expect(resources).toMatchObject([
      {
        id: `//aiplatform.googleapis.com/projects/${testProject}/locations/us-central1/endpoints/456`,
        name: 'ranking',
        scope: { region: 'us-central1' },
        attributes: {
          state: 'in-service',
          variants: [
            { name: 'champion', type: 'g2-standard-24', count: 2, gpu: { count: 2 } },
            { name: '2' },
          ],
        },
      },
    ]);
  });

  test('of a region that is down are told of, and the others stand; only chosen regions are asked', async () => {
    const { resources, failed, calls } = await collectFrom(
      endpointCollector(machineTypeOf, ['us-central1', 'europe-west4', 'us-west4']),
      {
        [`GET /v1${here}/us-central1/endpoints`]: { endpoints: [endpoint('us-central1')] },
        [`GET /v1${here}/europe-west4/endpoints`]: new GcpRefusal(503, 'UNAVAILABLE'),
      },
    );
    expect(resources).toHaveLength(1);
    expect(failed).toMatchObject([
      { scope: { region: 'europe-west4' }, error: { name: 'UnavailableError' } },
    ]);
    expect(calls).toHaveLength(3);
  });
});
