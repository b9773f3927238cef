import { ArmError } from './arm-error.ts';
import type { Caller } from './service.ts';

/** A lack of permission, as Resource Manager words it. */
export function denied(caller: Caller, action: string, scope: string): ArmError {
  return new ArmError(
    403,
    'AuthorizationFailed',
    `The client '${caller.client}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** A lack of permission, as Microsoft Graph words it. */
export function deniedByGraph(): ArmError {
  return new ArmError(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  );
}

/** Too many requests of a subscription, or of a tenant. */
export function throttled(what: string, retryAfterSeconds: number): ArmError {
  return new ArmError(
    429,
    'SubscriptionRequestsThrottled',
    `Number of requests for ${what} exceeded the limit. Please try again after '${retryAfterSeconds}' seconds.`,
    { headers: { 'retry-after': String(retryAfterSeconds) } },
  );
}

/** Too many queries of one caller. */
export function rateLimited(headers: Readonly<Record<string, string>>): ArmError {
  return new ArmError(429, 'RateLimiting', 'Please provide below info when asking for support.', {
    details: [
      {
        code: 'RateLimiting',
        message:
          'Client application has been throttled and should not attempt to repeat the request until an amount of time has elapsed. Please see https://aka.ms/resourcegraph-throttling for help.',
      },
    ],
    headers,
  });
}

/** A failure of Azure's own. */
export function failed(status: 500 | 503): ArmError {
  return status === 503
    ? new ArmError(
        503,
        'ServiceUnavailable',
        'The service is temporarily unavailable. Please try again later.',
      )
    : new ArmError(500, 'InternalServerError', 'Encountered internal server error.');
}

export function subscriptionNotFound(subscription: string): ArmError {
  return new ArmError(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`);
}

export function groupNotFound(group: string): ArmError {
  return new ArmError(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
}

/** `what` is its type and names: `Microsoft.Compute/virtualMachines/web-1`. */
export function resourceNotFound(what: string, group: string): ArmError {
  return new ArmError(
    404,
    'ResourceNotFound',
    `The Resource '${what}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

/** A path or a method that the sandbox does not serve. */
export function notServed(method: string, path: string): ArmError {
  return new ArmError(404, 'InvalidResourceType', `The sandbox has no ${method} ${path}.`);
}

/** A token that is missing, or that is none of the sandbox's. */
export function badToken(code: string, message: string, tenant: string, origin: string): ArmError {
  return new ArmError(401, code, message, {
    headers: {
      'www-authenticate': `Bearer authorization_uri="${origin}/${tenant}", error="invalid_token", error_description="${message}"`,
    },
  });
}
