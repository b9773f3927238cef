import { expect, it } from 'vitest';
import { serveAzure } from '../azure-server.ts';
import { collectedBothWays } from '../connected.ts';
import { common, document, idIn, lowerId } from '../documents.ts';

const snapshot = { id: idIn('Microsoft.Compute/snapshots/S1') };

it('reads a managed image alike from both', async () => {
  const path = 'Microsoft.Compute/images/Golden';
  const storageProfile = { osDisk: { osType: 'Windows', snapshot }, dataDisks: [{ lun: 0 }] };
  const documents = [document(path, { provisioningState: 'Succeeded', storageProfile })];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'image');
  expect(byGraph.resources).toEqual([
    {
      ...common('image', path),
      attributes: {
        state: 'available',
        public: false,
        architecture: 'x86_64',
        platform: 'windows',
        snapshots: [lowerId('Microsoft.Compute/snapshots/S1')],
      },
    },
  ]);
  expect(byArm).toEqual(byGraph);
});

it('reads the versions of images in galleries, with what their image and gallery tell', async () => {
  const gallery = 'Microsoft.Compute/galleries/Shared';
  const definition = `${gallery}/images/Base`;
  const version = `${definition}/versions/1.0.3`;
  const documents = [
    document(gallery, { sharingProfile: { permissions: 'Community' } }),
    document(definition, { osType: 'Linux', architecture: 'Arm64' }),
    document(version, {
      provisioningState: 'Succeeded',
      publishingProfile: {
        publishedDate: '2026-01-02T03:04:05+00:00',
        endOfLifeDate: '2027-01-02T00:00:00+00:00',
      },
      storageProfile: { osDiskImage: { source: snapshot }, source: { id: '/another' } },
    }),
    document(`${definition}/versions/1.0.4`, { provisioningState: 'Failed' }),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'image');
  expect(byGraph.resources).toEqual([
    {
      ...common('image', version, 'Base/1.0.3'),
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      attributes: {
        state: 'available',
        public: true,
        architecture: 'arm64',
        platform: 'linux',
        snapshots: [lowerId('Microsoft.Compute/snapshots/S1')],
        deprecatedAt: Date.UTC(2027, 0, 2),
      },
    },
    expect.objectContaining({ attributes: expect.objectContaining({ state: 'failed' }) }),
  ]);
  expect(byArm).toEqual(byGraph);
});
