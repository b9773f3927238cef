import type { WireRequest } from '../service.ts';
import type { Identities } from './identities.ts';
import { unauthenticated } from './refusals.ts';
import type { GcpCaller } from './service.ts';

/** Who sends a request. @throws {GoogleError} where nobody says so, or a token does not hold. */
export function authenticate(
  { headers }: Pick<WireRequest, 'headers'>,
  identities: Identities,
  called: { readonly api: string; readonly method: string },
): GcpCaller {
  const token = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) throw unauthenticated('CREDENTIALS_MISSING', called.api, called.method);
  const caller = identities.bearer(token);
  if (caller === undefined) throw unauthenticated('ACCESS_TOKEN_TYPE_UNSUPPORTED', called.api, called.method);
  if (caller === 'expired') throw unauthenticated('ACCESS_TOKEN_EXPIRED', called.api, called.method);
  return caller;
}
