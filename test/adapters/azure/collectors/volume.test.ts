import { expect, it } from 'vitest';
import { serveAzure } from '../azure-server.ts';
import { collectedBothWays } from '../connected.ts';
import { common, document, idIn, lowerId } from '../documents.ts';

const path = (name: string) => `Microsoft.Compute/disks/${name}`;

function disk(name: string, properties: object, more: object = {}) {
  return document(
    path(name),
    {
      diskSizeGB: 128,
      diskIOPSReadWrite: 500,
      diskMBpsReadWrite: 100,
      timeCreated: '2019-05-01T21:50:23.627047+00:00',
      provisioningState: 'Succeeded',
      creationData: { createOption: 'Empty' },
      ...properties,
    },
    { sku: { name: 'Premium_LRS', tier: 'Premium' }, ...more },
  );
}

it('reads a disk alike from both', async () => {
  const properties = {
    diskState: 'Attached',
    creationData: { createOption: 'Copy', sourceResourceId: idIn('Microsoft.Compute/snapshots/S1') },
  };
  const more = { managedBy: idIn('Microsoft.Compute/virtualMachines/Web'), zones: ['1'] };
  const documents = [disk('Data', properties, more)];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'volume');
  expect(byGraph.resources).toEqual([
    {
      ...common('volume', path('Data')),
      createdAt: Date.UTC(2019, 4, 1, 21, 50, 23, 627),
      attributes: {
        type: 'Premium_LRS',
        state: 'in-use',
        sizeGib: 128,
        encrypted: true,
        multiAttach: false,
        attachedTo: [lowerId('Microsoft.Compute/virtualMachines/Web')],
        zone: 'westeurope-1',
        snapshot: lowerId('Microsoft.Compute/snapshots/S1'),
      },
    },
  ]);
  expect(byArm).toEqual(byGraph);
});

it('tells a disk that a deallocated machine holds from one that nobody holds', async () => {
  const documents = [
    disk('a', { diskState: 'Unattached' }),
    disk('b', { diskState: 'Reserved' }, { managedBy: idIn('Microsoft.Compute/virtualMachines/Off') }),
    disk('c', { diskState: 'ActiveSAS' }, { managedBy: idIn('Microsoft.Compute/virtualMachines/Off') }),
    disk('d', { diskState: 'ActiveSAS' }),
    disk('e', { diskState: 'ReadyToUpload' }),
    disk('f', { diskState: 'Unattached', provisioningState: 'Failed' }),
    disk('g', { diskState: 'Unattached', provisioningState: 'Deleting' }),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'volume');
  const expected = ['available', 'in-use', 'in-use', 'available', 'creating', 'failed', 'deleting'];
  expect(byGraph.resources.map(({ attributes }) => attributes)).toMatchObject(
    expected.map((state) => ({ state })),
  );
  expect(byArm).toEqual(byGraph);
});

it('tells the speed of disks whose speed is chosen, and the sharers of those that are shared', async () => {
  const shareInfo = ['A', 'B'].map((name) => ({ vmUri: idIn(`Microsoft.Compute/virtualMachines/${name}`) }));
  const documents = [
    disk('v2', { diskState: 'Unattached' }, { sku: { name: 'PremiumV2_LRS' } }),
    disk('shared', { diskState: 'Attached', maxShares: 2, shareInfo }),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'volume');
  expect(byGraph.resources.map(({ attributes }) => attributes)).toMatchObject([
    {
      multiAttach: true,
      attachedTo: ['A', 'B'].map((name) => lowerId(`Microsoft.Compute/virtualMachines/${name}`)),
    },
    { type: 'PremiumV2_LRS', iops: 500, throughputMibps: 100, multiAttach: false },
  ]);
  expect(byGraph.resources[0]?.attributes).not.toHaveProperty('iops');
  expect(byArm).toEqual(byGraph);
});

it('keeps a disk in a state that nobody knows, as one that cannot be read', async () => {
  const documents = [disk('odd', { diskState: 'Sublimated' })];
  const { byGraph } = await collectedBothWays(await serveAzure({ documents }), 'volume');
  expect(byGraph.unreadable).toEqual(['the state "Sublimated" is not known']);
});
