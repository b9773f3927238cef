import type { Tag } from '../../estate/tags.ts';
import { mixText } from '../../seeded.ts';
import { guidOf } from './guid.ts';
import type { ManagementGroup, Subscription } from './place.ts';

/** The management group that everything is below, under the tenant's root. */
export const companyGroup = 'acme';

const platformGroup = 'acme-platform';
const workloadsGroup = 'acme-workloads';

export function managementGroupsOf(tenantId: string): readonly ManagementGroup[] {
  return [
    { name: tenantId, displayName: 'Tenant Root Group' },
    { name: companyGroup, displayName: 'Acme', parent: tenantId },
    { name: platformGroup, displayName: 'Platform', parent: companyGroup },
    { name: workloadsGroup, displayName: 'Workloads', parent: companyGroup },
  ];
}

/** The groups that something in a group is in, the root first. */
export function chainAbove(
  tenantId: string,
  group: string | undefined,
): readonly Pick<ManagementGroup, 'name' | 'displayName'>[] {
  const found = managementGroupsOf(tenantId).find(({ name }) => name === group);
  if (found === undefined) return [];
  const { name, displayName, parent } = found;
  return [...chainAbove(tenantId, parent), { name, displayName }];
}

interface Character {
  readonly name: string;
  readonly tags: readonly Tag[];
  readonly managementGroup: string;
}

/** What most companies begin with. */
const characters: readonly Character[] = [
  { name: 'acme-platform', tags: [], managementGroup: platformGroup },
  {
    name: 'acme-production',
    tags: [
      ['environment', 'production'],
      ['cost-center', 'cc-1001'],
    ],
    managementGroup: workloadsGroup,
  },
  {
    name: 'acme-development',
    tags: [
      ['Owner', 'developer-experience'],
      ['env', 'dev'],
    ],
    managementGroup: workloadsGroup,
  },
];

/** How much of the estate is in a subscription: most in production. */
export function weightOfSubscription(index: number): number {
  return [3, 6, 4][index] ?? 2;
}

export function subscriptionsOf(seed: number, count: number): readonly Subscription[] {
  if (!Number.isInteger(count) || count < 1 || count > 999)
    throw new RangeError(`a tenant here has 1 to 999 subscriptions, not ${count}`);
  const ids = mixText(seed, 'subscriptions');
  return Array.from({ length: count }, (_, index) => ({
    ...(characters[index] ?? {
      name: `acme-team-${index + 1}`,
      tags: [],
      managementGroup: workloadsGroup,
    }),
    id: guidOf(ids, index),
    index,
    seed: mixText(seed, `subscription ${index}`),
  }));
}
