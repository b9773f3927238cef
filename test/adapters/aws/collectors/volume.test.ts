import { expect, test } from 'vitest';
import { volumeCollector } from '../../../../adapters/aws/collectors/volume.ts';
import { AwsRefusal, collectAll, serveAws, testScope } from '../aws-server.ts';
import { ec2Answer, items } from '../ec2-answers.ts';

const ec2 = 'arn:aws:ec2:eu-west-1:123456789012';

const ordinary = {
  volumeId: 'vol-0a',
  size: 200,
  snapshotId: 'snap-0a',
  availabilityZone: 'eu-west-1a',
  status: 'in-use',
  createTime: '2026-01-02T03:04:05.678Z',
  attachmentSet: items([
    { volumeId: 'vol-0a', instanceId: 'i-0a', device: '/dev/sda1', status: 'attached' },
    { volumeId: 'vol-0a', instanceId: 'i-0b', device: '/dev/sda1', status: 'detaching' },
  ]),
  tagSet: items([{ key: 'Name', value: 'data' }]),
  volumeType: 'io2',
  iops: 5_000,
  encrypted: true,
  multiAttachEnabled: true,
};

const page = (volumes: readonly object[], nextToken?: string) =>
  ec2Answer('DescribeVolumes', { volumeSet: items(volumes), nextToken });

async function collected(...volumes: readonly object[]) {
  const aws = await serveAws({ DescribeVolumes: () => page(volumes) });
  return collectAll(volumeCollector, aws.clients(), testScope());
}

test('reads a volume with what it is attached to', async () => {
  const { resources, unreadable } = await collected(ordinary);
  expect(unreadable).toEqual([]);
  expect(resources).toEqual([
    {
      kind: 'volume',
      id: `${ec2}:volume/vol-0a`,
      name: 'data',
      scope: testScope(),
      tags: { Name: 'data' },
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      attributes: {
        type: 'io2',
        state: 'in-use',
        sizeGib: 200,
        iops: 5_000,
        encrypted: true,
        multiAttach: true,
        zone: 'eu-west-1a',
        attachedTo: [`${ec2}:instance/i-0a`, `${ec2}:instance/i-0b`],
        snapshot: 'arn:aws:ec2:eu-west-1::snapshot/snap-0a',
      },
    },
  ]);
});

test('takes only what is provisioned for provisioned', async () => {
  const { resources } = await collected(
    { ...ordinary, volumeType: 'gp2', iops: 600, multiAttachEnabled: false },
    { ...ordinary, volumeType: 'gp3', iops: 3_000, throughput: 125 },
    { ...ordinary, volumeType: 'st1', iops: undefined, multiAttachEnabled: undefined },
  );
  expect(resources.map(({ attributes }) => attributes)).toMatchObject([
    expect.not.objectContaining({ iops: expect.anything() }),
    { iops: 3_000, throughputMibps: 125 },
    { multiAttach: false },
  ]);
});

test('an unattached one has neither holder nor snapshot', async () => {
  const { resources } = await collected({
    ...ordinary,
    status: 'available',
    snapshotId: '',
    attachmentSet: '',
    tagSet: undefined,
  });
  expect(resources).toMatchObject([
    { name: 'vol-0a', tags: {}, attributes: { state: 'available', attachedTo: [] } },
  ]);
  expect(resources[0]?.attributes).not.toHaveProperty('snapshot');
});

test('names the holder that is no instance', async () => {
  const task = 'arn:aws:ecs:eu-west-1:123456789012:task/main/0a';
  const { resources } = await collected({
    ...ordinary,
    attachmentSet: items([{ associatedResource: task, instanceOwningService: 'ecs', status: 'attached' }]),
  });
  expect(resources).toMatchObject([{ attributes: { attachedTo: [task] } }]);
});

test('follows the pages, keeps an odd record apart, and takes a repeated token for an error', async () => {
  const aws = await serveAws({
    DescribeVolumes: ({ input }) =>
      input['NextToken'] === 'more' ? page([ordinary]) : page([{ ...ordinary, size: undefined }], 'more'),
  });
  const { resources, unreadable } = await collectAll(volumeCollector, aws.clients(), testScope());
  expect(resources).toHaveLength(1);
  expect(unreadable).toEqual(['Size is missing']);
  expect(aws.calls[0]?.input['MaxResults']).toBe('1000');

  const circle = await serveAws({ DescribeVolumes: () => page([], 'more') });
  await expect(collectAll(volumeCollector, circle.clients(), testScope())).rejects.toThrow('a second time');
});

test('a region that denies its volumes fails', async () => {
  const denying = await serveAws({ DescribeVolumes: () => new AwsRefusal('UnauthorizedOperation', 403) });
  await expect(collectAll(volumeCollector, denying.clients(), testScope())).rejects.toThrow(
    'UnauthorizedOperation',
  );
});
