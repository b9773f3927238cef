import { chainAbove } from '../estate/tenant.ts';
import { type ArmDocument, textsOf } from './arm-document.ts';
import { derivedType } from './arm-type.ts';

export const subscriptionType = derivedType({
  name: 'Microsoft.Resources/subscriptions',
  table: 'resourcecontainers',
  size: ({ isFirst }) => (isFirst ? 1 : 0),
  at: ({ subscription, tenantId }): ArmDocument => ({
    id: `/subscriptions/${subscription.id}`,
    name: subscription.name,
    type: 'Microsoft.Resources/subscriptions',
    tags: subscription.tags,
    properties: textsOf({
      state: 'Enabled',
      subscriptionPolicies: policies,
      managementGroupAncestorsChain: chainAbove(tenantId, subscription.managementGroup).toReversed(),
      managedByTenants: [],
    }),
  }),
});

export const policies = {
  locationPlacementId: 'Public_2014-09-01',
  quotaId: 'EnterpriseAgreement_2014-09-01',
  spendingLimit: 'Off',
};

export const resourceGroupType = derivedType({
  name: 'Microsoft.Resources/subscriptions/resourceGroups',
  table: 'resourcecontainers',
  size: ({ groups }) => groups.length,
  at(cell, index): ArmDocument {
    const group = cell.groups[index];
    if (group === undefined) throw new RangeError(`there is no resource group ${index}`);
    return {
      id: group.path,
      name: group.name,
      type: 'Microsoft.Resources/subscriptions/resourceGroups',
      group: group.name,
      location: cell.location,
      tags: group.tags,
      properties: textsOf({ provisioningState: 'Succeeded' }),
    };
  },
});
