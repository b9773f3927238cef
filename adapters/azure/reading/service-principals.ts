import {
  type Clock,
  DeniedError,
  type EpochMs,
  type principal,
  type ResourceOf,
  type Scope,
} from 'bursar/adapter';
import type { TenantClients } from '../client.ts';
import { toCloudError } from '../errors.ts';
import { type ArmRecord, defined, instantOf, type Maybe, required, told } from '../record.ts';
import { type RestList, restPages } from '../rest-pages.ts';
import { servicePrincipalId } from './identity.ts';

interface Secret {
  readonly keyId?: Maybe<string>;
  readonly startDateTime?: Maybe<string>;
  readonly endDateTime?: Maybe<string>;
}

interface WithSecrets {
  readonly appId?: Maybe<string>;
  readonly keyCredentials?: Maybe<readonly Secret[]>;
  readonly passwordCredentials?: Maybe<readonly Secret[]>;
}

/** A service principal, with its application where that is of the same tenant. */
export interface ServicePrincipalRecord extends ArmRecord, WithSecrets {
  readonly displayName?: Maybe<string>;
  readonly servicePrincipalType?: Maybe<string>;
  readonly appOwnerOrganizationId?: Maybe<string>;
  readonly createdDateTime?: Maybe<string>;
  /** Of a managed identity, among others the id of what it is the identity of. */
  readonly alternativeNames?: Maybe<readonly string[]>;
  readonly application?: WithSecrets;
}

/** What Microsoft Graph is asked for, for which an administrator has to consent. */
export const directoryPermission = 'Application.Read.All';

/** Microsoft's own tenant: what is of it is a service of Microsoft's. */
const microsoft = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

/** The service principals of the tenant, but for managed identities that are resources, which their subscriptions list. */
export async function* listServicePrincipals(
  clients: TenantClients,
  signal: AbortSignal,
): AsyncGenerator<readonly ServicePrincipalRecord[], void, void> {
  const client = await clients.microsoftGraph();
  const secrets = ['appId', 'keyCredentials', 'passwordCredentials'];
  const columns = ['id', 'displayName', 'servicePrincipalType', 'appOwnerOrganizationId'];
  try {
    const applications = new Map<string, WithSecrets>();
    const ofApplications = listOf('/v1.0/applications', secrets);
    for await (const page of restPages<WithSecrets>(client, ofApplications, signal))
      for (const application of page) applications.set(application.appId ?? '', application);
    const select = [...columns, 'createdDateTime', 'alternativeNames', ...secrets];
    const ofPrincipals = listOf('/v1.0/servicePrincipals', select);
    for await (const page of restPages<ServicePrincipalRecord>(client, ofPrincipals, signal)) {
      yield page
        .filter((record) => !isResource(record))
        .map((record) => ({ ...record, ...defined({ application: applications.get(record.appId ?? '') }) }));
    }
  } catch (error) {
    signal.throwIfAborted();
    const reason = toCloudError(error);
    if (!(reason instanceof DeniedError)) throw reason;
    const remedy = `grant ${directoryPermission} of Microsoft Graph to it as an application permission, or set "directory" to false`;
    throw new DeniedError(`${reason.message} (${remedy})`, { cause: error, permission: directoryPermission });
  }
}

function listOf(path: string, select: readonly string[]): RestList {
  return { path, query: { $select: select.join(','), $top: 999 } };
}

/** Whether it is the principal of a managed identity that is a resource of its own. */
function isResource({ servicePrincipalType, alternativeNames }: ServicePrincipalRecord): boolean {
  if (servicePrincipalType !== 'ManagedIdentity') return false;
  return (alternativeNames ?? []).some((name) => /\/userassignedidentities\//i.test(name));
}

/** A service principal as a resource. */
export function servicePrincipalOf(
  raw: ServicePrincipalRecord,
  scope: Scope,
  clock: Clock,
): ResourceOf<typeof principal> {
  const now = clock.now();
  const isIdentity = raw.servicePrincipalType === 'ManagedIdentity';
  return {
    kind: 'principal',
    id: servicePrincipalId(required(raw.id, 'id')),
    name: told(raw.displayName) ?? required(raw.appId, 'appId'),
    scope,
    untaggable: true,
    ...defined({ createdAt: instantOf(raw.createdDateTime) }),
    attributes: {
      type: isIdentity ? 'managed-identity' : 'service-principal',
      serviceLinked: raw.appOwnerOrganizationId?.toLowerCase() === microsoft,
      // Who signed in when is in the directory's logs, not in the directory.
      lastUseKnown: false,
      // Azure renews an identity's own certificate by itself: nobody has it.
      credentials: isIdentity ? [] : [raw, raw.application].flatMap((owner) => credentialsOf(owner, now)),
      policies: [],
      inlinePolicies: [],
      groups: [],
    },
  };
}

function credentialsOf(owner: WithSecrets | undefined, now: EpochMs) {
  const certificates = (owner?.keyCredentials ?? []).map((secret) =>
    credentialOf('certificate', secret, now),
  );
  const secrets = (owner?.passwordCredentials ?? []).map((secret) => credentialOf('secret', secret, now));
  return [...certificates, ...secrets];
}

function credentialOf(
  type: 'certificate' | 'secret',
  { keyId, startDateTime, endDateTime }: Secret,
  now: EpochMs,
) {
  const expiresAt = instantOf(endDateTime);
  return {
    type,
    id: required(keyId, 'keyId'),
    active: expiresAt === undefined || expiresAt > now,
    lastUseKnown: false,
    ...defined({ createdAt: instantOf(startDateTime), expiresAt }),
  };
}
