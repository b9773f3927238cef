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
  UnsupportedError,
} from 'bursar/adapter';
import { isSignInFailure, signInError } from './sign-in-errors.ts';

const denied = new Set([
  'AccessDenied',
  'AuthenticationFailed',
  'AuthorizationFailed',
  'Authorization_RequestDenied',
  'ExpiredAuthenticationToken',
  'Forbidden',
  'InvalidAuthenticationToken',
  'InvalidAuthenticationTokenTenant',
  'LinkedAuthorizationFailed',
  'Unauthorized',
]);

/** Azure's answer for a subscription that is not there, and for one that this identity may not see. */
const unseenSubscription = new Set(['InvalidSubscriptionId', 'SubscriptionNotFound']);

/** The subscription never had anything of this provider: there is nothing to read. */
const unsupported = new Set([
  'InvalidResourceType',
  'LocationNotAvailableForResourceType',
  'MissingSubscriptionRegistration',
  'NoRegisteredProviderFound',
  'SubscriptionNotRegistered',
]);

const throttled = new Set([
  'RateLimiting',
  'RequestThrottled',
  'ResourceRequestsThrottled',
  'SubscriptionRequestsThrottled',
  'TooManyRequests',
]);

const conflict = new Set(['Conflict', 'OperationPreempted', 'PreconditionFailed']);

const notFound = new Set([
  'NotFound',
  'ParentResourceNotFound',
  'Request_ResourceNotFound',
  'ResourceGroupNotFound',
  'ResourceNotFound',
]);

const network = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ETIMEDOUT',
  'PARSE_ERROR',
  'REQUEST_SEND_ERROR',
]);

/**
 * An error of the SDK as the port's own. What is neither Azure's answer nor the network's failure is given back as it is:
 * a fault of ours, to propagate.
 */
export function toCloudError(error: unknown): unknown {
  if (error instanceof CloudError) return error;
  if (error instanceof PagingError) return new ProtocolError(error.message, { cause: error });
  if (!(error instanceof Error)) return error;
  if (isSignInFailure(error)) return signInError(error);
  if (error.name !== 'RestError') return error;
  return ofAnswer(error);
}

function ofAnswer(error: Error): CloudError {
  const codes = codesOf(error);
  const status = statusOf(error);
  const has = (set: ReadonlySet<string>): boolean => codes.some((code) => set.has(code));
  const message = `${codes[0] ?? (status === undefined ? error.name : `HTTP ${status}`)}: ${firstLine(error.message)}`;
  const options = { cause: error };
  if (has(throttled) || status === 429)
    return new ThrottledError(message, { ...options, retryAfterMs: retryAfterMsOf(error) });
  if (has(unsupported)) return new UnsupportedError(message, options);
  if (has(unseenSubscription)) {
    const remedy = 'or this identity may not see it: assign it a role there, such as Reader';
    return new DeniedError(`${message} (${remedy})`, options);
  }
  if (has(denied) || status === 401 || status === 403)
    return new DeniedError(message, { ...options, permission: actionIn(error.message) });
  if (has(conflict) || status === 409 || status === 412) return new ConflictError(message, options);
  if (has(notFound) || status === 404) return new NotFoundError(message, options);
  if (status !== undefined && status >= 400 && status < 500 && status !== 408)
    return new RejectedError(message, options);
  // What is left: the network's failure, and Azure's own.
  return new UnavailableError(has(network) ? `${message} (the network, or Azure, failed)` : message, options);
}

/** The SDK keeps Azure's code in `code`; nested errors say more exactly what it is about, and come first. */
function codesOf(error: Error): readonly string[] {
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return [...own, ...nestedCodes('details' in error ? error.details : undefined, 0)];
}

function nestedCodes(details: unknown, depth: number): readonly string[] {
  if (typeof details !== 'object' || details === null || depth > 3) return [];
  const { code, error, innererror } = {
    code: undefined,
    error: undefined,
    innererror: undefined,
    ...details,
  };
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...nestedCodes(error, depth + 1),
    ...nestedCodes(innererror, depth + 1),
  ];
}

function statusOf(error: Error): number | undefined {
  return 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

function retryAfterMsOf(error: Error): number | undefined {
  const response = 'response' in error ? error.response : undefined;
  const headers =
    typeof response === 'object' && response !== null && 'headers' in response ? response.headers : undefined;
  const get = typeof headers === 'object' && headers !== null && 'get' in headers ? headers.get : undefined;
  const text: unknown = typeof get === 'function' ? get.call(headers, 'retry-after') : undefined;
  const seconds = Number(text);
  return typeof text === 'string' && Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}

/** `… does not have authorization to perform action 'Microsoft.Compute/virtualMachines/read' over scope …` */
function actionIn(message: string): string | undefined {
  return /perform action '([\w./*-]+)'/.exec(message)?.[1];
}

/** A RestError's message goes on with the whole request and answer where there was no code in it. */
function firstLine(message: string): string {
  return message.split('\n')[0] || 'no message';
}
