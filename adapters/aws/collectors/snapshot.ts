import { pagesOf, snapshot, type Tags } from 'bursar/adapter';
import { awsCollector } from '../collector.ts';
import { ec2Arn, ec2Tags, nameOf, sharedArn, told } from '../reading/ec2.ts';
import type { SnapshotRecord } from '../reading/ec2-lists.ts';
import { defined, fold, instantOf, required } from '../record.ts';

const states = {
  pending: 'pending',
  recovering: 'pending',
  completed: 'completed',
  recoverable: 'recoverable',
  error: 'failed',
} as const;

const tiers = { standard: 'standard', archive: 'archive' } as const;

/** What EC2 writes for the volume of a copy: it is none. */
const volumeOfCopies = 'vol-ffffffff';

/** EBS snapshots that the account owns. */
export const snapshotCollector = awsCollector({
  kind: snapshot,
  reach: 'region',
  permissions: ['ec2:DescribeSnapshots'],

  async *pages(clients, _scope, abortSignal) {
    const { DescribeSnapshotsCommand } = await import('@aws-sdk/client-ec2');
    const ec2 = await clients.ec2();
    yield* pagesOf('ec2 DescribeSnapshots', async (NextToken) => {
      const command = new DescribeSnapshotsCommand({ OwnerIds: ['self'], MaxResults: 1_000, NextToken });
      const answer = await ec2.send(command, { abortSignal });
      return { items: answer.Snapshots ?? [], next: answer.NextToken };
    });
  },

  read(raw: SnapshotRecord, scope) {
    const id = required(raw.SnapshotId, 'SnapshotId');
    const tags = ec2Tags(raw.Tags);
    const volume = told(raw.VolumeId);
    const description = raw.Description ?? '';
    return {
      kind: 'snapshot',
      id: sharedArn(scope, 'snapshot', id),
      name: nameOf(tags, id),
      scope,
      tags,
      ...defined({ createdAt: instantOf(raw.StartTime) }),
      attributes: {
        state: fold(states, raw.State, 'the state'),
        tier: fold(tiers, raw.StorageTier ?? 'standard', 'the tier'),
        sizeGib: required(raw.VolumeSize, 'VolumeSize'),
        encrypted: required(raw.Encrypted, 'Encrypted'),
        description,
        ...defined({
          volume: volume === volumeOfCopies ? undefined : volume && ec2Arn(scope, 'volume', volume),
          managedBy: managedByOf(tags, description),
        }),
      },
    };
  },
});

/** The service whose plan or policy made it. Copies to other accounts lose the tags and keep the description. */
function managedByOf(tags: Tags, description: string): string | undefined {
  const keys = Object.keys(tags);
  if (keys.some((key) => key.startsWith('aws:backup:')) || /\bAWS Backup\b/.test(description))
    return 'AWS Backup';
  const isOfPolicy =
    keys.some((key) => key.startsWith('aws:dlm:') || key === 'dlm:managed') ||
    /^(?:Created for policy: policy-|Copied for policy: policy-)/.test(description);
  return isOfPolicy ? 'Amazon Data Lifecycle Manager' : undefined;
}
