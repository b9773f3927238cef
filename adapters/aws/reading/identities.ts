import type {
  GroupDetail,
  IAMClient,
  ManagedPolicyDetail,
  RoleDetail,
  UserDetail,
} from '@aws-sdk/client-iam';
import { type Clock, pagesOf } from 'bursar/adapter';
import type { AwsClients } from '../client.ts';
import { SharedReadings } from './readings.ts';

/** All that IAM tells of an account at once. */
export interface Identities {
  readonly users: readonly UserDetail[];
  readonly roles: readonly RoleDetail[];
  readonly groups: readonly GroupDetail[];
  readonly policies: readonly ManagedPolicyDetail[];
}

/** The permission that {@link ReadIdentities} needs. */
export const identitiesPermission = 'iam:GetAccountAuthorizationDetails';

/** Reads an account's identities, once for the collectors of principals and of policies together. */
export type ReadIdentities = (
  clients: AwsClients,
  reader: 'principal' | 'policy',
  signal: AbortSignal,
) => Promise<Identities>;

/** Shares one reading of each account between the two that need it. */
export function createReadIdentities(clock: Clock): ReadIdentities {
  const readings = new SharedReadings<Identities>(clock, 2);
  return (clients, reader, signal) =>
    readings.take(clients.account, reader, async () => readIdentities(await clients.iam(), signal));
}

async function readIdentities(iam: IAMClient, abortSignal: AbortSignal): Promise<Identities> {
  const { GetAccountAuthorizationDetailsCommand } = await import('@aws-sdk/client-iam');
  const users: UserDetail[] = [];
  const roles: RoleDetail[] = [];
  const groups: GroupDetail[] = [];
  const policies: ManagedPolicyDetail[] = [];
  const pages = pagesOf('iam GetAccountAuthorizationDetails', async (Marker) => {
    const command = new GetAccountAuthorizationDetailsCommand({ MaxItems: 1_000, Marker });
    const answer = await iam.send(command, { abortSignal });
    return { items: [answer], next: answer.IsTruncated === true ? answer.Marker : undefined };
  });
  for await (const page of pages) {
    for (const answer of page) {
      users.push(...(answer.UserDetailList ?? []));
      roles.push(...(answer.RoleDetailList ?? []));
      groups.push(...(answer.GroupDetailList ?? []));
      policies.push(...(answer.Policies ?? []));
    }
  }
  return { users, roles, groups, policies };
}

/** A policy document as IAM hands it out: JSON, encoded as for an address. @throws where it is neither. */
export function policyDocument(encoded: string): unknown {
  return JSON.parse(decodeURIComponent(encoded));
}

/**
 * The id of a policy in an account. AWS's own policies have one ARN in all accounts, but what is attached, and how
 * often, differs; so theirs names the account: `arn:aws:iam::123456789012:aws-policy/AdministratorAccess`.
 */
export function policyId(arn: string, account: string): string {
  return arn.replace(/^(arn:[^:]+:iam::)aws:policy\//, `$1${account}:aws-policy/`);
}
