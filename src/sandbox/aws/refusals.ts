import { ServiceError } from './service-error.ts';
import { protocolOf } from './wire/protocol.ts';

/** Too many requests, as each service says it. */
export function throttled(service: string): ServiceError {
  switch (service) {
    case 'ec2':
      return new ServiceError('RequestLimitExceeded', 'Request limit exceeded.', 503);
    case 's3':
      return new ServiceError('SlowDown', 'Please reduce your request rate.', 503);
    case 'organizations':
      return new ServiceError('TooManyRequestsException', 'You have sent too many requests.', 400);
    case 'lambda':
      return new ServiceError('TooManyRequestsException', 'Rate exceeded', 429);
    case 'ce':
      return new ServiceError('LimitExceededException', 'Rate exceeded', 400);
    default: {
      const json = protocolOf(service).startsWith('json');
      return new ServiceError(json ? 'ThrottlingException' : 'Throttling', 'Rate exceeded', 400);
    }
  }
}

/** A failure of the service's own. */
export function failed(service: string, status: 500 | 503): ServiceError {
  if (status === 503)
    return new ServiceError(
      protocolOf(service).startsWith('json') ? 'ServiceUnavailableException' : 'ServiceUnavailable',
      'Service is unable to handle request.',
      503,
    );
  const code = service === 'ec2' || service === 's3' ? 'InternalError' : 'InternalFailure';
  return new ServiceError(code, 'An internal error has occurred', 500);
}

/** A lack of permission. */
export function denied(service: string, operation: string, caller: string): ServiceError {
  if (service === 'ec2')
    return new ServiceError(
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. User: ${caller} is not authorized to perform: ec2:${operation} because no identity-based policy allows the ec2:${operation} action`,
      403,
    );
  const action = `${actionPrefix(service)}:${operation}`;
  const json = protocolOf(service).startsWith('json') || service === 'lambda';
  return new ServiceError(
    json ? 'AccessDeniedException' : 'AccessDenied',
    `User: ${caller} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
    json && service !== 'lambda' ? 400 : 403,
  );
}

/** The service's name in IAM actions. */
function actionPrefix(service: string): string {
  return service === 'monitoring' ? 'cloudwatch' : service;
}

/** A region that the account has not switched on. */
export function notEnabled(service: string): ServiceError {
  if (service === 'ec2')
    return new ServiceError(
      'AuthFailure',
      'AWS was not able to validate the provided access credentials',
      401,
    );
  const json = protocolOf(service).startsWith('json') || service === 'lambda';
  return new ServiceError(
    json ? 'UnrecognizedClientException' : 'InvalidClientTokenId',
    'The security token included in the request is invalid',
    403,
  );
}
