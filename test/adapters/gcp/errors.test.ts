import {
  ConflictError,
  DeniedError,
  PagingError,
  RejectedError,
  ThrottledError,
  UnavailableError,
} from 'bursar/adapter';
import { describe, expect, test } from 'vitest';
import { CredentialsError, disabledApiOf, isThrottling, toCloudError } from '../../../adapters/gcp/errors.ts';
import { Refusal } from '../../../adapters/gcp/refusal.ts';

function refusal(status: number, code: string, more: object = {}, message = 'no'): Refusal {
  return new Refusal(status, JSON.stringify({ error: { code: status, status: code, message, ...more } }));
}

const info = (reason: string, metadata = {}) => ({
  details: [
    { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com', metadata },
  ],
});

/** As the SDK wraps what the transport throws. */
function wrapped(cause: Error, code: number): Error {
  return Object.assign(new Error(cause.message, { cause: new Error('gaxios', { cause }) }), { code });
}

describe('what Google answers', () => {
  test.each<readonly [Refusal, string]>([
    [refusal(404, 'NOT_FOUND'), 'NotFoundError'],
    [refusal(403, 'PERMISSION_DENIED'), 'DeniedError'],
    [refusal(401, 'UNAUTHENTICATED'), 'DeniedError'],
    [refusal(429, 'RESOURCE_EXHAUSTED'), 'ThrottledError'],
    [refusal(403, 'PERMISSION_DENIED', { errors: [{ reason: 'rateLimitExceeded' }] }), 'ThrottledError'],
    [refusal(403, 'PERMISSION_DENIED', { errors: [{ reason: 'userRateLimitExceeded' }] }), 'ThrottledError'],
    [refusal(409, 'ALREADY_EXISTS'), 'ConflictError'],
    [refusal(412, 'FAILED_PRECONDITION'), 'ConflictError'],
    [refusal(400, 'INVALID_ARGUMENT'), 'RejectedError'],
    [refusal(500, 'INTERNAL'), 'UnavailableError'],
    [refusal(503, 'UNAVAILABLE'), 'UnavailableError'],
    [new Refusal(502, '<html>Bad Gateway</html>'), 'UnavailableError'],
    [new Refusal(404, ''), 'NotFoundError'],
  ])('%s is %s', (given, name) => {
    expect(toCloudError(given)).toMatchObject({ name });
    expect(toCloudError(wrapped(given, 2))).toMatchObject({ name });
  });

  test('the permission that is missing is named', () => {
    const told = refusal(
      403,
      'PERMISSION_DENIED',
      info('IAM_PERMISSION_DENIED', { permission: 'iam.roles.list' }),
    );
    expect(toCloudError(told)).toMatchObject({ permission: 'iam.roles.list' });
    const worded = refusal(
      403,
      'PERMISSION_DENIED',
      {},
      "Required 'compute.instances.list' permission for 'projects/acme'",
    );
    expect(toCloudError(worded)).toMatchObject({ permission: 'compute.instances.list' });
  });

  test('how long to wait is told, by a header or a detail', () => {
    expect(toCloudError(new Refusal(429, '{}', '7'))).toMatchObject({ retryAfterMs: 7_000 });
    const detail = { details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2.5s' }] };
    expect(toCloudError(refusal(429, 'RESOURCE_EXHAUSTED', detail))).toMatchObject({ retryAfterMs: 2_500 });
  });

  test('an API that is switched off is no empty list, and says what to do', () => {
    const off = refusal(
      403,
      'PERMISSION_DENIED',
      info('SERVICE_DISABLED', { service: 'run.googleapis.com' }),
      'It is disabled.',
    );
    const error = toCloudError(wrapped(off, 7));
    expect(error).toBeInstanceOf(RejectedError);
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /It is disabled\..*gcloud services enable run\.googleapis\.com.*"kinds"/,
      ),
    });
    expect(disabledApiOf(error)).toBe('run.googleapis.com');
    expect(disabledApiOf(toCloudError(refusal(403, 'PERMISSION_DENIED')))).toBeUndefined();
  });

  test('credentials that have expired say what to do', () => {
    expect(toCloudError(refusal(401, 'UNAUTHENTICATED'))).toMatchObject({
      message: expect.stringContaining('renew them'),
    });
    const grant = new CredentialsError('invalid_grant');
    expect(toCloudError(wrapped(grant, 14))).toBeInstanceOf(DeniedError);
  });
});

describe('what the SDK says by itself', () => {
  test.each([
    [5, 'NotFoundError'],
    [7, 'DeniedError'],
    [16, 'DeniedError'],
    [8, 'ThrottledError'],
    [6, 'ConflictError'],
    [9, 'ConflictError'],
    [10, 'ConflictError'],
    [4, 'UnavailableError'],
    [14, 'UnavailableError'],
  ])('code %i is %s', (code, name) => {
    expect(toCloudError(Object.assign(new Error('no'), { code }))).toMatchObject({ name });
  });

  test.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT'])('%s is the network', (code) => {
    const error = new Error('fetch failed', { cause: Object.assign(new Error(code), { code }) });
    expect(toCloudError(error)).toBeInstanceOf(UnavailableError);
  });
});

test('what is the port’s own stays, and a fault of ours propagates', () => {
  const own = new ConflictError('changed');
  expect(toCloudError(own)).toBe(own);
  expect(toCloudError(new PagingError('again'))).toMatchObject({ name: 'ProtocolError' });
  const bug = new TypeError('undefined is not a function');
  expect(toCloudError(bug)).toBe(bug);
  expect(toCloudError('text')).toBe('text');
});

test('throttling is told from other refusals', () => {
  expect(isThrottling(refusal(429, 'RESOURCE_EXHAUSTED'))).toBe(true);
  expect(isThrottling(refusal(403, 'PERMISSION_DENIED'))).toBe(false);
  expect(isThrottling(new ThrottledError('slower'))).toBe(true);
  expect(isThrottling(new Error('no'))).toBe(false);
});
