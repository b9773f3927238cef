import {
  CloudError,
  DeniedError,
  NotFoundError,
  PagingError,
  ProtocolError,
  RejectedError,
  ThrottledError,
  UnavailableError,
  UnsupportedError,
} from 'bursar/adapter';

const denied = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthFailure',
  'AuthorizationError',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'Forbidden',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'NotAuthorized',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
  'UnauthorizedOperation',
  'UnauthorizedException',
  'UnrecognizedClientException',
]);

const throttled = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

const unsupported = new Set([
  'OptInRequired',
  'SubscriptionRequiredException',
  'UnknownEndpoint',
  'UnsupportedOperation',
]);

const unavailable = new Set([
  'AbortError',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'InternalError',
  'InternalFailure',
  'InternalServerError',
  'InternalServiceError',
  'NetworkingError',
  'RequestTimeout',
  'RequestTimeoutException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TimeoutError',
  'Unavailable',
]);

/** Whether AWS, or the SDK in its place, asked for fewer calls. */
export function isThrottling(error: unknown): boolean {
  return codesOf(error).some((code) => throttled.has(code)) || statusOf(error) === 429;
}

/**
 * An error of the SDK as the port's own. What is neither AWS's answer nor the network's failure is given back as it is:
 * a fault of ours, to propagate.
 */
export function toCloudError(error: unknown): unknown {
  if (error instanceof CloudError) return error;
  if (error instanceof PagingError) return new ProtocolError(error.message, { cause: error });
  if (!(error instanceof Error)) return error;
  const codes = codesOf(error);
  const has = (set: ReadonlySet<string>): boolean => codes.some((code) => set.has(code));
  const message = `${codes[0] ?? error.name}: ${error.message || 'no message'}`;
  const options = { cause: error };
  if (isThrottling(error))
    return new ThrottledError(message, { ...options, retryAfterMs: retryAfterMsOf(error) });
  if (has(unsupported)) return new UnsupportedError(message, options);
  if (has(denied) || statusOf(error) === 403) {
    return new DeniedError(message, { ...options, permission: permissionIn(error.message) });
  }
  if (codes.some(isNotFound)) return new NotFoundError(message, options);
  if (has(unavailable) || statusOf(error) >= 500) return new UnavailableError(message, options);
  if (!('$metadata' in error)) return error;
  // AWS refused the request itself, or answered with what could not be read.
  return statusOf(error) >= 400
    ? new RejectedError(message, options)
    : new UnavailableError(message, options);
}

function isNotFound(code: string): boolean {
  return /(?:\.NotFound|NotFoundException|NotFoundFault|NotFound|^NoSuch\w+|NoSuchEntity\w*)$/.test(code);
}

/** The SDK puts AWS's code into `name`, and Node the network's into `code`; wrapped errors keep theirs in `cause`. */
function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = [
    error.name,
    'code' in error ? error.code : undefined,
    'Code' in error ? error.Code : undefined,
  ];
  const codes = own.filter((code) => typeof code === 'string');
  return error.cause === undefined ? codes : [...codes, ...codesOf(error.cause)];
}

function statusOf(error: unknown): number {
  const metadata =
    typeof error === 'object' && error !== null && '$metadata' in error ? error.$metadata : undefined;
  const known = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  return known ? Number(metadata.httpStatusCode) || 0 : 0;
}

function retryAfterMsOf(error: Error): number | undefined {
  const response = '$response' in error ? error.$response : undefined;
  const headers =
    typeof response === 'object' && response !== null && 'headers' in response ? response.headers : undefined;
  const header =
    typeof headers === 'object' && headers !== null && 'retry-after' in headers
      ? headers['retry-after']
      : undefined;
  const seconds = Number(header);
  return header === undefined || !Number.isFinite(seconds) ? undefined : seconds * 1_000;
}

/** AWS names the action in words: `… is not authorized to perform: ec2:DescribeInstances on resource …`. */
function permissionIn(message: string): string | undefined {
  return /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1];
}
