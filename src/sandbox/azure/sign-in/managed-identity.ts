import type { SandboxResponse, WireRequest } from '../../service.ts';
import { jsonAnswer } from '../wire/answer.ts';
import { hostOfAudience } from './audiences.ts';
import type { SignInParts } from './token-endpoint.ts';

const day = 86_400;

/** The metadata service of a virtual machine, which knows its managed identity. */
export function instanceMetadataToken(
  parts: SignInParts,
  { headers, query }: Pick<WireRequest, 'headers' | 'query'>,
  origin: string,
): SandboxResponse {
  if (String(headers['metadata']).toLowerCase() !== 'true')
    return refusal('invalid_request', 'Required metadata header not specified');
  return tokenOf(parts, query, origin);
}

/** The same, as App Service and its kin have it. */
export function appServiceToken(
  parts: SignInParts,
  { headers, query }: Pick<WireRequest, 'headers' | 'query'>,
  origin: string,
): SandboxResponse {
  if (headers['x-identity-header'] !== parts.application.identity.identityHeader)
    return jsonAnswer({ statusCode: 401, message: 'The X-IDENTITY-HEADER is missing or wrong.' }, 401);
  return tokenOf(parts, query, origin);
}

function tokenOf(
  { application, tokens, wallClock }: SignInParts,
  query: URLSearchParams,
  origin: string,
): SandboxResponse {
  const resource = query.get('resource') ?? '';
  const { tenantId, managedIdentityClientId: client } = application.identity;
  if (!query.has('api-version')) return refusal('invalid_request', 'Required query variable api-version');
  const host = hostOfAudience(resource, origin);
  if (host === undefined)
    return refusal(
      'invalid_resource',
      `AADSTS500011: The resource principal named ${resource} was not found in the tenant named Acme.`,
    );
  const wanted = query.get('client_id') ?? query.get('object_id') ?? client;
  if (wanted !== client && wanted !== application.managedIdentityObjectId)
    return refusal('invalid_request', 'Identity not found');
  const caller = { tenant: tenantId, client, objectId: application.managedIdentityObjectId };
  const now = Math.floor(wallClock.now() / 1_000);
  return jsonAnswer({
    access_token: tokens.issue(caller, host, resource, day),
    client_id: client,
    expires_in: String(day),
    expires_on: String(now + day),
    ext_expires_in: String(day),
    not_before: String(now),
    resource,
    token_type: 'Bearer',
  });
}

function refusal(error: string, description: string): SandboxResponse {
  return jsonAnswer({ error, error_description: description }, 400);
}
