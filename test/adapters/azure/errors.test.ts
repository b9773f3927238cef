import { RestError } from '@azure/core-rest-pipeline';
import { AuthenticationRequiredError, CredentialUnavailableError } from '@azure/identity';
import {
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
import { expect, test } from 'vitest';
import { toCloudError } from '../../../adapters/azure/errors.ts';

function answered(statusCode: number, code?: string, message = 'said Azure'): RestError {
  return new RestError(message, { statusCode, ...(code !== undefined && { code }) });
}

test.each([
  [403, 'AuthorizationFailed', DeniedError],
  [401, 'ExpiredAuthenticationToken', DeniedError],
  [403, undefined, DeniedError],
  [404, 'SubscriptionNotFound', DeniedError],
  [404, 'ResourceNotFound', NotFoundError],
  [404, undefined, NotFoundError],
  [429, 'SubscriptionRequestsThrottled', ThrottledError],
  [429, undefined, ThrottledError],
  [409, 'MissingSubscriptionRegistration', UnsupportedError],
  [400, 'NoRegisteredProviderFound', UnsupportedError],
  [412, 'PreconditionFailed', ConflictError],
  [409, 'AnotherOperationInProgress', ConflictError],
  [500, 'InternalServerError', UnavailableError],
  [503, undefined, UnavailableError],
  [400, 'InvalidQuery', RejectedError],
])('%i %s', (status, code, type) => {
  const error = toCloudError(answered(status, code));
  expect(error).toBeInstanceOf(type);
  expect(error).toMatchObject({ message: expect.stringContaining('said Azure') });
});

test('a refusal names the action that is missing', () => {
  const message =
    "The client 'a' with object id 'b' does not have authorization to perform action 'Microsoft.Compute/disks/read' over scope '/subscriptions/x' or the scope is invalid.";
  expect(toCloudError(answered(403, 'AuthorizationFailed', message))).toMatchObject({
    permission: 'Microsoft.Compute/disks/read',
  });
});

test('a broken connection is no answer, and a broken list no network failure', () => {
  expect(toCloudError(new RestError('read', { code: 'ECONNRESET' }))).toBeInstanceOf(UnavailableError);
  expect(toCloudError(new PagingError('twice'))).toBeInstanceOf(ProtocolError);
});

test('what is neither Azure’s nor the network’s stays what it is', () => {
  const fault = new TypeError('x is not a function');
  expect(toCloudError(fault)).toBe(fault);
});

test.each([
  ['AADSTS7000222: The provided client secret keys are expired.', 'make a new one'],
  ['AADSTS7000215: Invalid client secret provided.', 'the client secret is wrong'],
  ['AADSTS90002: Tenant not found.', 'check "tenantId"'],
])('%s', (message, remedy) => {
  const error = toCloudError(new AuthenticationRequiredError({ scopes: [], message }));
  expect(error).toBeInstanceOf(DeniedError);
  expect(error).toMatchObject({ message: expect.stringContaining(remedy) });
});

test('no credential at all says how to have one', () => {
  const error = toCloudError(new CredentialUnavailableError('EnvironmentCredential is unavailable.'));
  expect(error).toBeInstanceOf(DeniedError);
  expect(error).toMatchObject({ message: expect.stringContaining('set "credential"') });
});
