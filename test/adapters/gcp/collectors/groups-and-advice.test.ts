import { expect, test } from 'vitest';
import { recommendationCollector } from '../../../../adapters/gcp/collectors/recommendation.ts';
import { scalingGroupCollector } from '../../../../adapters/gcp/collectors/scaling-group.ts';
import { aggregated, collectFrom, disabled, fullName, link, testProject } from '../gcp-server.ts';

const here = `/projects/${testProject}/locations`;

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
