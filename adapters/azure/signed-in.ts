import { z } from 'zod';
import type { ClientsOfScopes } from './clients-of-scopes.ts';
import { toCloudError } from './errors.ts';

/** Whose token it is, as far as the token says it. */
export interface SignedIn {
  /** Id of the tenant. */
  readonly tenant?: string;
  /** What people know it by: a user's name, an application's id. */
  readonly name: string;
}

const claims = z.object({
  tid: z.string().optional(),
  upn: z.string().optional(),
  unique_name: z.string().optional(),
  app_displayname: z.string().optional(),
  appid: z.string().optional(),
  azp: z.string().optional(),
  oid: z.string().optional(),
});

/** Who is signed in. @throws {CloudError} where nobody can be. */
export async function signedIn(clients: ClientsOfScopes, signal: AbortSignal): Promise<SignedIn> {
  let token: string;
  try {
    token = await clients.token(signal);
  } catch (error) {
    signal.throwIfAborted();
    throw toCloudError(error);
  }
  const parsed = claims.safeParse(payloadOf(token));
  if (!parsed.success) return { name: 'an identity that its token does not name' };
  const { tid, upn, unique_name, app_displayname, appid, azp, oid } = parsed.data;
  const application = app_displayname ?? appid ?? azp;
  const name =
    upn ?? unique_name ?? (application && `application ${application}`) ?? `object ${oid ?? 'unknown'}`;
  return { name, ...(tid !== undefined && { tenant: tid.toLowerCase() }) };
}

/** What a token says; it is for Azure to check, and for us to look at only. */
function payloadOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
