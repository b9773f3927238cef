import { expect, it } from 'vitest';
import { serveAzure } from '../azure-server.ts';
import { collectedBothWays } from '../connected.ts';
import { common, document, idIn, lowerId } from '../documents.ts';

const path = (name: string) => `Microsoft.Compute/virtualMachineScaleSets/${name}`;

function scaleSet(name: string, properties: object, more: object = {}) {
  return document(
    path(name),
    { timeCreated: '2026-01-02T03:04:05+00:00', ...properties },
    { sku: { name: 'Standard_D2s_v3', capacity: 4 }, zones: ['1', '3'], ...more },
  );
}

const createdAt = Date.UTC(2026, 0, 2, 3, 4, 5);

it('reads a Uniform set alike from both, with its members and its bounds', async () => {
  const profiles = [
    { capacity: { minimum: '2', maximum: '5', default: '2' } },
    { capacity: { minimum: '1', maximum: '9', default: '2' } },
  ];
  const documents = [
    scaleSet('Web', { orchestrationMode: 'Uniform', virtualMachineProfile: { priority: 'Spot' } }),
    document(`${path('Web')}/virtualMachines/0`),
    document(`${path('Web')}/virtualMachines/2`),
    document('Microsoft.Insights/autoscaleSettings/Web', {
      enabled: true,
      targetResourceUri: idIn(path('Web')).toUpperCase(),
      profiles,
    }),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'scaling-group');
  expect(byGraph.resources).toEqual([
    {
      ...common('scaling-group', path('Web')),
      createdAt,
      attributes: {
        minimum: 1,
        desired: 4,
        maximum: 9,
        members: [0, 2].map((number) => lowerId(`${path('Web')}/virtualMachines/${number}`)),
        zones: ['westeurope-1', 'westeurope-3'],
        types: ['Standard_D2s_v3'],
        suspended: [],
        spotPercentage: 100,
      },
    },
  ]);
  expect(byArm).toEqual(byGraph);
});

it('reads Flexible sets alike from both: mixes of sizes and of markets, and what was put into one', async () => {
  const member = { virtualMachineScaleSet: { id: idIn(path('loose')) } };
  const documents = [
    scaleSet('mixed', {
      orchestrationMode: 'Flexible',
      virtualMachineProfile: { priority: 'Spot' },
      priorityMixPolicy: { baseRegularPriorityCount: 2, regularPriorityPercentageAboveBase: 50 },
      skuProfile: { vmSizes: [{ name: 'Standard_D2s_v3' }, { name: 'Standard_D2s_v5' }] },
    }),
    scaleSet('loose', { orchestrationMode: 'Flexible' }, { sku: null, zones: null }),
    document('Microsoft.Compute/virtualMachines/a', member),
    document('Microsoft.Compute/virtualMachines/b', {}),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'scaling-group');
  expect(byGraph.resources.map(({ attributes }) => attributes)).toEqual([
    {
      minimum: 1,
      desired: 1,
      maximum: 1,
      members: [lowerId('Microsoft.Compute/virtualMachines/a')],
      zones: [],
      types: [],
      suspended: [],
    },
    expect.objectContaining({
      desired: 4,
      types: ['Standard_D2s_v3', 'Standard_D2s_v5'],
      spotPercentage: 25,
    }),
  ]);
  expect(byArm).toEqual(byGraph);
});
