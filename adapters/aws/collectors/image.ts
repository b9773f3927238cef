import type { Image } from '@aws-sdk/client-ec2';
import { type EpochMs, image, pagesOf } from 'bursar/adapter';
import { awsCollector } from '../collector.ts';
import { architectureOf, ec2Tags, nameOf, platformOf, sharedArn, told } from '../reading/ec2.ts';
import { defined, fold, required } from '../record.ts';

const states = {
  pending: 'pending',
  transient: 'pending',
  available: 'available',
  disabled: 'disabled',
  deregistered: 'disabled',
  error: 'failed',
  failed: 'failed',
  invalid: 'failed',
} as const;

/** Machine images (AMIs) that the account owns. */
export const imageCollector = awsCollector({
  kind: image,
  reach: 'region',
  permissions: ['ec2:DescribeImages'],

  async *pages(clients, _scope, abortSignal) {
    const { DescribeImagesCommand } = await import('@aws-sdk/client-ec2');
    const ec2 = await clients.ec2();
    yield* pagesOf('ec2 DescribeImages', async (NextToken) => {
      const command = new DescribeImagesCommand({
        Owners: ['self'],
        IncludeDeprecated: true,
        // Those too are made of snapshots.
        IncludeDisabled: true,
        MaxResults: 1_000,
        NextToken,
      });
      const answer = await ec2.send(command, { abortSignal });
      return { items: answer.Images ?? [], next: answer.NextToken };
    });
  },

  read(raw: Image, scope) {
    const id = required(raw.ImageId, 'ImageId');
    const tags = ec2Tags(raw.Tags);
    return {
      kind: 'image',
      id: sharedArn(scope, 'image', id),
      name: told(raw.Name) ?? nameOf(tags, id),
      scope,
      tags,
      ...defined({ createdAt: instantOfText(raw.CreationDate) }),
      attributes: {
        state: fold(states, raw.State, 'the state'),
        public: required(raw.Public, 'Public'),
        architecture: architectureOf(raw.Architecture),
        platform: platformOf(raw),
        snapshots: (raw.BlockDeviceMappings ?? [])
          .map(({ Ebs }) => told(Ebs?.SnapshotId))
          .filter((snapshot) => snapshot !== undefined)
          .map((snapshot) => sharedArn(scope, 'snapshot', snapshot)),
        ...defined({
          lastLaunchedAt: instantOfText(raw.LastLaunchedTime),
          deprecatedAt: instantOfText(raw.DeprecationTime),
        }),
      },
    };
  },
});

/** An instant that the SDK leaves as text. @throws for one that is none. */
function instantOfText(text: string | undefined): EpochMs | undefined {
  if (text === undefined || text === '') return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`${JSON.stringify(text)} is not an instant`);
  return at;
}
