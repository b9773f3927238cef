import type { Account, OrganizationsClient } from '@aws-sdk/client-organizations';
import { pagesOf } from 'bursar/adapter';
import type { AssumedRole } from './credentials.ts';
import type { AwsSettings } from './settings.ts';

export type OrganizationSettings = NonNullable<NonNullable<AwsSettings['accounts']>['organization']>;

/** An account of an organization, and the role in it that is to be taken on. */
export interface Member {
  readonly number: string;
  readonly name?: string;
  readonly role: AssumedRole;
}

/** The permissions that listing these accounts needs. */
export function listingPermissions({ units }: OrganizationSettings): readonly string[] {
  return units === undefined
    ? ['organizations:ListAccounts']
    : ['organizations:ListAccountsForParent', 'organizations:ListOrganizationalUnitsForParent'];
}

/** The accounts of an organization, or of the units that are named; suspended and closed ones answer nobody. */
export async function membersOf(
  { role, externalId, exclude, units }: OrganizationSettings,
  organizations: OrganizationsClient,
  partition: string,
  signal: AbortSignal,
): Promise<readonly Member[]> {
  const members = new Map<string, Member>();
  const lists =
    units === undefined
      ? [allAccounts(organizations, signal)]
      : units.map((unit) => accountsBelow(unit, organizations, signal));
  for (const list of lists) {
    for await (const page of list) {
      for (const { Id, Name, State, Status } of page) {
        if (Id === undefined || (State ?? Status) !== 'ACTIVE' || exclude.includes(Id)) continue;
        members.set(Id, {
          number: Id,
          role: { arn: `arn:${partition}:iam::${Id}:role/${role}`, externalId },
          ...(Name !== undefined && { name: Name }),
        });
      }
    }
  }
  return [...members.values()];
}

async function* allAccounts(
  organizations: OrganizationsClient,
  abortSignal: AbortSignal,
): AsyncGenerator<readonly Account[], void, void> {
  const { ListAccountsCommand } = await import('@aws-sdk/client-organizations');
  yield* pagesOf('organizations ListAccounts', async (NextToken) => {
    const answer = await organizations.send(new ListAccountsCommand({ NextToken }), { abortSignal });
    return { items: answer.Accounts ?? [], next: answer.NextToken };
  });
}

/** The accounts of a unit and of all units in it. */
async function* accountsBelow(
  unit: string,
  organizations: OrganizationsClient,
  abortSignal: AbortSignal,
): AsyncGenerator<readonly Account[], void, void> {
  const sdk = await import('@aws-sdk/client-organizations');
  yield* pagesOf('organizations ListAccountsForParent', async (NextToken) => {
    const command = new sdk.ListAccountsForParentCommand({ ParentId: unit, NextToken });
    const answer = await organizations.send(command, { abortSignal });
    return { items: answer.Accounts ?? [], next: answer.NextToken };
  });
  const inner = pagesOf('organizations ListOrganizationalUnitsForParent', async (NextToken) => {
    const command = new sdk.ListOrganizationalUnitsForParentCommand({ ParentId: unit, NextToken });
    const answer = await organizations.send(command, { abortSignal });
    return { items: answer.OrganizationalUnits ?? [], next: answer.NextToken };
  });
  for await (const page of inner) {
    for (const { Id } of page) if (Id !== undefined) yield* accountsBelow(Id, organizations, abortSignal);
  }
}
