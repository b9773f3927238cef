import { expect, test } from 'vitest';
import { bucketCollector } from '../../../../adapters/gcp/collectors/bucket.ts';
import { imageCollector } from '../../../../adapters/gcp/collectors/image.ts';
import { snapshotCollector } from '../../../../adapters/gcp/collectors/snapshot.ts';
import { volumeCollector } from '../../../../adapters/gcp/collectors/volume.ts';
import { aggregated, collectFrom, fullName, link, testProject, testScope } from '../gcp-server.ts';

const disk = {
  kind: 'compute#disk',
  id: '1926261635889640234',
  name: 'data-1',
  selfLink: link('zones/us-east1-b/disks/data-1'),
  zone: link('zones/us-east1-b'),
  type: link('zones/us-east1-b/diskTypes/hyperdisk-balanced'),
  status: 'READY',
  sizeGb: '250',
  provisionedIops: '4000',
  provisionedThroughput: '180',
  creationTimestamp: '2026-05-01T12:34:32.960-07:00',
  labels: { owner: 'ada' },
  sourceSnapshot: link('global/snapshots/nightly'),
};

async function diskWith(more: object) {
  const items = { 'zones/us-east1-b': { disks: [{ ...disk, ...more }] } };
  const { resources } = await collectFrom(volumeCollector, { [aggregated('disks')]: { items } });
  return resources[0];
}

test('a disk that nobody uses', async () => {
  expect(await diskWith({})).toEqual({
    kind: 'volume',
    id: fullName('zones/us-east1-b/disks/data-1'),
    name: 'data-1',
    scope: { ...testScope, region: 'us-east1' },
    tags: { owner: 'ada' },
    createdAt: Date.parse('2026-05-01T19:34:32.960Z'),
    attributes: {
      type: 'hyperdisk-balanced',
      state: 'available',
      sizeGib: 250,
      iops: 4_000,
      throughputMibps: 180,
      encrypted: true,
      zone: 'us-east1-b',
      multiAttach: false,
      attachedTo: [],
      snapshot: fullName('global/snapshots/nightly'),
    },
  });
});

test('a disk that a machine uses, one that several may write to, and one of a whole region', async () => {
  const users = [link('zones/us-east1-b/instances/web-1')];
  expect((await diskWith({ users }))?.attributes).toMatchObject({
    state: 'in-use',
    attachedTo: [fullName('zones/us-east1-b/instances/web-1')],
  });
  expect((await diskWith({ accessMode: 'READ_WRITE_MANY' }))?.attributes).toMatchObject({
    multiAttach: true,
  });
  const regional = await diskWith({ selfLink: link('regions/us-east1/disks/data-1'), zone: undefined });
  expect(regional).toMatchObject({
    id: fullName('regions/us-east1/disks/data-1'),
    scope: { region: 'us-east1' },
  });
  expect(regional?.attributes).not.toHaveProperty('zone');
});

test('snapshots: one that people took, one of a schedule, one in the archive', async () => {
  const snapshot = (id: string, more: object) => ({
    name: id,
    selfLink: link(`global/snapshots/${id}`),
    status: 'READY',
    snapshotType: 'STANDARD',
    diskSizeGb: '100',
    storageBytes: String(3 * 2 ** 30),
    storageBytesStatus: 'UP_TO_DATE',
    creationTimestamp: '2026-05-01T00:00:00Z',
    sourceDisk: link('zones/us-east1-b/disks/gone'),
    ...more,
  });
  const policy = link('regions/us-east1/resourcePolicies/nightly');
  const { resources } = await collectFrom(snapshotCollector, {
    [`GET /compute/v1/projects/${testProject}/global/snapshots`]: {
      items: [
        snapshot('own', { description: 'before the move', labels: { keep: 'yes' } }),
        snapshot('scheduled', {
          autoCreated: true,
          sourceSnapshotSchedulePolicy: policy,
          storageBytesStatus: 'UPDATING',
        }),
        snapshot('old', { snapshotType: 'ARCHIVE', status: 'UPLOADING' }),
      ],
    },
  });
  expect(resources[0]).toMatchObject({
    id: fullName('global/snapshots/own'),
    scope: testScope,
    tags: { keep: 'yes' },
    attributes: {
      state: 'completed',
      tier: 'standard',
      sizeGib: 100,
      storedGib: 3,
      description: 'before the move',
      volume: fullName('zones/us-east1-b/disks/gone'),
    },
  });
  expect(resources[1]?.attributes).toMatchObject({ managedBy: 'snapshot schedule nightly' });
  expect(resources[1]?.attributes).not.toHaveProperty('storedGib');
  expect(resources[2]?.attributes).toMatchObject({ state: 'pending', tier: 'archive' });
});

test('images: whether they are deprecated, what they are made of', async () => {
  const image = (id: string, more: object) => ({
    name: id,
    selfLink: link(`global/images/${id}`),
    status: 'READY',
    architecture: 'ARM64',
    creationTimestamp: '2026-05-01T00:00:00Z',
    ...more,
  });
  const deprecated = { state: 'DEPRECATED', deprecated: '2026-08-01T00:00:00Z' };
  const { resources } = await collectFrom(imageCollector, {
    [`GET /compute/v1/projects/${testProject}/global/images`]: {
      items: [
        image('base', { sourceSnapshot: link('global/snapshots/base') }),
        image('older', { deprecated, architecture: undefined }),
        image('withdrawn', { deprecated: { state: 'OBSOLETE' } }),
      ],
    },
  });
  expect(resources.map(({ attributes }) => attributes)).toEqual(
    [
      {
        state: 'available',
        architecture: 'arm64',
        platform: 'linux',
        snapshots: [fullName('global/snapshots/base')],
      },
      {
        state: 'deprecated',
        deprecatedAt: Date.parse('2026-08-01T00:00:00Z'),
        architecture: 'x86_64',
        platform: 'linux',
        snapshots: [],
      },
      { state: 'disabled', architecture: 'x86_64', platform: 'linux', snapshots: [] },
    ].map((attributes, index) => (index === 2 ? { ...attributes, architecture: 'arm64' } : attributes)),
  );
});

test('buckets, page by page, each in its own place', async () => {
  const bucket = (id: string, more: object) => ({
    kind: 'storage#bucket',
    name: id,
    timeCreated: '2026-05-01T00:00:00.000Z',
    ...more,
  });
  const { resources, calls } = await collectFrom(bucketCollector, {
    'GET /storage/v1/b': ({ query }) =>
      query.get('pageToken') === 'two'
        ? { items: [bucket('acme-old', { location: 'EU', versioning: { enabled: false } })] }
        : {
            items: [
              bucket('acme-logs', {
                location: 'US-CENTRAL1',
                labels: { owner: 'ada' },
                versioning: { enabled: true },
                lifecycle: { rule: [{ action: { type: 'Delete' }, condition: { age: 30 } }] },
              }),
            ],
            nextPageToken: 'two',
          },
  });
  expect(resources).toMatchObject([
    {
      id: '//storage.googleapis.com/acme-logs',
      scope: { region: 'us-central1' },
      tags: { owner: 'ada' },
      attributes: { versioning: 'enabled', hasLifecycle: true },
    },
    {
      id: '//storage.googleapis.com/acme-old',
      scope: { region: 'eu' },
      tags: {},
      attributes: { versioning: 'suspended', hasLifecycle: false },
    },
  ]);
  expect(
    calls.map(({ query }) => [query.get('project'), query.get('pageToken'), query.has('autoPaginate')]),
  ).toEqual([
    [testProject, null, false],
    [testProject, 'two', false],
  ]);
});
