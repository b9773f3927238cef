import type { EpochMs } from '../../../../core/time.ts';
import type { Tag } from '../../../estate/tags.ts';
import type { Account } from '../../estate/place.ts';
import { allow, type PolicyDocument, trustAccount, trustService } from '../../estate/policy-documents.ts';
import type { Role } from '../../estate/roles.ts';
import { groupNames, type User } from '../../estate/users.ts';
import { auditRole, externalId, organizationRole } from '../../identities.ts';

/*
 * What every account has beside what is drawn: the roles and the user that Bursar signs in with, a role that a service
 * keeps, groups, and policies of AWS's own. None of it is wasted, or lacks a tag that it could have.
 */

const tags: readonly Tag[] = [
  ['owner', 'platform'],
  ['env', 'prod'],
];

const awsPolicy = 'arn:aws:iam::aws:policy/';

/** The roles of this sort. */
export function builtInRoles(account: Account, management: Account): readonly Role[] {
  const roles = [
    roleOf(account, auditRole, trustAccount(management.id, externalId), 'ReadOnlyAccess'),
    {
      ...roleOf(account, 'AWSServiceRoleForAutoScaling', trustService('autoscaling')),
      path: '/aws-service-role/autoscaling.amazonaws.com/',
      arn: `arn:aws:iam::${account.id}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
      tags: [],
    },
  ];
  if (account === management) return roles;
  return [...roles, roleOf(account, organizationRole, trustAccount(management.id), 'AdministratorAccess')];
}

function roleOf(account: Account, id: string, trust: PolicyDocument, policy?: string): Role {
  return {
    index: -1,
    id,
    arn: `arn:aws:iam::${account.id}:role/${id}`,
    roleId: `AROA${Buffer.from(id).toString('hex').toUpperCase().slice(0, 17)}`,
    path: '/',
    createdAt: account.joinedAt,
    trust,
    policyArns: policy === undefined ? [] : [awsPolicy + policy],
    inlinePolicies: [],
    instanceProfile: false,
    tags,
    truths: [],
    undecidable: [],
  };
}

/** The user whose keys Bursar is started with. */
export function builtInUser(account: Account, now: EpochMs): User {
  return {
    index: -1,
    id: 'bursar',
    arn: `arn:aws:iam::${account.id}:user/bursar`,
    userId: 'AIDASANDBOX0000BURSAR',
    path: '/',
    createdAt: account.joinedAt,
    groups: ['read-only'],
    policyArns: [],
    inlinePolicies: [],
    multiFactor: false,
    keys: [{ id: 'AKIASANDBOX', active: true, createdAt: account.joinedAt, usedAt: now }],
    tags,
    truths: [],
    undecidable: [],
  };
}

/** A group of users. */
export interface Group {
  readonly name: string;
  readonly arn: string;
  readonly groupId: string;
  readonly createdAt: EpochMs;
  readonly policyArns: readonly string[];
}

const groupPolicies: Readonly<Record<(typeof groupNames)[number], string>> = {
  admins: 'AdministratorAccess',
  developers: 'PowerUserAccess',
  'read-only': 'ReadOnlyAccess',
};

export function groupsOf(account: Account): readonly Group[] {
  return groupNames.map((name, index) => ({
    name,
    arn: `arn:aws:iam::${account.id}:group/${name}`,
    groupId: `AGPASANDBOX000000000${index}`,
    createdAt: account.joinedAt,
    policyArns: [awsPolicy + groupPolicies[name]],
  }));
}

/** A policy of AWS's own that is attached somewhere. */
export interface AwsPolicy {
  readonly name: string;
  readonly arn: string;
  readonly policyId: string;
  readonly document: PolicyDocument;
}

export const awsPolicies: readonly AwsPolicy[] = [
  awsPolicyOf('AdministratorAccess', allow('*', '*')),
  awsPolicyOf('PowerUserAccess', allow(['ec2:*', 's3:*', 'lambda:*'], '*')),
  awsPolicyOf('ReadOnlyAccess', allow(['ec2:Describe*', 's3:Get*', 's3:List*'], '*')),
];

function awsPolicyOf(name: string, document: PolicyDocument): AwsPolicy {
  return {
    name,
    arn: awsPolicy + name,
    policyId: `ANPA${Buffer.from(name).toString('hex').toUpperCase().slice(0, 17)}`,
    document,
  };
}
