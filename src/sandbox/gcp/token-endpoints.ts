import type { SandboxResponse, WireRequest } from '../service.ts';
import { jsonAnswer } from './answer.ts';
import type { Identities } from './identities.ts';
import type { GcpCaller } from './service.ts';

const jwtGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
const jwtType = 'urn:ietf:params:oauth:token-type:jwt';

/** Answers of the OAuth token endpoint and of the Security Token Service; undefined for all other paths. */
export function tokenAnswer(request: WireRequest, identities: Identities): SandboxResponse | undefined {
  const { method, path } = request;
  if (method !== 'POST' || (path !== '/token' && path !== '/v1/token')) return undefined;
  const form = parametersOf(request);
  return path === '/token' ? oauthToken(form, identities) : exchangedToken(form, identities);
}

/** A service account's assertion, signed with its key, or a person's refresh token, for a token. */
function oauthToken(form: URLSearchParams, identities: Identities): SandboxResponse {
  if (form.get('grant_type') === 'refresh_token') {
    const caller = identities.refreshed(form.get('refresh_token') ?? '', form.get('client_secret') ?? '');
    return caller === undefined
      ? refused('invalid_grant', 'Token has been expired or revoked.')
      : issued(identities, caller);
  }
  if (form.get('grant_type') !== jwtGrant)
    return refused('unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type') ?? ''}`);
  const caller = identities.assertion(form.get('assertion') ?? '');
  if (caller === 'expired')
    return refused(
      'invalid_grant',
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    );
  if (caller === undefined) return refused('invalid_grant', 'Invalid JWT Signature.');
  return issued(identities, caller);
}

function issued(identities: Identities, caller: GcpCaller): SandboxResponse {
  const { token, expiresInSeconds } = identities.tokens.issue(caller);
  return jsonAnswer({ access_token: token, expires_in: expiresInSeconds, token_type: 'Bearer' });
}

/** A foreign identity provider's token for one of Google's, with which a service account may be taken on. */
function exchangedToken(form: URLSearchParams, identities: Identities): SandboxResponse {
  if (form.get('grant_type') !== exchangeGrant)
    return refused('unsupported_grant_type', 'The grant type is not supported.');
  if (form.get('audience') !== identities.audience)
    return refused('invalid_target', 'The target service indicated by the "audience" parameters is invalid.');
  const type = form.get('subject_token_type') ?? '';
  if (type !== jwtType && !type.endsWith(':id_token'))
    return refused('invalid_request', 'Invalid value for "subject_token_type".');
  const caller = identities.federated(form.get('subject_token') ?? '');
  if (caller === undefined)
    return refused('invalid_grant', 'The given credential is rejected by the attribute condition.');
  const { token, expiresInSeconds } = identities.tokens.issue(caller);
  return jsonAnswer({
    access_token: token,
    issued_token_type: accessToken,
    token_type: 'Bearer',
    expires_in: expiresInSeconds,
  });
}

function refused(error: string, description: string): SandboxResponse {
  return jsonAnswer({ error, error_description: description }, 400);
}

/** Forms are sent as such or, by some clients, as JSON. */
function parametersOf({ headers, body }: WireRequest): URLSearchParams {
  const text = body.toString();
  if (headers['content-type']?.startsWith('application/json') !== true) return new URLSearchParams(text);
  const document: unknown = JSON.parse(text);
  const entries = typeof document === 'object' && document !== null ? Object.entries(document) : [];
  return new URLSearchParams(entries.map(([key, value]): [string, string] => [key, String(value)]));
}
