import type { Clock } from '../../../core/time.ts';
import type { SandboxResponse, WireRequest } from '../../service.ts';
import { jsonAnswer } from '../wire/answer.ts';
import type { Application } from './application.ts';
import { isSignedBy, isSignedWith, namesCertificate, parseAssertion } from './assertion.ts';
import { hostOfAudience } from './audiences.ts';
import { OAuthError } from './oauth-error.ts';
import type { Tokens } from './tokens.ts';

/** What signing in needs. */
export interface SignInParts {
  readonly application: Application;
  readonly tokens: Tokens;
  readonly wallClock: Clock;
}

const lifetimeSeconds = 3_599;
const federatedAudience = 'api://AzureADTokenExchange';
const suffix = '/.default';

/** Where a tenant's tokens come from. */
export function openidConfiguration(tenant: string, origin: string): SandboxResponse {
  return jsonAnswer({
    token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${origin}/${tenant}/v2.0`,
    authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
    tenant_region_scope: 'EU',
    cloud_instance_name: 'microsoftonline.com',
  });
}

/** Answers a request for a token by client credentials. @throws {OAuthError} for whom it does not believe. */
export function issueToken(
  parts: SignInParts,
  { body }: Pick<WireRequest, 'body'>,
  tenant: string,
  origin: string,
): SandboxResponse {
  const { application, tokens } = parts;
  const form = new URLSearchParams(body.toString());
  requireTenant(application, tenant);
  if (form.get('grant_type') !== 'client_credentials')
    throw new OAuthError(
      400,
      'unsupported_grant_type',
      70003,
      "The app requested an unsupported grant type. The sandbox has 'client_credentials' only.",
    );
  const client = form.get('client_id') ?? '';
  if (client !== application.identity.clientId)
    throw new OAuthError(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${client}' was not found in the directory 'Acme'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    );
  prove(parts, form, `${origin}/${tenant}/oauth2/v2.0/token`);
  const scope = form.get('scope') ?? '';
  // MSAL asks for those of a person beside the one that counts.
  const asked = scope.split(' ').find((one) => one.endsWith(suffix));
  if (asked === undefined)
    throw new OAuthError(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  const audience = asked.slice(0, -suffix.length);
  const host = requireHost(audience, origin);
  const caller = { tenant: application.identity.tenantId, client, objectId: application.objectId };
  return jsonAnswer({
    token_type: 'Bearer',
    expires_in: lifetimeSeconds,
    ext_expires_in: lifetimeSeconds,
    access_token: tokens.issue(caller, host, audience, lifetimeSeconds),
  });
}

export function requireTenant({ identity }: Application, tenant: string): void {
  if (tenant.toLowerCase() !== identity.tenantId)
    throw new OAuthError(
      400,
      'invalid_request',
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
    );
}

/** The host of an audience. @throws {OAuthError} where there is none. */
function requireHost(audience: string, origin: string) {
  const host = hostOfAudience(audience, origin);
  if (host === undefined)
    throw new OAuthError(
      400,
      'invalid_resource',
      500011,
      `The resource principal named ${audience} was not found in the tenant named Acme. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
    );
  return host;
}

function prove(parts: SignInParts, form: URLSearchParams, endpoint: string): void {
  const assertion = form.get('client_assertion');
  if (assertion !== null) return proveByAssertion(parts, assertion, endpoint);
  const { clientId, clientSecret, expiredClientSecret } = parts.application.identity;
  const secret = form.get('client_secret');
  if (secret === clientSecret) return undefined;
  if (secret === expiredClientSecret)
    throw new OAuthError(
      401,
      'invalid_client',
      7000222,
      `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    );
  if (secret === null)
    throw new OAuthError(
      401,
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  throw new OAuthError(
    401,
    'invalid_client',
    7000215,
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
  );
}

function proveByAssertion({ application, wallClock }: SignInParts, text: string, endpoint: string): void {
  const assertion = parseAssertion(text);
  if (assertion === undefined)
    throw new OAuthError(401, 'invalid_client', 50027, 'JWT token is invalid or malformed.');
  const { claims } = assertion;
  const now = wallClock.now() / 1_000;
  if (now >= claims.exp || now < (claims.nbf ?? 0) - 300)
    throw new OAuthError(
      401,
      'invalid_client',
      700024,
      'Client assertion is not within its valid time range. Please review the documentation at https://aka.ms/certCreds.',
    );
  if (claims.iss === application.issuer) {
    const trusted =
      isSignedBy(assertion, application.issuerKey) &&
      claims.sub === application.subject &&
      claims.aud === federatedAudience;
    if (trusted) return;
    throw new OAuthError(
      401,
      'invalid_client',
      700213,
      `No matching federated identity record found for presented assertion subject '${claims.sub}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
    );
  }
  const certificate = application.certificates.find((one) => namesCertificate(assertion, one));
  const { clientId } = application.identity;
  const own = claims.iss === clientId && claims.sub === clientId && claims.aud === endpoint;
  if (certificate === undefined || !own || !isSignedWith(assertion, certificate))
    throw new OAuthError(
      401,
      'invalid_client',
      700027,
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${clientId}'.]`,
    );
}
