import { expect, it } from 'vitest';
import { serveAzure, testSubscription } from '../azure-server.ts';
import { collectedBothWays } from '../connected.ts';
import { common, document, idIn, lowerId } from '../documents.ts';

const path = 'Microsoft.Compute/snapshots/Before';

it('reads a snapshot alike from both', async () => {
  const properties = {
    diskSizeGB: 64,
    timeCreated: '2026-01-02T03:04:05+00:00',
    provisioningState: 'Succeeded',
    incremental: true,
    creationData: { createOption: 'Copy', sourceResourceId: idIn('Microsoft.Compute/disks/Data') },
  };
  const { byGraph, byArm } = await collectedBothWays(
    await serveAzure({ documents: [document(path, properties)] }),
    'snapshot',
  );
  expect(byGraph.resources).toEqual([
    {
      ...common('snapshot', path),
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      attributes: {
        state: 'completed',
        tier: 'standard',
        sizeGib: 64,
        encrypted: true,
        description: '',
        volume: lowerId('Microsoft.Compute/disks/Data'),
      },
    },
  ]);
  expect(byArm).toEqual(byGraph);
});

it('knows copies that are under way, and what a backup keeps', async () => {
  const properties = { diskSizeGB: 64, provisioningState: 'Succeeded', creationData: null };
  const kept = `/subscriptions/${testSubscription}/resourceGroups/AzureBackupRG_westeurope_1/providers/Microsoft.Compute/snapshots/b`;
  const documents = [
    document('Microsoft.Compute/snapshots/a', { ...properties, completionPercent: 40.5 }),
    { ...document('Microsoft.Compute/snapshots/b', properties), id: kept },
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'snapshot');
  expect(byGraph.resources.map(({ attributes }) => attributes)).toMatchObject([
    { state: 'completed', managedBy: 'Azure Backup' },
    { state: 'pending' },
  ]);
  expect(byArm).toEqual(byGraph);
});
