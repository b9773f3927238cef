import { type Clock, principal } from 'bursar/adapter';
import { idOf, scopeIn } from '../arm-id.ts';
import { azureCollector } from '../collector.ts';
import {
  type IdentityRecord,
  identityPermission,
  identityQuery,
  listIdentities,
} from '../reading/managed-identities.ts';
import {
  listServicePrincipals,
  type ServicePrincipalRecord,
  servicePrincipalOf,
} from '../reading/service-principals.ts';
import { required, tagsOf } from '../record.ts';
import { isTenant } from '../tenant-scope.ts';

type PrincipalRecord = IdentityRecord | ServicePrincipalRecord;

/** Managed identities of subscriptions, and the service principals of the tenant. */
export function principalCollector(clock: Clock) {
  return azureCollector({
    kind: principal,
    permissions: [identityPermission],

    graph: (graph): AsyncIterable<readonly PrincipalRecord[]> => graph.rows<IdentityRecord>(identityQuery),
    arm: (clients, signal) => listIdentities(clients, signal),
    tenant: (clients, _scope, signal) => listServicePrincipals(clients, signal),

    read(raw: PrincipalRecord, scope) {
      if (isTenant(scope)) return servicePrincipalOf(raw, scope, clock);
      return {
        kind: 'principal',
        id: idOf(raw),
        name: required(raw.name, 'name'),
        scope: scopeIn(scope, raw),
        tags: tagsOf(raw),
        attributes: {
          type: 'managed-identity' as const,
          serviceLinked: false,
          lastUseKnown: false,
          // Azure keeps and renews what it signs in with: nobody has it.
          credentials: [],
          policies: [],
          inlinePolicies: [],
          groups: [],
        },
      };
    },
  });
}
