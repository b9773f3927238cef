import { expect, test } from 'vitest';
import { imageCollector } from '../../../../adapters/aws/collectors/image.ts';
import { AwsRefusal, collectAll, serveAws, testScope } from '../aws-server.ts';
import { ec2Answer, items } from '../ec2-answers.ts';

const ordinary = {
  imageId: 'ami-0a',
  imageLocation: '123456789012/golden',
  imageState: 'available',
  imageOwnerId: '123456789012',
  creationDate: '2026-01-02T03:04:05.000Z',
  isPublic: false,
  architecture: 'arm64',
  imageType: 'machine',
  name: 'golden',
  blockDeviceMapping: items([
    { deviceName: '/dev/xvda', ebs: { snapshotId: 'snap-0a', volumeSize: 8 } },
    { deviceName: '/dev/sdb', virtualName: 'ephemeral0' },
    { deviceName: '/dev/sdc', ebs: { snapshotId: 'snap-0b', volumeSize: 80 } },
  ]),
  tagSet: items([{ key: 'Name', value: 'by tag' }]),
  platformDetails: 'Linux/UNIX',
  deprecationTime: '2028-01-02T03:04:05.000Z',
  lastLaunchedTime: '2026-05-06T07:08:09Z',
};

const page = (images: readonly object[], nextToken?: string) =>
  ec2Answer('DescribeImages', { imagesSet: items(images), nextToken });

async function collected(...images: readonly object[]) {
  const aws = await serveAws({ DescribeImages: () => page(images) });
  return collectAll(imageCollector, aws.clients(), testScope());
}

test('reads an image with its snapshots', async () => {
  const { resources, unreadable } = await collected(ordinary);
  expect(unreadable).toEqual([]);
  expect(resources).toEqual([
    {
      kind: 'image',
      id: 'arn:aws:ec2:eu-west-1::image/ami-0a',
      name: 'golden',
      scope: testScope(),
      tags: { Name: 'by tag' },
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      attributes: {
        state: 'available',
        public: false,
        architecture: 'arm64',
        platform: 'linux',
        snapshots: ['arn:aws:ec2:eu-west-1::snapshot/snap-0a', 'arn:aws:ec2:eu-west-1::snapshot/snap-0b'],
        lastLaunchedAt: Date.UTC(2026, 4, 6, 7, 8, 9),
        deprecatedAt: Date.UTC(2028, 0, 2, 3, 4, 5),
      },
    },
  ]);
});

test('asks for its own, the disabled ones too, and follows the pages', async () => {
  const aws = await serveAws({
    DescribeImages: ({ input }) =>
      input['NextToken'] === 'more'
        ? page([{ ...ordinary, imageState: 'disabled' }])
        : page([ordinary], 'more'),
  });
  const { resources } = await collectAll(imageCollector, aws.clients(), testScope());
  expect(resources).toMatchObject([
    { attributes: { state: 'available' } },
    { attributes: { state: 'disabled' } },
  ]);
  expect(aws.calls[1]?.input).toMatchObject({
    'Owner.1': 'self',
    IncludeDeprecated: 'true',
    IncludeDisabled: 'true',
    MaxResults: '1000',
    NextToken: 'more',
  });

  const circle = await serveAws({ DescribeImages: () => page([], 'more') });
  await expect(collectAll(imageCollector, circle.clients(), testScope())).rejects.toThrow('a second time');
});

test('keeps an odd record apart', async () => {
  const { resources, unreadable } = await collected(
    { ...ordinary, lastLaunchedTime: 'lately' },
    { ...ordinary, isPublic: undefined },
    { ...ordinary, name: undefined, lastLaunchedTime: undefined },
  );
  expect(resources).toMatchObject([{ name: 'by tag' }]);
  expect(unreadable).toEqual(['"lately" is not an instant', 'Public is missing']);
});

test('a region that denies its images fails', async () => {
  const denying = await serveAws({ DescribeImages: () => new AwsRefusal('UnauthorizedOperation', 403) });
  await expect(collectAll(imageCollector, denying.clients(), testScope())).rejects.toThrow(
    'UnauthorizedOperation',
  );
});
