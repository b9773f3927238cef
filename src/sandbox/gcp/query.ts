import { errorInfo, GoogleError } from './google-error.ts';

/** Query parameters that every method takes. */
const common = new Set([
  '$.xgafv',
  '$alt',
  '$fields',
  '$prettyPrint',
  'alt',
  'fields',
  'key',
  'prettyPrint',
  'quotaUser',
  'userIp',
]);

/** @throws {GoogleError} for a query parameter that the method does not have. */
export function refuseUnknownParameters(query: URLSearchParams, known: readonly string[]): void {
  for (const name of query.keys()) {
    if (common.has(name) || known.includes(name)) continue;
    const description = `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`;
    throw new GoogleError({
      status: 'INVALID_ARGUMENT',
      reason: 'invalid',
      message: description,
      details: [
        { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ description }] },
        errorInfo('UNKNOWN_PARAMETER', 'googleapis.com', { name }),
      ],
    });
  }
}
