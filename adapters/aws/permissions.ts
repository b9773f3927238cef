import { type PermissionDocument, type Selection, systemClock } from 'bursar/adapter';
import { sourcePermissions } from './cloudwatch/metrics.ts';
import { awsCollectors } from './collectors/index.ts';
import { listingPermissions } from './organization.ts';
import { partitionOfArn, partitionOfRegion } from './partition.ts';
import { type PolicyDocument, policyOf, type Statement } from './policy-document.ts';
import type { AwsSettings } from './settings.ts';
import { awsSignals } from './signals/index.ts';

/** The policies of a setup with several accounts. */
export interface SeveralAccounts {
  /** Of the identity that Bursar runs as. */
  readonly caller: PolicyDocument;
  /** Of the role in each account that is read. */
  readonly member: PolicyDocument;
  /** Who may take the role on, by the role's ARN. */
  readonly memberTrust: Readonly<Record<string, TrustPolicy>>;
}

/** Who may take on a role. */
export interface TrustPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly [
    {
      readonly Sid: string;
      readonly Effect: 'Allow';
      readonly Principal: { readonly AWS: string };
      readonly Action: 'sts:AssumeRole';
      readonly Condition?: object;
    },
  ];
}

/** Nobody but its owner knows which identity Bursar runs as: what to put the ARN in place of. */
const bursarsArn = 'ARN-OF-THE-IDENTITY-BURSAR-RUNS-AS';

/** The IAM policies that let a pass read what is switched on, and nothing else. */
export function awsPermissions(settings: AwsSettings, selection: Selection): PermissionDocument {
  const partition = partitionOf(settings);
  const actions = readActions(settings, selection);
  const inMembers = actions.filter((action) => !action.startsWith('organizations:'));
  const { accounts } = settings;
  if (accounts === undefined) {
    return {
      title: 'AWS: an IAM policy',
      usage: 'Attach it to the identity that Bursar runs as (its role, or the user whose keys it has).',
      document: policyOf(actions, partition),
    };
  }

  const roles = memberRoles(accounts, partition);
  const assume: Statement = {
    Sid: 'TakeOnMemberRoles',
    Effect: 'Allow',
    Action: ['sts:AssumeRole'],
    Resource: roles.map(({ arn }) => arn).toSorted(),
  };
  const ofCaller =
    accounts.organization === undefined ? [] : [...actions, ...listingPermissions(accounts.organization)];
  const document: SeveralAccounts = {
    caller: policyOf(ofCaller, partition, [assume]),
    member: policyOf(inMembers, partition),
    memberTrust: Object.fromEntries(roles.map(({ arn, externalId }) => [arn, trustOf(externalId)])),
  };
  const self =
    accounts.organization === undefined
      ? ''
      : ', which has to be one of the management account, whose resources it reads by itself';
  return {
    title: 'AWS: IAM policies for several accounts',
    usage: [
      `caller: attach it to the identity that Bursar runs as${self}.`,
      'member: attach it to the role in each account that is read.',
      `memberTrust: make it that role's trust policy, with the ARN of Bursar's identity in place of ${bursarsArn}.`,
    ].join('\n'),
    document,
  };
}

/** The actions of a pass in the accounts that it reads. */
function readActions(settings: AwsSettings, { kinds, signals }: Selection): readonly string[] {
  // Permissions are told without a clock ever being looked at.
  const collectors = awsCollectors(settings, systemClock).filter(({ kind }) => kinds.has(kind.name));
  const collected = new Set(collectors.map(({ kind }) => kind.name));
  const sources = awsSignals
    .filter(({ signal }) => signals.has(signal.signal))
    .flatMap((signal) => signal.sources)
    .filter(({ kind }) => collected.has(kind.name));
  return [
    ...(settings.regions === 'enabled' ? ['ec2:DescribeRegions'] : []),
    ...collectors.flatMap(({ permissions }) => permissions),
    ...sources.flatMap(sourcePermissions),
  ];
}

interface MemberRole {
  readonly arn: string;
  readonly externalId?: string | undefined;
}

function memberRoles(
  { roles, organization }: NonNullable<AwsSettings['accounts']>,
  partition: string,
): readonly MemberRole[] {
  if (organization === undefined) return roles ?? [];
  const { role, externalId } = organization;
  return [{ arn: `arn:${partition}:iam::*:role/${role}`, externalId }];
}

function trustOf(externalId: string | undefined): TrustPolicy {
  const condition = { StringEquals: { 'sts:ExternalId': externalId } };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'LetBursarTakeItOn',
        Effect: 'Allow',
        Principal: { AWS: bursarsArn },
        Action: 'sts:AssumeRole',
        ...(externalId !== undefined && { Condition: condition }),
      },
    ],
  };
}

function partitionOf({ accounts, regions }: AwsSettings): string {
  const [role] = accounts?.roles ?? [];
  if (role !== undefined) return partitionOfArn(role.arn).id;
  return partitionOfRegion(regions === 'enabled' ? '' : (regions[0] ?? '')).id;
}
