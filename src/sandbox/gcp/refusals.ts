import type { Project } from './estate/place.ts';
import { errorInfo, GoogleError } from './google-error.ts';

/** Neither found nor to be told apart from what may not be seen. */
export function permissionDenied(permission: string, resource: string): GoogleError {
  return new GoogleError({
    status: 'PERMISSION_DENIED',
    reason: 'forbidden',
    message: `Permission '${permission}' denied on resource '${resource}' (or it may not exist).`,
    details: [errorInfo('IAM_PERMISSION_DENIED', 'iam.googleapis.com', { permission, resource })],
  });
}

/** As Compute Engine words it. */
export function computeDenied(permission: string, resource: string): GoogleError {
  return new GoogleError({
    status: 'PERMISSION_DENIED',
    reason: 'forbidden',
    message: `Required '${permission}' permission for '${resource}'`,
    details: [errorInfo('IAM_PERMISSION_DENIED', 'iam.googleapis.com', { permission, resource })],
  });
}

const titles: Readonly<Record<string, string>> = {
  'aiplatform.googleapis.com': 'Agent Platform API',
  'cloudasset.googleapis.com': 'Cloud Asset API',
  'cloudfunctions.googleapis.com': 'Cloud Functions API',
  'cloudresourcemanager.googleapis.com': 'Cloud Resource Manager API',
  'compute.googleapis.com': 'Compute Engine API',
  'iam.googleapis.com': 'Identity and Access Management (IAM) API',
  'monitoring.googleapis.com': 'Cloud Monitoring API',
  'notebooks.googleapis.com': 'Notebooks API',
  'recommender.googleapis.com': 'Recommender API',
  'run.googleapis.com': 'Cloud Run Admin API',
  'sqladmin.googleapis.com': 'Cloud SQL Admin API',
  'storage.googleapis.com': 'Cloud Storage JSON API',
};

/** An API that the project has not switched on. */
export function serviceDisabled(api: string, { id, number }: Project): GoogleError {
  const title = titles[api] ?? api;
  const activationUrl = `https://console.developers.google.com/apis/api/${api}/overview?project=${id}`;
  return new GoogleError({
    status: 'PERMISSION_DENIED',
    reason: 'accessNotConfigured',
    domain: 'usageLimits',
    message: `${title} has not been used in project ${id} before or it is disabled. Enable it by visiting ${activationUrl} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`,
    details: [
      errorInfo('SERVICE_DISABLED', 'googleapis.com', {
        service: api,
        serviceTitle: title,
        consumer: `projects/${number}`,
        containerInfo: id,
        activationUrl,
      }),
      {
        '@type': 'type.googleapis.com/google.rpc.Help',
        links: [{ description: 'Google developers console API activation', url: activationUrl }],
      },
    ],
  });
}

/** Nobody, or nobody any more. */
export function unauthenticated(
  reason: 'CREDENTIALS_MISSING' | 'ACCESS_TOKEN_TYPE_UNSUPPORTED' | 'ACCESS_TOKEN_EXPIRED',
  api: string,
  method: string,
): GoogleError {
  const message =
    reason === 'CREDENTIALS_MISSING'
      ? 'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.'
      : 'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.';
  return new GoogleError({
    status: 'UNAUTHENTICATED',
    reason: reason === 'CREDENTIALS_MISSING' ? 'required' : 'authError',
    message,
    details: [errorInfo(reason, 'googleapis.com', { service: api, method })],
    headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/"' },
  });
}

/**
 * Too many requests in a minute. Compute Engine says it with a 403, all others with a 429; most of the time nobody
 * says for how long to wait.
 */
export function quotaExceeded(
  api: string,
  consumer: string,
  limit: { readonly metric: string; readonly perMinute: number },
  retryAfterSeconds?: number,
): GoogleError {
  return new GoogleError({
    status: 'RESOURCE_EXHAUSTED',
    ...(api === 'compute.googleapis.com' && { code: 403, status: 'PERMISSION_DENIED' as const }),
    reason: 'rateLimitExceeded',
    domain: 'usageLimits',
    message: `Quota exceeded for quota metric '${limit.metric}' and limit '${limit.metric} per minute' of service '${api}' for consumer 'project_number:${consumer}'.`,
    details: [
      errorInfo('RATE_LIMIT_EXCEEDED', 'googleapis.com', {
        service: api,
        consumer: `projects/${consumer}`,
        quota_limit: `${limit.metric.replaceAll(' ', '')}PerMinutePerProject`,
        quota_limit_value: String(limit.perMinute),
      }),
    ],
    ...(retryAfterSeconds !== undefined && { headers: { 'retry-after': String(retryAfterSeconds) } }),
  });
}

/** A failure of Google's own. */
export function failed(status: 500 | 503): GoogleError {
  return status === 503
    ? new GoogleError({
        status: 'UNAVAILABLE',
        reason: 'backendError',
        message: 'The service is currently unavailable.',
      })
    : new GoogleError({
        status: 'INTERNAL',
        reason: 'internalError',
        message: 'Internal error encountered.',
      });
}

/** Something that was named is not there. */
export function notFound(what: string): GoogleError {
  return new GoogleError({ status: 'NOT_FOUND', reason: 'notFound', message: `${what} was not found` });
}

/** Something in the request is wrong. */
export function invalidArgument(message: string, reason = 'invalid'): GoogleError {
  return new GoogleError({ status: 'INVALID_ARGUMENT', reason, message });
}
