import type { CustomRole } from '../estate/custom-roles.ts';
import type { Project } from '../estate/place.ts';
import type { ServiceAccount, ServiceAccountKey } from '../estate/service-accounts.ts';

/** Long after everybody: when a key that does not expire expires. */
const never = '9999-12-31T23:59:59Z';

/** A service account as IAM and Cloud Asset Inventory tell it. When it was made, IAM does not say. */
export function serviceAccountDocument(account: ServiceAccount, { id }: Project): object {
  return {
    name: `projects/${id}/serviceAccounts/${account.id}`,
    projectId: id,
    uniqueId: account.uniqueId,
    email: account.id,
    displayName: account.displayName,
    ...(account.description !== undefined && { description: account.description }),
    etag: 'MDEwMjE5MjA=',
    oauth2ClientId: account.uniqueId,
    ...(account.disabled && { disabled: true }),
  };
}

/** A key of a service account; never the secret. */
export function keyDocument(key: ServiceAccountKey, account: ServiceAccount, { id }: Project): object {
  return {
    name: `projects/${id}/serviceAccounts/${account.id}/keys/${key.id}`,
    validAfterTime: secondText(key.validFrom),
    validBeforeTime: key.validUntil === undefined ? never : secondText(key.validUntil),
    keyAlgorithm: 'KEY_ALG_RSA_2048',
    keyOrigin: 'GOOGLE_PROVIDED',
    keyType: key.type,
    ...(key.disabled && { disabled: true }),
  };
}

/** A role of a project's own; its permissions are told only to who asks for them. */
export function roleDocument(role: CustomRole, whole: boolean): object {
  return {
    name: role.name,
    title: role.title,
    description: `For ${role.title}`,
    ...(whole && { includedPermissions: role.permissions }),
    ...(role.stage !== 'ALPHA' && { stage: role.stage }),
    etag: role.etag,
    ...(role.deleted && { deleted: true }),
  };
}

function secondText(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
