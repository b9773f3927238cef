import { describe, expect, test } from 'vitest';
import { isThrottling, toCloudError } from '../../../adapters/aws/errors.ts';
import { ConflictError, DeniedError, ThrottledError } from '../../../src/core/errors.ts';
import { PagingError } from '../../../src/lib/paging.ts';

/** An error as the SDK throws it. */
function sdkError(name: string, status = 400, message = 'as AWS says', rest: object = {}): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status }, ...rest });
}

describe('an error of AWS is the port’s own', () => {
  test.each([
    ['UnauthorizedOperation', 403, 'DeniedError'],
    ['AccessDenied', 403, 'DeniedError'],
    ['AccessDeniedException', 400, 'DeniedError'],
    ['AuthFailure', 401, 'DeniedError'],
    ['ExpiredToken', 400, 'DeniedError'],
    ['InvalidClientTokenId', 403, 'DeniedError'],
    ['SomethingNew', 403, 'DeniedError'],
    ['RequestLimitExceeded', 503, 'ThrottledError'],
    ['Throttling', 400, 'ThrottledError'],
    ['ThrottlingException', 400, 'ThrottledError'],
    ['SlowDown', 503, 'ThrottledError'],
    ['TooManyRequestsException', 429, 'ThrottledError'],
    ['SomethingNew', 429, 'ThrottledError'],
    ['OptInRequired', 403, 'UnsupportedError'],
    ['InvalidVolume.NotFound', 400, 'NotFoundError'],
    ['NoSuchBucket', 404, 'NotFoundError'],
    ['DBInstanceNotFoundFault', 404, 'NotFoundError'],
    ['ResourceNotFoundException', 404, 'NotFoundError'],
    ['NoSuchEntityException', 404, 'NotFoundError'],
    ['InternalError', 500, 'UnavailableError'],
    ['Unavailable', 503, 'UnavailableError'],
    ['SomethingNew', 502, 'UnavailableError'],
    ['ValidationError', 400, 'RejectedError'],
  ])('%s with status %i is a %s', (code, status, expected) => {
    expect(toCloudError(sdkError(code, status))).toMatchObject({
      name: expected,
      message: `${code}: as AWS says`,
    });
  });
});

test('the missing permission is told where AWS names it', () => {
  const message =
    'User: arn:aws:iam::1:user/a is not authorized to perform: rds:DescribeDBInstances on resource: x because no policy allows it';
  expect(toCloudError(sdkError('AccessDenied', 403, message))).toMatchObject({
    permission: 'rds:DescribeDBInstances',
  });
  expect(toCloudError(sdkError('UnauthorizedOperation', 403))).toMatchObject({ permission: undefined });
});

test('how long to wait is told where AWS says it', () => {
  const error = toCloudError(
    sdkError('Throttling', 400, 'slow', { $response: { headers: { 'retry-after': '7' } } }),
  );
  expect(error instanceof ThrottledError && error.retryAfterMs).toBe(7_000);
});

test.each([
  ['ECONNREFUSED', 'UnavailableError'],
  ['ECONNRESET', 'UnavailableError'],
  ['ENOTFOUND', 'UnavailableError'],
  ['EAI_AGAIN', 'UnavailableError'],
])('the network’s %s is a %s', (code, expected) => {
  expect(toCloudError(Object.assign(new Error('network'), { code }))).toMatchObject({ name: expected });
  const wrapped = new Error('gave up', { cause: Object.assign(new Error('network'), { code }) });
  expect(toCloudError(wrapped)).toMatchObject({ name: expected });
});

test('a list that goes in circles is a breach of contract, and no credentials are a denial', () => {
  expect(toCloudError(new PagingError('again'))).toMatchObject({ name: 'ProtocolError' });
  const none = Object.assign(new Error('no providers'), { name: 'CredentialsProviderError' });
  expect(toCloudError(none)).toBeInstanceOf(DeniedError);
});

test('what is the port’s already, or a fault of ours, stays as it is', () => {
  const conflict = new ConflictError('changed');
  const fault = new TypeError('undefined is not a function');
  expect([conflict, fault, 'text'].map(toCloudError)).toEqual([conflict, fault, 'text']);
  expect([isThrottling(fault), isThrottling(undefined)]).toEqual([false, false]);
});
