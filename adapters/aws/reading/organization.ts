import type { Account, OrganizationsClient, Tag } from '@aws-sdk/client-organizations';
import { type Clock, ProtocolError, pagesOf } from 'bursar/adapter';
import type { AwsClients } from '../client.ts';
import { orUnknown } from '../or-unknown.ts';
import { defined } from '../record.ts';
import { RecentReadings } from './readings.ts';

/** What an organization tells of one of its accounts; what it refuses to tell is absent. */
export interface OrganizationMember {
  readonly member?: Account;
  readonly tags?: readonly Tag[];
  /** Names of the units above it, outermost first. */
  readonly path?: readonly string[];
}

/** The permissions that reading an organization's members needs. */
export const organizationPermissions = [
  'organizations:DescribeAccount',
  'organizations:DescribeOrganizationalUnit',
  'organizations:ListParents',
  'organizations:ListTagsForResource',
] as const;

/** Units are hardly ever renamed or moved, and many accounts are in the same ones. */
const unitsKeptForMs = 900_000;

/** AWS nests units five deep. */
const deepestNesting = 10;

/** Reads what the organization tells of an account, each unit of it once for all accounts. */
export function createOrganizationReader(
  clock: Clock,
): (clients: AwsClients, signal: AbortSignal) => Promise<OrganizationMember> {
  const units = new RecentReadings<readonly string[]>(clock, unitsKeptForMs);

  async function pathAbove(
    child: string,
    depth: number,
    organizations: OrganizationsClient,
    abortSignal: AbortSignal,
  ): Promise<readonly string[]> {
    if (depth > deepestNesting) throw new ProtocolError(`the units above ${child} do not end`);
    const sdk = await import('@aws-sdk/client-organizations');
    const answer = await organizations.send(new sdk.ListParentsCommand({ ChildId: child }), { abortSignal });
    const parent = answer.Parents?.[0];
    if (parent?.Id === undefined) throw new ProtocolError(`${child} has no parent`);
    if (parent.Type === 'ROOT') return [];
    const { Id: unit } = parent;
    return units.get(unit, async () => {
      const command = new sdk.DescribeOrganizationalUnitCommand({ OrganizationalUnitId: unit });
      const { OrganizationalUnit } = await organizations.send(command, { abortSignal });
      const above = await pathAbove(unit, depth + 1, organizations, abortSignal);
      return [...above, OrganizationalUnit?.Name ?? unit];
    });
  }

  return async (clients, abortSignal) => {
    const sdk = await import('@aws-sdk/client-organizations');
    const organizations = await clients.organizations();
    const { account: AccountId } = clients;
    const [described, tags, path] = await Promise.all([
      orUnknown(abortSignal, () =>
        organizations.send(new sdk.DescribeAccountCommand({ AccountId }), { abortSignal }),
      ),
      orUnknown(abortSignal, () => tagsOfAccount(organizations, AccountId, abortSignal)),
      orUnknown(abortSignal, () => pathAbove(AccountId, 0, organizations, abortSignal)),
    ]);
    return defined({ member: described?.Account, tags, path });
  };
}

async function tagsOfAccount(
  organizations: OrganizationsClient,
  ResourceId: string,
  abortSignal: AbortSignal,
): Promise<readonly Tag[]> {
  const { ListTagsForResourceCommand } = await import('@aws-sdk/client-organizations');
  const tags: Tag[] = [];
  const pages = pagesOf('organizations ListTagsForResource', async (NextToken) => {
    const command = new ListTagsForResourceCommand({ ResourceId, NextToken });
    const { Tags: items = [], NextToken: next } = await organizations.send(command, { abortSignal });
    return { items, next };
  });
  for await (const page of pages) tags.push(...page);
  return tags;
}
