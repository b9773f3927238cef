import { randomUUID } from 'node:crypto';
import type { FaultsOfRequest } from '../../faults.ts';
import type { SandboxResponse, WireRequest } from '../../service.ts';
import { jsonAnswer } from '../wire/answer.ts';
import { appServiceToken, instanceMetadataToken } from './managed-identity.ts';
import { OAuthError } from './oauth-error.ts';
import { issueToken, openidConfiguration, requireTenant, type SignInParts } from './token-endpoint.ts';

/** What a client asks for before it has a token. */
export type SignInStep = 'openid-configuration' | 'token' | 'instance-metadata' | 'app-service';

const tenantPath = /^\/([^/]+)\/(v2\.0\/\.well-known\/openid-configuration|oauth2\/v2\.0\/token)$/;

/** Which step of signing in a request is; undefined where it is none. */
export function signInStepOf({ method, path }: Pick<WireRequest, 'method' | 'path'>): SignInStep | undefined {
  // MSAL ends both with a slash.
  const bare = path.replace(/\/$/, '');
  if (bare === '/metadata/identity/oauth2/token') return 'instance-metadata';
  if (bare === '/msi/token') return 'app-service';
  const [, , what] = tenantPath.exec(path) ?? [];
  if (what === undefined) return undefined;
  if (what.startsWith('v2.0')) return 'openid-configuration';
  return method === 'POST' ? 'token' : undefined;
}

/** Signs somebody in, or refuses to in Entra's words. */
export function signIn(
  parts: SignInParts,
  step: SignInStep,
  request: WireRequest,
  origin: string,
  faults: FaultsOfRequest,
): SandboxResponse {
  const tenant = tenantPath.exec(request.path)?.[1] ?? '';
  try {
    refuse(faults);
    switch (step) {
      case 'openid-configuration':
        requireTenant(parts.application, tenant);
        return openidConfiguration(tenant, origin);
      case 'token':
        return issueToken(parts, request, tenant, origin);
      case 'instance-metadata':
        return instanceMetadataToken(parts, request, origin);
      case 'app-service':
        return appServiceToken(parts, request, origin);
    }
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return refusalOf(error, parts.wallClock.now());
  }
}

function refuse(faults: FaultsOfRequest): void {
  if (faults.has('throttle'))
    throw new OAuthError(429, 'temporarily_unavailable', 50196, 'Too many requests.', { 'retry-after': '1' });
  const error = faults.find('error');
  if (error !== undefined)
    throw new OAuthError(
      error.status ?? 500,
      'temporarily_unavailable',
      90033,
      'A transient error has occurred. Please try again.',
    );
  if (faults.has('deny'))
    throw new OAuthError(401, 'unauthorized_client', 7000112, 'The application is disabled.');
}

function refusalOf({ status, error, code, message, headers }: OAuthError, now: number): SandboxResponse {
  const trace = randomUUID();
  const correlation = randomUUID();
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return jsonAnswer(
    {
      error,
      error_description: `AADSTS${code}: ${message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
    status,
    headers,
  );
}
