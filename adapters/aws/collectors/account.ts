import type { Account, Tag } from '@aws-sdk/client-organizations';
import { account, type Clock } from 'bursar/adapter';
import { type AwsCollector, awsCollector } from '../collector.ts';
import { aliasOf } from '../reading/account-alias.ts';
import { lastMonthCost, type MonthlyCost } from '../reading/last-month-cost.ts';
import { createOrganizationReader, organizationPermissions } from '../reading/organization.ts';
import { defined, fold, instantOf, tagsOf } from '../record.ts';

/** What is to be read of accounts beside what each tells of itself. */
export interface AccountOptions {
  /** Whether the caller's organization is asked about its accounts. */
  readonly organization: boolean;
  /** Whether Cost Explorer is asked what each cost; it charges for every question. */
  readonly costExplorer: boolean;
  readonly clock: Clock;
}

/** An account; what could not be read of it is absent. */
interface AccountRecord {
  readonly partition: string;
  readonly alias?: string;
  readonly member?: Account;
  readonly tags?: readonly Tag[];
  readonly path?: readonly string[];
  readonly cost?: MonthlyCost;
}

const states = {
  ACTIVE: 'active',
  PENDING_ACTIVATION: 'suspended',
  SUSPENDED: 'suspended',
  PENDING_CLOSURE: 'closing',
  CLOSED: 'closing',
} as const;

/** The AWS account itself. */
export function accountCollector(options: AccountOptions): AwsCollector<typeof account, AccountRecord> {
  const readMember = options.organization ? createOrganizationReader(options.clock) : undefined;
  return awsCollector({
    kind: account,
    reach: 'account',
    permissions: [
      'iam:ListAccountAliases',
      ...(options.organization ? organizationPermissions : []),
      ...(options.costExplorer ? ['ce:GetCostAndUsage'] : []),
    ],

    async *pages(clients, _scope, signal) {
      const [alias, member, cost] = await Promise.all([
        aliasOf(clients, signal),
        readMember?.(clients, signal),
        options.costExplorer ? lastMonthCost(clients, options.clock.now(), signal) : undefined,
      ]);
      yield [{ partition: clients.partition, ...member, ...defined({ alias, cost }) }];
    },

    read({ partition, alias, member, tags, path, cost }, scope) {
      const { account: number } = scope;
      return {
        kind: 'account',
        id: `arn:${partition}:account::${number}:account`,
        name: member?.Name ?? scope.accountName ?? alias ?? number,
        scope,
        ...defined({ tags: tagsOf(tags) }),
        attributes: {
          number,
          // An account that answers is active; closed and suspended ones answer nobody.
          state: member === undefined ? 'active' : fold(states, member.State ?? member.Status, 'the state'),
          ...defined({
            alias,
            email: member?.Email,
            path: path && [...path],
            joinedAt: instantOf(member?.JoinedTimestamp),
            lastMonthCost: cost,
          }),
        },
      };
    },
  });
}
