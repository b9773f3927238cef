import { describe, expect, test } from 'vitest';
import { databaseCollector } from '../../../../adapters/gcp/collectors/database.ts';
import { endpointCollector } from '../../../../adapters/gcp/collectors/endpoint.ts';
import { functionCollector } from '../../../../adapters/gcp/collectors/function.ts';
import { notebookCollector } from '../../../../adapters/gcp/collectors/notebook.ts';
import { recommendationCollector } from '../../../../adapters/gcp/collectors/recommendation.ts';
import { scalingGroupCollector } from '../../../../adapters/gcp/collectors/scaling-group.ts';
import { createMachineTypeOf } from '../../../../adapters/gcp/machine-type-of.ts';
import {
  aggregated,
  collectFrom,
  disabled,
  fullName,
  GcpRefusal,
  link,
  testProject,
  testScope,
} from '../gcp-server.ts';

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
    name: 'UnavailableError',
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

test('managed instance groups, with their autoscalers, templates and members', async () => {
  const zonal = {
    name: 'web',
    selfLink: link('zones/us-east1-b/instanceGroupManagers/web'),
    zone: link('zones/us-east1-b'),
    targetSize: 2,
    instanceTemplate: link('global/instanceTemplates/web-v2'),
  };
  const regional = {
    name: 'batch',
    selfLink: link('regions/us-east1/instanceGroupManagers/batch'),
    targetSize: 0,
    distributionPolicy: { zones: [{ zone: link('zones/us-east1-b') }, { zone: link('zones/us-east1-c') }] },
    instanceFlexibilityPolicy: {
      instanceSelections: {
        second: { rank: 2, machineTypes: ['n2-standard-4'] },
        first: { rank: 1, machineTypes: ['n2d-standard-4'] },
      },
    },
  };
  const members = {
    managedInstances: [
      { instance: link('zones/us-east1-b/instances/web-1') },
      { instanceStatus: 'PROVISIONING' },
    ],
  };
  const { resources } = await collectFrom(scalingGroupCollector, {
    [aggregated('instanceGroupManagers')]: {
      items: {
        'zones/us-east1-b': { instanceGroupManagers: [zonal] },
        'regions/us-east1': { instanceGroupManagers: [regional] },
      },
    },
    [aggregated('autoscalers')]: {
      items: {
        'zones/us-east1-b': {
          autoscalers: [
            {
              target: zonal.selfLink,
              autoscalingPolicy: { minNumReplicas: 1, maxNumReplicas: 9, mode: 'OFF' },
            },
          ],
        },
      },
    },
    [aggregated('instanceTemplates')]: {
      items: {
        global: {
          instanceTemplates: [
            {
              selfLink: zonal.instanceTemplate,
              properties: { machineType: 'e2-medium', scheduling: { provisioningModel: 'SPOT' } },
            },
          ],
        },
      },
    },
    [`POST /compute/v1/projects/${testProject}/zones/us-east1-b/instanceGroupManagers/web/listManagedInstances`]:
      members,
    [`POST /compute/v1/projects/${testProject}/regions/us-east1/instanceGroupManagers/batch/listManagedInstances`]:
      {},
  });
  expect(resources).toMatchObject([
    {
      id: fullName('zones/us-east1-b/instanceGroupManagers/web'),
      scope: { region: 'us-east1' },
      untaggable: true,
      attributes: {
        minimum: 1,
        desired: 2,
        maximum: 9,
        members: [fullName('zones/us-east1-b/instances/web-1')],
        zones: ['us-east1-b'],
        types: ['e2-medium'],
        template: fullName('global/instanceTemplates/web-v2'),
        spotPercentage: 100,
        suspended: ['autoscaling'],
      },
    },
    {
      id: fullName('regions/us-east1/instanceGroupManagers/batch'),
      attributes: {
        minimum: 0,
        desired: 0,
        maximum: 0,
        members: [],
        zones: ['us-east1-b', 'us-east1-c'],
        types: ['n2d-standard-4', 'n2-standard-4'],
        suspended: [],
      },
    },
  ]);
});

test('recommendations, of machines and of grants, with what they would save', async () => {
  const idle = {
    name: `projects/123456789012/locations/us-central1-a/recommenders/google.compute.instance.IdleResourceRecommender/recommendations/11`,
    description: "Save cost by stopping Idle VM 'batch-1'.",
    recommenderSubtype: 'STOP_VM',
    lastRefreshTime: '2026-11-01T00:00:00Z',
    primaryImpact: {
      category: 'COST',
      costProjection: {
        cost: { currencyCode: 'USD', units: '-48', nanos: -500_000_000 },
        duration: '2592000s',
      },
    },
    content: {
      operationGroups: [
        {
          operations: [
            {
              action: 'test',
              resource:
                '//compute.googleapis.com/projects/123456789012/zones/us-central1-a/instances/batch-1',
            },
          ],
        },
      ],
    },
  };
  const grant = {
    name: `projects/123456789012/locations/global/recommenders/google.iam.policy.Recommender/recommendations/22`,
    description: 'Remove the role.',
    recommenderSubtype: 'REMOVE_ROLE',
    content: {
      operationGroups: [
        {
          operations: [
            {
              action: 'remove',
              resource: '//cloudresourcemanager.googleapis.com/projects/123456789012',
              pathFilters: {
                '/iamPolicy/bindings/*/members/*': 'user:ada@acme.example',
                '/iamPolicy/bindings/*/role': 'roles/owner',
              },
            },
          ],
        },
      ],
    },
  };
  const asked: string[] = [];
  const { resources } = await collectFrom(recommendationCollector, {
    [aggregated('disks')]: {
      items: { 'zones/us-central1-a': { disks: [{ zone: link('zones/us-central1-a') }] } },
    },
    [aggregated('addresses')]: { items: {} },
    [`GET /v1/projects/${testProject}/instances`]: disabled('sqladmin.googleapis.com'),
    [`GET /v1${here}/*`]: ({ path, query }) => {
      asked.push(path.replace(/^.*\/locations\//, ''));
      expect(query.get('filter')).toBe('stateInfo.state=ACTIVE');
      if (path.includes('us-central1-a/recommenders/google.compute.instance.Idle'))
        return { recommendations: [idle] };
      return path.includes('google.iam.policy') ? { recommendations: [grant] } : {};
    },
  });
  expect(resources).toMatchObject([
    {
      id: `//recommender.googleapis.com/projects/${testProject}/locations/us-central1-a/recommenders/google.compute.instance.IdleResourceRecommender/recommendations/11`,
      name: 'STOP_VM batch-1',
      scope: { region: 'us-central1' },
      untaggable: true,
      attributes: {
        source: 'Google Recommender',
        topic: 'idle',
        advice: "Save cost by stopping Idle VM 'batch-1'.",
        subjects: [fullName('zones/us-central1-a/instances/batch-1')],
        // A month here has 730 hours, Google's 720.
        monthlySaving: { amount: '49.173611111', currency: 'USD' },
        refreshedAt: Date.parse('2026-11-01T00:00:00Z'),
      },
    },
    {
      scope: { region: 'global' },
      attributes: {
        topic: 'permissions',
        subjects: [
          `//cloudresourcemanager.googleapis.com/projects/${testProject}#roles/owner#user:ada@acme.example`,
        ],
      },
    },
  ]);
  expect(asked.filter((path) => path.startsWith('us-central1-a/'))).toHaveLength(3);
  expect(asked.filter((path) => path.startsWith('global/'))).toHaveLength(2);
});
