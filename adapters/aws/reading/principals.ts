import type { AttachedPolicy, GroupDetail, PolicyDetail, RoleDetail, UserDetail } from '@aws-sdk/client-iam';
import type { principal, ResourceOf, Scope } from 'bursar/adapter';
import { defined, instantOf, required, tagsOf } from '../record.ts';
import { type CredentialRow, credentialsOf, instant, multiFactorOf } from './credential-report.ts';
import { policyDocument, policyId } from './identities.ts';

/** Of users and of root, `row` is their line of the credential report, absent where there is none. */
export type PrincipalRecord =
  | {
      readonly type: 'user';
      readonly user: UserDetail;
      readonly groups: readonly GroupDetail[];
      readonly row?: CredentialRow;
    }
  | { readonly type: 'role'; readonly role: RoleDetail }
  | { readonly type: 'group'; readonly group: GroupDetail }
  | { readonly type: 'root'; readonly arn: string; readonly row?: CredentialRow };

type Principal = ResourceOf<typeof principal>;

/** A user with what the credential report tells of it. */
export function userOf(
  { user, groups, row }: PrincipalRecord & { readonly type: 'user' },
  scope: Scope,
): Principal {
  return {
    kind: 'principal',
    id: required(user.Arn, 'Arn'),
    name: required(user.UserName, 'UserName'),
    scope,
    ...defined({ tags: tagsOf(user.Tags), createdAt: instantOf(user.CreateDate) }),
    attributes: {
      type: 'user',
      serviceLinked: false,
      ...credentialAttributes(row),
      ...policyAttributes(user.AttachedManagedPolicies, user.UserPolicyList, scope),
      groups: (user.GroupList ?? []).map((name) =>
        required(groups.find(({ GroupName }) => GroupName === name)?.Arn, `the group ${name}`),
      ),
      ...defined({ permissionsBoundary: boundaryOf(user, scope) }),
    },
  };
}

/** A role. */
export function roleOf(role: RoleDetail, scope: Scope): Principal {
  return {
    kind: 'principal',
    id: required(role.Arn, 'Arn'),
    name: required(role.RoleName, 'RoleName'),
    scope,
    ...defined({ tags: tagsOf(role.Tags), createdAt: instantOf(role.CreateDate) }),
    attributes: {
      type: 'role',
      serviceLinked: role.Path?.startsWith('/aws-service-role/') ?? false,
      // IAM tracks the last 400 days, and tells nothing but that there was no use in them.
      lastUseKnown: role.RoleLastUsed !== undefined,
      credentials: [],
      ...policyAttributes(role.AttachedManagedPolicies, role.RolePolicyList, scope),
      trust: policyDocument(required(role.AssumeRolePolicyDocument, 'AssumeRolePolicyDocument')),
      groups: [],
      ...defined({
        lastUsedAt: instantOf(role.RoleLastUsed?.LastUsedDate),
        permissionsBoundary: boundaryOf(role, scope),
      }),
    },
  };
}

/** A group, which has neither tags nor credentials. */
export function groupOf(group: GroupDetail, scope: Scope): Principal {
  return {
    kind: 'principal',
    id: required(group.Arn, 'Arn'),
    name: required(group.GroupName, 'GroupName'),
    scope,
    ...defined({ createdAt: instantOf(group.CreateDate) }),
    attributes: {
      type: 'group',
      serviceLinked: false,
      lastUseKnown: false,
      credentials: [],
      ...policyAttributes(group.AttachedManagedPolicies, group.GroupPolicyList, scope),
      groups: [],
    },
  };
}

/** The root user, of which the credential report alone tells. */
export function rootOf({ arn, row }: PrincipalRecord & { readonly type: 'root' }, scope: Scope): Principal {
  return {
    kind: 'principal',
    id: arn,
    name: 'root',
    scope,
    ...defined({ createdAt: instant(row?.['user_creation_time']) }),
    attributes: {
      type: 'root',
      serviceLinked: false,
      ...credentialAttributes(row),
      policies: [],
      inlinePolicies: [],
      groups: [],
    },
  };
}

/** Without a line in the report nothing is known of credentials, which is not that there are none. */
function credentialAttributes(row: CredentialRow | undefined) {
  if (row === undefined) return { lastUseKnown: false };
  const credentials = credentialsOf(row);
  const used = credentials.map(({ lastUsedAt }) => lastUsedAt).filter((at) => at !== undefined);
  return {
    lastUseKnown: true,
    credentials,
    ...defined({
      multiFactor: multiFactorOf(row),
      lastUsedAt: used.length === 0 ? undefined : Math.max(...used),
    }),
  };
}

function policyAttributes(
  attached: readonly AttachedPolicy[] | undefined,
  inline: readonly PolicyDetail[] | undefined,
  { account }: Scope,
) {
  return {
    policies: (attached ?? []).map(({ PolicyArn }) => policyId(required(PolicyArn, 'PolicyArn'), account)),
    inlinePolicies: (inline ?? []).map(({ PolicyName, PolicyDocument }) => ({
      name: required(PolicyName, 'PolicyName'),
      document: policyDocument(required(PolicyDocument, 'PolicyDocument')),
    })),
  };
}

function boundaryOf(
  { PermissionsBoundary }: UserDetail | RoleDetail,
  { account }: Scope,
): string | undefined {
  const arn = PermissionsBoundary?.PermissionsBoundaryArn;
  return arn === undefined ? undefined : policyId(arn, account);
}
