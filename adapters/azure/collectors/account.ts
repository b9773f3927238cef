import { account, globalRegion } from 'bursar/adapter';
import { azureCollector } from '../collector.ts';
import { orUnknown } from '../or-unknown.ts';
import {
  listSubscriptions,
  managementGroupPaths,
  pathIn,
  type SubscriptionRecord,
  subscriptionQuery,
} from '../reading/subscriptions.ts';
import { defined, fold, required, tagsOf, told } from '../record.ts';

/** A subscription that is past due or has been disabled bills what it keeps, and runs nothing. */
const states = {
  enabled: 'active',
  warned: 'active',
  pastdue: 'active',
  disabled: 'suspended',
  expired: 'suspended',
  deleted: 'closing',
} as const;

/** Subscriptions. */
export const accountCollector = azureCollector({
  kind: account,
  permissions: ['Microsoft.Management/managementGroups/read', 'Microsoft.Resources/subscriptions/read'],

  async *graph(graph) {
    for await (const page of graph.rows<SubscriptionRecord>(subscriptionQuery))
      yield page.map((record): SubscriptionRecord => ({ ...record, ...defined({ path: pathIn(record) }) }));
  },

  async *arm(clients, signal) {
    for await (const page of listSubscriptions(clients, signal)) {
      const own = page.filter(({ subscriptionId }) => subscriptionId?.toLowerCase() === clients.subscription);
      if (own.length === 0) continue;
      const paths = await orUnknown(signal, () => managementGroupPaths(clients, signal));
      yield own.map(
        (record): SubscriptionRecord => ({
          ...record,
          ...defined({ path: paths?.get(clients.subscription) }),
        }),
      );
    }
  },

  read(raw: SubscriptionRecord, scope) {
    const number = required(told(raw.subscriptionId), 'subscriptionId').toLowerCase();
    return {
      kind: 'account',
      id: `/subscriptions/${number}`,
      name: told(raw.displayName) ?? told(raw.name) ?? number,
      scope: { ...scope, region: globalRegion },
      tags: tagsOf(raw),
      attributes: {
        number,
        state: fold(states, raw.state ?? raw.properties?.state, 'the state'),
        ...defined({ path: raw.path && [...raw.path] }),
      },
    };
  },
});
