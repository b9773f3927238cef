import { serviceAccountName } from '../names.ts';

export type PrincipalType = 'user' | 'group' | 'service-account' | 'domain' | 'public' | 'other';

/** Who a member of a binding is. */
export interface Member {
  readonly principal: string;
  readonly principalType: PrincipalType;
}

const types: ReadonlyMap<string, PrincipalType> = new Map([
  ['user', 'user'],
  ['group', 'group'],
  ['serviceAccount', 'service-account'],
  ['domain', 'domain'],
  ['allUsers', 'public'],
  ['allAuthenticatedUsers', 'public'],
]);

/**
 * A member as IAM writes it: `user:ada@acme.example`, `serviceAccount:ci@acme.iam.gserviceaccount.com`, `allUsers`,
 * `deleted:user:…?uid=…`, `principalSet://iam.googleapis.com/…`. A service account whose address tells its project has
 * the name that it has everywhere.
 */
export function memberOf(text: string): Member {
  const [kind = '', ...rest] = text.replace(/^deleted:/, '').split(':');
  const principalType = types.get(kind) ?? 'other';
  const email = rest.join(':');
  const isOwnName =
    principalType === 'service-account' &&
    !text.startsWith('deleted:') &&
    /^[^[\]]+@[a-z][a-z0-9-]+\.iam\.gserviceaccount\.com$/.test(email);
  return { principal: isOwnName ? serviceAccountName(email, '') : text, principalType };
}
