import type { EpochMs } from '../../../../core/time.ts';
import type { Tag } from '../../../estate/tags.ts';
import type { ManagedPolicy } from '../../estate/policies.ts';
import type { PolicyDocument } from '../../estate/policy-documents.ts';
import type { Role } from '../../estate/roles.ts';
import type { User } from '../../estate/users.ts';
import { element, listElement, wrapped } from '../../wire/xml.ts';
import type { AwsPolicy, Group } from './built-in.ts';

/** An instant as IAM writes it, without fractions. */
export function instantText(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** `<Tags>…</Tags>` */
export function tagsXml(tags: readonly Tag[]): string {
  return listElement(
    'Tags',
    'member',
    tags.map(([key, value]) => element('Key', key) + element('Value', value)),
  );
}

export function userXml(user: User): string {
  return (
    element('Path', user.path) +
    element('UserName', user.id) +
    element('UserId', user.userId) +
    element('Arn', user.arn) +
    element('CreateDate', instantText(user.createdAt)) +
    listElement('GroupList', 'member', user.groups) +
    attachedXml(user.policyArns) +
    inlineXml('UserPolicyList', user.inlinePolicies) +
    tagsXml(user.tags)
  );
}

export function groupXml(group: Group): string {
  return (
    element('Path', '/') +
    element('GroupName', group.name) +
    element('GroupId', group.groupId) +
    element('Arn', group.arn) +
    element('CreateDate', instantText(group.createdAt)) +
    attachedXml(group.policyArns) +
    inlineXml('GroupPolicyList', [])
  );
}

export function roleXml(role: Role): string {
  const lastUsed =
    role.lastUsedAt === undefined
      ? ''
      : element('LastUsedDate', instantText(role.lastUsedAt)) + element('Region', 'us-east-1');
  const boundary =
    role.permissionsBoundary === undefined
      ? ''
      : wrapped(
          'PermissionsBoundary',
          element('PermissionsBoundaryType', 'Policy') +
            element('PermissionsBoundaryArn', role.permissionsBoundary),
        );
  return (
    roleHead(role) +
    listElement('InstanceProfileList', 'member', role.instanceProfile ? [profileXml(role)] : []) +
    inlineXml('RolePolicyList', role.inlinePolicies) +
    attachedXml(role.policyArns) +
    boundary +
    tagsXml(role.tags) +
    wrapped('RoleLastUsed', lastUsed)
  );
}

function roleHead(role: Role): string {
  return (
    element('Path', role.path) +
    element('RoleName', role.id) +
    element('RoleId', role.roleId) +
    element('Arn', role.arn) +
    element('CreateDate', instantText(role.createdAt)) +
    element('AssumeRolePolicyDocument', encoded(role.trust))
  );
}

function profileXml(role: Role): string {
  return (
    element('Path', '/') +
    element('InstanceProfileName', role.id) +
    element('InstanceProfileId', role.roleId.replace('AROA', 'AIPA')) +
    element('Arn', role.arn.replace(':role/', ':instance-profile/')) +
    element('CreateDate', instantText(role.createdAt)) +
    listElement('Roles', 'member', [roleHead(role)])
  );
}

export function policyXml(policy: ManagedPolicy): string {
  return managedXml(policy.id, policy.policyId, policy.arn, {
    attachments: policy.attachments,
    createdAt: policy.createdAt,
    updatedAt: policy.updatedAt,
    document: policy.document,
  });
}

export function awsPolicyXml({ name, policyId, arn, document }: AwsPolicy, attachments: number): string {
  const createdAt = Date.UTC(2015, 1, 6);
  return managedXml(name, policyId, arn, { attachments, createdAt, updatedAt: createdAt, document });
}

function managedXml(
  name: string,
  id: string,
  arn: string,
  policy: Pick<ManagedPolicy, 'attachments' | 'createdAt' | 'updatedAt' | 'document'>,
): string {
  const updated = instantText(policy.updatedAt);
  const version =
    element('Document', encoded(policy.document)) +
    element('VersionId', 'v2') +
    element('IsDefaultVersion', true) +
    element('CreateDate', updated);
  const former =
    element('Document', encoded({ ...policy.document, Statement: [] })) +
    element('VersionId', 'v1') +
    element('IsDefaultVersion', false) +
    element('CreateDate', instantText(policy.createdAt));
  return (
    element('PolicyName', name) +
    element('PolicyId', id) +
    element('Arn', arn) +
    element('Path', '/') +
    element('DefaultVersionId', 'v2') +
    element('AttachmentCount', policy.attachments) +
    element('PermissionsBoundaryUsageCount', 0) +
    element('IsAttachable', true) +
    element('CreateDate', instantText(policy.createdAt)) +
    element('UpdateDate', updated) +
    listElement('PolicyVersionList', 'member', [former, version])
  );
}

function attachedXml(arns: readonly string[]): string {
  return listElement(
    'AttachedManagedPolicies',
    'member',
    arns.map((arn) => element('PolicyName', arn.slice(arn.lastIndexOf('/') + 1)) + element('PolicyArn', arn)),
  );
}

function inlineXml(list: string, policies: User['inlinePolicies']): string {
  return listElement(
    list,
    'member',
    policies.map(
      ({ name, document }) => element('PolicyName', name) + element('PolicyDocument', encoded(document)),
    ),
  );
}

/** Documents are JSON, encoded as for an address. */
function encoded(document: PolicyDocument): string {
  return encodeURIComponent(JSON.stringify(document));
}
