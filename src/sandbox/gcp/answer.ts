import type { SandboxResponse } from '../service.ts';
import type { GoogleError } from './google-error.ts';

/** An answer of JSON: a document, or the text of one that was put together by hand. */
export function jsonAnswer(
  document: object | string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    body: typeof document === 'string' || Buffer.isBuffer(document) ? document : JSON.stringify(document),
  };
}

/** An error as all of Google's services write it. */
export function errorAnswer(error: GoogleError): SandboxResponse {
  const { message, status, reason, domain, details, headers } = error.parts;
  const body = {
    code: error.code,
    message,
    errors: [{ message, domain: domain ?? 'global', reason }],
    status,
    ...(details !== undefined && { details }),
  };
  return jsonAnswer({ error: body }, error.code, headers);
}
