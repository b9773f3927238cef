import { noTags, type Scope, type Tags } from 'bursar/adapter';
import { partitionOfRegion } from '../partition.ts';
import { fold, tagsOf } from '../record.ts';

/** What EC2 names with the account that owns it, as the type is written in ARNs. */
export type OwnedType = 'instance' | 'volume' | 'elastic-ip' | 'natgateway' | 'network-interface';

/** The ARN of something of the scope's account. */
export function ec2Arn({ region, account }: Scope, type: OwnedType, id: string): string {
  return `arn:${partitionOfRegion(region).id}:ec2:${region}:${account}:${type}/${id}`;
}

/** The ARN of an image or snapshot, which has no account in it: both are used across accounts. */
export function sharedArn({ region }: Scope, type: 'image' | 'snapshot', id: string): string {
  return `arn:${partitionOfRegion(region).id}:ec2:${region}::${type}/${id}`;
}

/** A text that EC2 may leave out or send empty where there is nothing. */
export function told(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** Tags of an EC2 resource, whose list is left out where there are none. */
export function ec2Tags(list: Parameters<typeof tagsOf>[0]): Tags {
  return tagsOf(list) ?? noTags;
}

/** What people call it: its tag `Name`, else its short id. */
export function nameOf(tags: Tags, id: string): string {
  return told(tags['Name']) ?? id;
}

const architectures = {
  x86_64: 'x86_64',
  arm64: 'arm64',
  i386: 'other',
  x86_64_mac: 'other',
  arm64_mac: 'other',
} as const;

/** The processor architecture of a machine or image. */
export function architectureOf(architecture: string | undefined): 'x86_64' | 'arm64' | 'other' {
  return fold(architectures, architecture, 'the architecture');
}

interface WithPlatform {
  readonly Architecture?: string | undefined;
  readonly Platform?: string | undefined;
  readonly PlatformDetails?: string | undefined;
}

/** What a machine or image is billed as; without details, Windows alone is told apart. */
export function platformOf({
  Architecture,
  Platform,
  PlatformDetails = '',
}: WithPlatform): 'linux' | 'windows' | 'rhel' | 'suse' | 'other' {
  if (PlatformDetails.startsWith('Windows') || Platform?.toLowerCase() === 'windows') return 'windows';
  if (/^(?:Red Hat|RHEL)/.test(PlatformDetails)) return 'rhel';
  if (PlatformDetails.startsWith('SUSE')) return 'suse';
  const isMac = Architecture?.endsWith('_mac') ?? false;
  return /^(?:Linux|Ubuntu)/.test(PlatformDetails) && !isMac ? 'linux' : 'other';
}
