import {
  CloudError,
  ConflictError,
  DeniedError,
  NotFoundError,
  PagingError,
  ProtocolError,
  RejectedError,
  ThrottledError,
  UnavailableError,
} from 'bursar/adapter';
import { Refusal } from './refusal.ts';

/** The credentials could not be had, or Google does not take them. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
}

const throttlingReasons = new Set([
  'RATE_LIMIT_EXCEEDED',
  'RESOURCE_QUOTA_EXCEEDED',
  'quotaExceeded',
  'rateLimitExceeded',
  'userRateLimitExceeded',
]);

/** The numbers that gRPC has for codes, which the SDK gives to every error. */
const codes = new Map<unknown, string>([
  [1, 'CANCELLED'],
  [3, 'INVALID_ARGUMENT'],
  [4, 'DEADLINE_EXCEEDED'],
  [5, 'NOT_FOUND'],
  [6, 'ALREADY_EXISTS'],
  [7, 'PERMISSION_DENIED'],
  [8, 'RESOURCE_EXHAUSTED'],
  [9, 'FAILED_PRECONDITION'],
  [10, 'ABORTED'],
  [12, 'UNIMPLEMENTED'],
  [13, 'INTERNAL'],
  [14, 'UNAVAILABLE'],
  [16, 'UNAUTHENTICATED'],
]);

const unavailable = new Set([
  'AbortError',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ETIMEDOUT',
  'TimeoutError',
]);

/** What to do about credentials that have run out or were taken back. */
const renewCredentials =
  'the credentials have expired or are not taken: renew them (`gcloud auth application-default login`, a new key, or the service account of the machine)';

/** Whether Google asked for fewer calls. */
export function isThrottling(error: unknown): boolean {
  const refusal = refusalIn(error);
  if (refusal === undefined) return error instanceof ThrottledError;
  return refusal.status === 429 || refusal.reasons.some((reason) => throttlingReasons.has(reason));
}

/**
 * An error of the SDK, the transport or the auth library as the port's own. What is neither Google's answer nor the
 * network's failure is given back as it is: a fault of ours, to propagate.
 */
export function toCloudError(error: unknown): unknown {
  if (error instanceof CloudError) return error;
  if (error instanceof PagingError) return new ProtocolError(error.message, { cause: error });
  if (!(error instanceof Error)) return error;
  const credentials = credentialsErrorIn(error);
  if (credentials !== undefined) return new DeniedError(credentials.message, { cause: error });
  const refusal = refusalIn(error);
  if (refusal !== undefined) return ofRefusal(refusal);
  const cloudError = cloudErrorIn(error);
  if (cloudError !== undefined) return cloudError;
  if (networkCodesOf(error).some((code) => unavailable.has(code)))
    return new UnavailableError(error.message, { cause: error });
  return ofCode('code' in error ? codes.get(error.code) : undefined, error) ?? error;
}

function ofRefusal(refusal: Refusal): CloudError {
  const { status, reasons, about } = refusal;
  const code = refusal.code ?? reasons[0] ?? `HTTP ${status}`;
  const message = `${code}: ${refusal.message}`;
  const options = { cause: refusal };
  if (isThrottling(refusal))
    return new ThrottledError(message, { ...options, retryAfterMs: refusal.retryAfterMs });
  const disabled = disabledApiOf(refusal);
  if (disabled !== undefined) return new RejectedError(whatToEnable(refusal, disabled), options);
  if (status === 401) return new DeniedError(`${message}; ${renewCredentials}`, options);
  if (status === 403) {
    const { permission } = about;
    const named = typeof permission === 'string' ? permission : permissionIn(refusal.message);
    return new DeniedError(message, { ...options, permission: named });
  }
  if (status === 404 || status === 410) return new NotFoundError(message, options);
  if (status === 409 || status === 412) return new ConflictError(message, options);
  // What is left is a request that Google will not have, or its own failure: neither tells what there is.
  return status < 500 && status !== 408
    ? new RejectedError(message, options)
    : new UnavailableError(message, options);
}

/** The API that a project has not switched on, where that is why: `compute.googleapis.com`. */
export function disabledApiOf(error: unknown): string | undefined {
  const refusal = refusalIn(error);
  const { reasons = [], about = {} } = refusal ?? {};
  if (!reasons.includes('SERVICE_DISABLED') && !reasons.includes('accessNotConfigured')) return undefined;
  return typeof about['service'] === 'string' ? about['service'] : 'the API';
}

/** An API that is switched off tells nothing of what the project has. */
function whatToEnable({ message }: Refusal, service: string): string {
  return `SERVICE_DISABLED: ${message} Enable it (\`gcloud services enable ${service}\`), or leave the kinds that need it out by "kinds".`;
}

/** An error of the SDK's alone, by the number that it has. */
function ofCode(code: string | undefined, cause: Error): CloudError | undefined {
  const message = `${code}: ${cause.message}`;
  const options = { cause };
  switch (code) {
    case undefined:
      return undefined;
    case 'NOT_FOUND':
      return new NotFoundError(message, options);
    case 'PERMISSION_DENIED':
    case 'UNAUTHENTICATED':
      return new DeniedError(message, { ...options, permission: permissionIn(cause.message) });
    case 'RESOURCE_EXHAUSTED':
      return new ThrottledError(message, options);
    case 'ABORTED':
    case 'ALREADY_EXISTS':
    case 'FAILED_PRECONDITION':
      return new ConflictError(message, options);
    case 'INVALID_ARGUMENT':
    case 'OUT_OF_RANGE':
    case 'UNIMPLEMENTED':
      return new RejectedError(message, options);
    default:
      return new UnavailableError(message, options);
  }
}

/** The errors of a chain of causes, outermost first. */
function* chainOf(error: unknown): Generator<Error, void, void> {
  for (let next = error, depth = 0; next instanceof Error && depth < 8; next = next.cause, depth++)
    yield next;
}

function refusalIn(error: unknown): Refusal | undefined {
  for (const one of chainOf(error)) if (one instanceof Refusal) return one;
  return undefined;
}

function credentialsErrorIn(error: unknown): CredentialsError | undefined {
  for (const one of chainOf(error)) if (one instanceof CredentialsError) return one;
  return undefined;
}

function cloudErrorIn(error: unknown): CloudError | undefined {
  for (const one of chainOf(error)) if (one instanceof CloudError) return one;
  return undefined;
}

/** Node's word for what happened to the connection, wherever in the chain of causes. */
function networkCodesOf(error: unknown): readonly string[] {
  return [...chainOf(error)].flatMap((one) => {
    const code = 'code' in one && typeof one.code === 'string' ? [one.code] : [];
    return [one.name, ...code];
  });
}

/** Google names the permission in words: `Required 'compute.instances.list' permission for 'projects/acme'`. */
function permissionIn(message: string): string | undefined {
  return /(?:Required|Permission|permission) ['"]?([a-z]+(?:\.[A-Za-z]+){2,})['"]?/.exec(message)?.[1];
}
