import type { Clock } from '../../core/time.ts';
import type { WireRequest } from '../service.ts';
import type { Identities, Identity } from './identities.ts';
import { ServiceError } from './service-error.ts';
import { type Authorization, isSignedBy, parseAuthorization, type SigningKeys } from './signature.ts';
import { type Protocol, protocolOf } from './wire/protocol.ts';

/** The most by which a client's clock may be wrong. */
const allowedSkewMs = 300_000;

/** What of a request is to be looked at before anything else. */
export interface Caller {
  readonly authorization: Authorization;
  readonly identity: Identity;
}

/** What signatures are judged by. */
export interface AuthenticationParts {
  readonly identities: Identities;
  readonly keys: SigningKeys;
  readonly wallClock: Clock;
}

/** Who signed a request. @throws {ServiceError} in the words of the service that was called. */
export function authenticate(
  request: WireRequest,
  { identities, keys, wallClock }: AuthenticationParts,
): Caller {
  const { headers } = request;
  const authorization = parseAuthorization(headers.authorization);
  if (authorization === undefined)
    throw new ServiceError(
      headers.authorization === undefined ? 'MissingAuthenticationToken' : 'IncompleteSignature',
      headers.authorization === undefined
        ? 'Request is missing Authentication Token'
        : 'The request signature does not conform to AWS standards.',
      403,
    );
  const protocol = protocolOf(authorization.service);
  const identity = identities.find(authorization.accessKeyId);
  if (identity === undefined || identity.session?.token !== headers['x-amz-security-token'])
    throw unknownKey(protocol);
  if (!isSignedBy(request, authorization, keys.of(identity.secretAccessKey, authorization)))
    throw wrongSignature(protocol);
  const sentAt = parseAmzDate(headers['x-amz-date']);
  if (sentAt === undefined || Math.abs(wallClock.now() - sentAt) > allowedSkewMs) throw skewed(protocol);
  if (identities.isExpired(identity)) throw expired(protocol);
  return { authorization, identity };
}

function unknownKey(protocol: Protocol): ServiceError {
  switch (protocol) {
    case 'ec2':
      return new ServiceError(
        'AuthFailure',
        'AWS was not able to validate the provided access credentials',
        401,
      );
    case 'rest-xml':
      return new ServiceError(
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
        403,
      );
    case 'query':
      return new ServiceError(
        'InvalidClientTokenId',
        'The security token included in the request is invalid.',
        403,
      );
    case 'json-1.0':
    case 'json-1.1':
    case 'rest-json':
      break;
  }
  return new ServiceError(
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
    protocol === 'rest-json' ? 403 : 400,
  );
}

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

function wrongSignature(protocol: Protocol): ServiceError {
  if (protocol === 'ec2') return unknownKey(protocol);
  if (protocol === 'query' || protocol === 'rest-xml')
    return new ServiceError('SignatureDoesNotMatch', mismatch, 403);
  return new ServiceError('InvalidSignatureException', mismatch, protocol === 'rest-json' ? 403 : 400);
}

function skewed(protocol: Protocol): ServiceError {
  switch (protocol) {
    case 'ec2':
      return new ServiceError('RequestExpired', 'Request has expired.', 400);
    case 'rest-xml':
      return new ServiceError(
        'RequestTimeTooSkewed',
        "The difference between the request time and the server's time is too large.",
        403,
      );
    case 'query':
      return new ServiceError('SignatureDoesNotMatch', 'Signature expired or not yet current.', 403);
    case 'json-1.0':
    case 'json-1.1':
    case 'rest-json':
      break;
  }
  return new ServiceError('InvalidSignatureException', 'Signature expired or not yet current.', 400);
}

function expired(protocol: Protocol): ServiceError {
  const message = 'The security token included in the request is expired';
  if (protocol === 'ec2') return new ServiceError('RequestExpired', 'Request has expired.', 400);
  if (protocol === 'query') return new ServiceError('ExpiredToken', message, 403);
  if (protocol === 'rest-xml') return new ServiceError('ExpiredToken', message, 400);
  return new ServiceError('ExpiredTokenException', message, protocol === 'rest-json' ? 403 : 400);
}

/** `20261123T120000Z` as an instant. */
function parseAmzDate(text: string | readonly string[] | undefined): number | undefined {
  if (typeof text !== 'string') return undefined;
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
