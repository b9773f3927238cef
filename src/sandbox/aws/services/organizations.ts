import { z } from 'zod';
import type { SandboxRequest, SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import type { Account } from '../estate/place.ts';
import { ServiceError } from '../service-error.ts';
import { offsetOf, tokenOf } from '../wire/page.ts';
import { type JsonOperation, jsonOperation, jsonService } from './json-service.ts';

const organization = 'o-sandbox001';
const root = { Id: 'r-sbx1', Name: 'Root' };

interface Unit {
  readonly id: string;
  readonly name: string;
  readonly parent: string;
}

const workloads: Unit = { id: 'ou-sbx1-workload', name: 'Workloads', parent: root.Id };
const production: Unit = { id: 'ou-sbx1-producti', name: 'Production', parent: workloads.id };
const development: Unit = { id: 'ou-sbx1-developm', name: 'Development', parent: workloads.id };
const units: readonly Unit[] = [workloads, production, development];

/** Under which unit the index-th account is. */
function parentOf(index: number): string {
  return [root.Id, production.id, development.id][index] ?? workloads.id;
}

const mostResults = 20;
const paging = { NextToken: z.string().optional(), MaxResults: z.int().min(1).max(mostResults).optional() };
const childId = z.string().regex(/^(\d{12}|r-\w+|ou-[\w-]+)$/);

/** AWS Organizations, as the management account reads it. */
export function organizationsService({ estate }: AwsContext): SandboxService {
  const [management] = estate.accounts;

  function ofManagement<Output>(handle: () => Output, request: SandboxRequest): Output {
    if (estate.accounts.length === 1)
      throw new ServiceError(
        'AWSOrganizationsNotInUseException',
        'Your account is not a member of an organization.',
      );
    if (request.account !== management?.id)
      throw new ServiceError('AccessDeniedException', "You don't have permissions to access this resource.");
    return handle();
  }

  function operation<Schema extends z.ZodType>(
    schema: Schema,
    handle: (input: z.output<Schema>) => unknown,
  ): JsonOperation {
    return jsonOperation(schema, (input, request) => ofManagement(() => handle(input), request));
  }

  function accountNamed(id: string): Account {
    const account = estate.accounts.find((candidate) => candidate.id === id);
    if (account === undefined)
      throw new ServiceError('AccountNotFoundException', `You specified an account that doesn't exist.`);
    return account;
  }

  function accountJson(account: Account) {
    return {
      Id: account.id,
      Arn: `arn:aws:organizations::${management?.id}:account/${organization}/${account.id}`,
      Email: account.email,
      Name: account.name,
      Status: 'ACTIVE',
      State: 'ACTIVE',
      JoinedMethod: account === management ? 'INVITED' : 'CREATED',
      JoinedTimestamp: account.joinedAt / 1_000,
    };
  }

  function parents(id: string) {
    const index = estate.accounts.findIndex((account) => account.id === id);
    const parent = index >= 0 ? parentOf(index) : units.find((unit) => unit.id === id)?.parent;
    if (parent === undefined)
      throw new ServiceError('ChildNotFoundException', `We can't find an account or OU with the id ${id}.`);
    return { Parents: [{ Id: parent, Type: parent === root.Id ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }] };
  }

  function accountsPage(list: string, accounts: readonly Account[], input: PageInput) {
    const { items, next } = pageOf(list, accounts, input);
    return { Accounts: items.map(accountJson), ...next };
  }

  return jsonService(
    {
      service: 'organizations',
      protocol: 'json-1.1',
      target: 'AWSOrganizationsV20161128',
      invalidCode: 'InvalidInputException',
    },
    new Map([
      [
        'DescribeOrganization',
        operation(z.strictObject({}), () => ({
          Organization: {
            Id: organization,
            Arn: `arn:aws:organizations::${management?.id}:organization/${organization}`,
            FeatureSet: 'ALL',
            MasterAccountArn: `arn:aws:organizations::${management?.id}:account/${organization}/${management?.id}`,
            MasterAccountId: management?.id,
            MasterAccountEmail: management?.email,
            AvailablePolicyTypes: [],
          },
        })),
      ],
      [
        'DescribeAccount',
        operation(z.strictObject({ AccountId: z.string().regex(/^\d{12}$/) }), ({ AccountId }) => ({
          Account: accountJson(accountNamed(AccountId)),
        })),
      ],
      [
        'DescribeOrganizationalUnit',
        operation(z.strictObject({ OrganizationalUnitId: z.string() }), ({ OrganizationalUnitId }) => {
          const unit = units.find(({ id }) => id === OrganizationalUnitId);
          if (unit === undefined)
            throw new ServiceError(
              'OrganizationalUnitNotFoundException',
              `You specified an organizational unit that doesn't exist.`,
            );
          const Arn = `arn:aws:organizations::${management?.id}:ou/${organization}/${unit.id}`;
          return { OrganizationalUnit: { Id: unit.id, Arn, Name: unit.name } };
        }),
      ],
      [
        'ListAccounts',
        operation(z.strictObject(paging), (input) => accountsPage('all', estate.accounts, input)),
      ],
      [
        'ListAccountsForParent',
        operation(z.strictObject({ ...paging, ParentId: childId }), ({ ParentId, ...input }) =>
          accountsPage(
            ParentId,
            estate.accounts.filter((_, index) => parentOf(index) === ParentId),
            input,
          ),
        ),
      ],
      [
        'ListParents',
        operation(z.strictObject({ ...paging, ChildId: childId }), ({ ChildId }) => parents(ChildId)),
      ],
      ['ListRoots', operation(z.strictObject(paging), () => ({ Roots: [rootJson(management?.id)] }))],
      [
        'ListTagsForResource',
        operation(
          z.strictObject({ ResourceId: childId, NextToken: z.string().optional() }),
          ({ ResourceId }) => {
            if (!/^\d/.test(ResourceId)) return { Tags: [] };
            return { Tags: accountNamed(ResourceId).tags.map(([Key, Value]) => ({ Key, Value })) };
          },
        ),
      ],
    ]),
  );
}

function rootJson(management: string | undefined) {
  return {
    ...root,
    Arn: `arn:aws:organizations::${management}:root/${organization}/${root.Id}`,
    PolicyTypes: [],
  };
}

interface PageInput {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

function pageOf<Item>(
  list: string,
  items: readonly Item[],
  { NextToken, MaxResults = mostResults }: PageInput,
): { readonly items: readonly Item[]; readonly next: { readonly NextToken?: string } } {
  const name = `organizations ${list}`;
  const from = offsetOf(name, NextToken, 'InvalidInputException');
  const end = from + MaxResults;
  return {
    items: items.slice(from, end),
    next: end < items.length ? { NextToken: tokenOf(name, end) } : {},
  };
}
