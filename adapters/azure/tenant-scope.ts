import { globalRegion, type Scope } from 'bursar/adapter';

const prefix = 'tenants/';

/** The scope of what belongs to a tenant and not to any of its subscriptions: service principals, grants above them. */
export function tenantScope(tenant: string): Scope {
  return { provider: 'azure', account: `${prefix}${tenant}`, accountName: 'tenant', region: globalRegion };
}

/** Whether a scope is a tenant, and no subscription. */
export function isTenant({ account }: Pick<Scope, 'account'>): boolean {
  return account.startsWith(prefix);
}
