import { expect, test } from 'vitest';
import { snapshotCollector } from '../../../../adapters/aws/collectors/snapshot.ts';
import { AwsRefusal, collectAll, serveAws, testScope } from '../aws-server.ts';
import { ec2Answer, items } from '../ec2-answers.ts';

const ordinary = {
  snapshotId: 'snap-0a',
  volumeId: 'vol-0a',
  status: 'completed',
  startTime: '2026-01-02T03:04:05.678Z',
  progress: '100%',
  ownerId: '123456789012',
  volumeSize: 8,
  description: 'before the upgrade',
  tagSet: items([{ key: 'team', value: 'web' }]),
  encrypted: false,
  storageTier: 'archive',
};

const page = (snapshots: readonly object[], nextToken?: string) =>
  ec2Answer('DescribeSnapshots', { snapshotSet: items(snapshots), nextToken });

async function collected(...snapshots: readonly object[]) {
  const aws = await serveAws({ DescribeSnapshots: () => page(snapshots) });
  return collectAll(snapshotCollector, aws.clients(), testScope());
}

test('reads a snapshot', async () => {
  const { resources, unreadable } = await collected(ordinary);
  expect(unreadable).toEqual([]);
  expect(resources).toEqual([
    {
      kind: 'snapshot',
      id: 'arn:aws:ec2:eu-west-1::snapshot/snap-0a',
      name: 'snap-0a',
      scope: testScope(),
      tags: { team: 'web' },
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      attributes: {
        state: 'completed',
        tier: 'archive',
        sizeGib: 8,
        encrypted: false,
        description: 'before the upgrade',
        volume: 'arn:aws:ec2:eu-west-1:123456789012:volume/vol-0a',
      },
    },
  ]);
});

const tagged = (key: string) => ({ ...ordinary, tagSet: items([{ key, value: 'x' }]) });
const described = (description: string) => ({ ...ordinary, description });

test('tells which service keeps it, by its tags or else its description', async () => {
  const { resources } = await collected(
    tagged('aws:backup:source-resource'),
    tagged('aws:dlm:lifecycle-policy-id'),
    tagged('dlm:managed'),
    described('This snapshot is created by the AWS Backup service.'),
    described('Created for policy: policy-0a schedule: Default Schedule'),
    described('Created by CreateImage(i-0a) for ami-0a'),
  );
  const lifecycle = 'Amazon Data Lifecycle Manager';
  expect(resources.map(({ attributes }) => attributes)).toMatchObject([
    { managedBy: 'AWS Backup' },
    { managedBy: lifecycle },
    { managedBy: lifecycle },
    { managedBy: 'AWS Backup' },
    { managedBy: lifecycle },
    expect.not.objectContaining({ managedBy: expect.anything() }),
  ]);
});

test('a copy was not taken of a volume', async () => {
  const { resources } = await collected({ ...ordinary, volumeId: 'vol-ffffffff', storageTier: undefined });
  expect(resources[0]?.attributes).toMatchObject({ tier: 'standard' });
  expect(resources[0]?.attributes).not.toHaveProperty('volume');
});

test('asks for its own, follows the pages, and keeps an odd record apart', async () => {
  const aws = await serveAws({
    DescribeSnapshots: ({ input }) =>
      input['NextToken'] === 'more' ? page([ordinary]) : page([{ ...ordinary, status: 'lost' }], 'more'),
  });
  const { resources, unreadable } = await collectAll(snapshotCollector, aws.clients(), testScope());
  expect(resources).toHaveLength(1);
  expect(unreadable).toEqual(['the state "lost" is not known']);
  expect(aws.calls.map(({ input }) => [input['Owner.1'], input['MaxResults']])).toEqual([
    ['self', '1000'],
    ['self', '1000'],
  ]);

  const circle = await serveAws({ DescribeSnapshots: () => page([], 'more') });
  await expect(collectAll(snapshotCollector, circle.clients(), testScope())).rejects.toThrow('a second time');
});

test('a region that denies its snapshots fails', async () => {
  const denying = await serveAws({ DescribeSnapshots: () => new AwsRefusal('UnauthorizedOperation', 403) });
  await expect(collectAll(snapshotCollector, denying.clients(), testScope())).rejects.toThrow(
    'UnauthorizedOperation',
  );
});
