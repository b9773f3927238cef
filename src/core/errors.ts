/**
 * What can go wrong at a cloud, in the port's own words. An adapter maps the raw codes to these in one file;
 * anything else that is thrown is a bug and propagates.
 */
export abstract class CloudError extends Error {}

/** The thing is gone: success for a delete. */
export class NotFoundError extends CloudError {
  override readonly name = 'NotFoundError';
}

/** The credentials may not do this; names the permission that is missing where the cloud told. */
export class DeniedError extends CloudError {
  override readonly name = 'DeniedError';
  readonly permission: string | undefined;

  constructor(message: string, options: ErrorOptions & { readonly permission?: string | undefined } = {}) {
    super(message, options);
    this.permission = options.permission;
  }
}

/** The cloud asked for fewer calls, and still did after the last retry. */
export class ThrottledError extends CloudError {
  override readonly name = 'ThrottledError';
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: ErrorOptions & { readonly retryAfterMs?: number | undefined } = {}) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The region or account does not have this service: there is nothing to read, and that is no failure. */
export class UnsupportedError extends CloudError {
  override readonly name = 'UnsupportedError';
}

/** The thing has changed since it was planned: withhold. */
export class ConflictError extends CloudError {
  override readonly name = 'ConflictError';
}

/** The cloud did not answer, or answered with its own failure, until the retries were spent. */
export class UnavailableError extends CloudError {
  override readonly name = 'UnavailableError';
}

/** The cloud answered with something that breaks its own contract, e.g. a page token that repeats. */
export class ProtocolError extends CloudError {
  override readonly name = 'ProtocolError';
}

/** Several things look the same to a source, so that what it tells of one might be another's. */
export class AmbiguousError extends CloudError {
  override readonly name = 'AmbiguousError';
}

/** The cloud will not have the request as it is: a service that is switched off, a parameter that it does not know. */
export class RejectedError extends CloudError {
  override readonly name = 'RejectedError';
}
