import { AwsRefusal, queryAnswer, serveAws } from './aws-server.ts';

export const iam = (rest: string) => `arn:aws:iam::123456789012:${rest}`;

const document = (Action: string) =>
  encodeURIComponent(
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }),
  );

export const decoded = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

const attached = [{ PolicyName: 'ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }];

export const user = (name: string, more: object = {}) => ({
  Path: '/',
  UserName: name,
  UserId: `AIDA${name}`,
  Arn: iam(`user/${name}`),
  CreateDate: '2026-01-01T00:00:00Z',
  UserPolicyList: [{ PolicyName: 'own', PolicyDocument: document('s3:*') }],
  GroupList: ['staff'],
  AttachedManagedPolicies: attached,
  Tags: [{ Key: 'owner', Value: name }],
  ...more,
});

export const role = (name: string, more: object = {}) => ({
  Path: '/',
  RoleName: name,
  RoleId: `AROA${name}`,
  Arn: iam(`role/${name}`),
  CreateDate: '2026-01-01T00:00:00Z',
  AssumeRolePolicyDocument: document('sts:AssumeRole'),
  RolePolicyList: [],
  AttachedManagedPolicies: [{ PolicyName: 'app', PolicyArn: iam('policy/team/app') }],
  RoleLastUsed: { LastUsedDate: '2026-10-10T10:10:10Z', Region: 'eu-west-1' },
  PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: iam('policy/fence') },
  Tags: [],
  ...more,
});

export const group = (name: string) => ({
  Path: '/team/',
  GroupName: name,
  GroupId: `AGPA${name}`,
  Arn: iam(`group/team/${name}`),
  CreateDate: '2026-01-01T00:00:00Z',
  GroupPolicyList: [],
  AttachedManagedPolicies: attached,
});

export const policy = (arn: string, more: object = {}) => ({
  PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
  PolicyId: 'ANPA',
  Arn: arn,
  Path: '/',
  DefaultVersionId: 'v2',
  AttachmentCount: 3,
  IsAttachable: true,
  CreateDate: '2025-01-01T00:00:00Z',
  UpdateDate: '2025-06-01T00:00:00Z',
  PolicyVersionList: [
    { VersionId: 'v1', IsDefaultVersion: false, Document: document('ec2:*') },
    { VersionId: 'v2', IsDefaultVersion: true, Document: document('ec2:Describe*') },
  ],
  ...more,
});

const columns = [
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation',
  'mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date',
  'access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated',
  'access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active',
  'cert_1_last_rotated,cert_2_active,cert_2_last_rotated',
].join(',');

/** A credential report with the given lines. */
export function report(...lines: readonly string[]): string {
  return [columns, ...lines].join('\n');
}

export interface Identities {
  readonly users?: readonly object[];
  readonly roles?: readonly object[];
  readonly groups?: readonly object[];
  readonly policies?: readonly object[];
  /** Undefined where the report is denied. */
  readonly report?: string;
}

/** An account's IAM. */
export function serveIdentities(identities: Identities, more: Parameters<typeof serveAws>[0] = {}) {
  return serveAws({
    GetAccountAuthorizationDetails: () =>
      queryAnswer('GetAccountAuthorizationDetails', {
        UserDetailList: identities.users ?? [],
        RoleDetailList: identities.roles ?? [],
        GroupDetailList: identities.groups ?? [],
        Policies: identities.policies ?? [],
        IsTruncated: false,
      }),
    GenerateCredentialReport: () =>
      identities.report === undefined
        ? new AwsRefusal('AccessDenied', 403)
        : queryAnswer('GenerateCredentialReport', { State: 'COMPLETE' }),
    GetCredentialReport: () =>
      queryAnswer('GetCredentialReport', {
        Content: Buffer.from(identities.report ?? '').toString('base64'),
        ReportFormat: 'text/csv',
      }),
    ListPolicyTags: () => queryAnswer('ListPolicyTags', { Tags: [], IsTruncated: false }),
    ...more,
  });
}
