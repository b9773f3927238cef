import { armIds } from '../arm-id.ts';
import { type Maybe, told } from '../record.ts';

/** As whom a workload may sign in: identities of its own, or identities that are resources and shared. */
export interface Identity {
  readonly principalId?: Maybe<string>;
  readonly userAssignedIdentities?: Maybe<Readonly<Record<string, unknown>>>;
}

/** The id of the principal that a workload runs under; a shared identity comes first, as it can be named. */
export function identityOf(identity: Maybe<Identity>): string | undefined {
  if (!identity) return undefined;
  const [shared] = armIds(Object.keys(identity.userAssignedIdentities ?? {})).toSorted();
  if (shared !== undefined) return shared;
  const own = told(identity.principalId);
  return own === undefined ? undefined : servicePrincipalId(own);
}

/** A service principal is no resource of Resource Manager: this id is made of its object's, which no other has. */
export function servicePrincipalId(objectId: string): string {
  return `/serviceprincipals/${objectId}`.toLowerCase();
}
