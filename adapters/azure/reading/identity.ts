import { armIds } from '../arm-id.ts';
import { type Maybe, told } from '../record.ts';

/** As whom a workload may sign in: identities of its own, or identities that are resources and shared. */
export interface Identity {
  readonly principalId?: Maybe<string>;
  readonly tenantId?: Maybe<string>;
  readonly userAssignedIdentities?: Maybe<Readonly<Record<string, unknown>>>;
}

/** The id of the principal that a workload runs under; a shared identity comes first, as it can be named. */
export function identityOf(identity: Maybe<Identity>): string | undefined {
  if (!identity) return undefined;
  const [shared] = armIds(Object.keys(identity.userAssignedIdentities ?? {})).toSorted();
  if (shared !== undefined) return shared;
  const [own, tenant] = [told(identity.principalId), told(identity.tenantId)];
  return own === undefined || tenant === undefined ? undefined : servicePrincipalId(tenant, own);
}

/** A service principal has no ARM id: this one is unique in the world, by its tenant and its object there. */
export function servicePrincipalId(tenant: string, objectId: string): string {
  return `/tenants/${tenant}/serviceprincipals/${objectId}`.toLowerCase();
}
