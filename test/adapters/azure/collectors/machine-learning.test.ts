import { expect, it } from 'vitest';
import { serveAzure } from '../azure-server.ts';
import { collectedBothWays } from '../connected.ts';
import { common, document } from '../documents.ts';

const workspace = 'Microsoft.MachineLearningServices/workspaces/Research';

function compute(name: string, properties: object) {
  return document(`${workspace}/computes/${name}`, { computeLocation: 'West Europe', ...properties });
}

it('reads compute instances alike either way, and no clusters', async () => {
  const documents = [
    document(workspace),
    compute('Ada', {
      computeType: 'ComputeInstance',
      createdOn: '2026-01-02T03:04:05.0000000+00:00',
      modifiedOn: '2026-02-02T03:04:05.0000000+00:00',
      properties: { vmSize: 'STANDARD_NC24ADS_A100_V4', state: 'Running' },
    }),
    compute('Bob', {
      computeType: 'ComputeInstance',
      properties: { vmSize: 'Standard_DS3_v2', state: 'Stopped' },
    }),
    compute('cluster', { computeType: 'AmlCompute', properties: { vmSize: 'Standard_DS3_v2' } }),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'notebook');
  expect(byGraph.resources).toEqual([
    {
      ...common('notebook', `${workspace}/computes/Ada`),
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      attributes: {
        type: 'STANDARD_NC24ADS_A100_V4',
        state: 'running',
        gpu: { model: expect.stringContaining('A100'), count: 1 },
        modifiedAt: Date.UTC(2026, 1, 2, 3, 4, 5),
      },
    },
    {
      ...common('notebook', `${workspace}/computes/Bob`),
      attributes: { type: 'Standard_DS3_v2', state: 'stopped' },
    },
  ]);
  expect(byArm).toEqual(byGraph);
});

it('reads online endpoints alike either way, with the machines of their deployments', async () => {
  const endpoint = `${workspace}/onlineEndpoints/Score`;
  const systemData = { createdAt: '2026-01-02T03:04:05Z', lastModifiedAt: '2026-02-02T03:04:05Z' };
  const documents = [
    document(workspace),
    document(endpoint, { provisioningState: 'Succeeded', authMode: 'Key' }, { systemData }),
    document(
      `${endpoint}/deployments/blue`,
      {
        instanceType: 'Standard_NC24ads_A100_v4',
        provisioningState: 'Succeeded',
        endpointComputeType: 'Managed',
      },
      { sku: { name: 'Default', capacity: 3 } },
    ),
    document(`${endpoint}/deployments/green`, { endpointComputeType: 'Kubernetes' }),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'endpoint');
  expect(byGraph.resources).toEqual([
    {
      ...common('endpoint', endpoint),
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      attributes: {
        state: 'in-service',
        modifiedAt: Date.UTC(2026, 1, 2, 3, 4, 5),
        variants: [
          {
            name: 'blue',
            type: 'Standard_NC24ads_A100_v4',
            count: 3,
            gpu: { model: expect.stringContaining('A100'), count: 1 },
          },
          { name: 'green' },
        ],
      },
    },
  ]);
  expect(byArm).toEqual(byGraph);
});
