import type { SandboxResponse } from '../../service.ts';
import type { ArmError } from '../arm-error.ts';

const contentType = 'application/json; charset=utf-8';

/** A document as an answer. */
export function jsonAnswer(
  document: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
  return textAnswer(JSON.stringify(document), status, headers);
}

/** JSON text as an answer. */
export function textAnswer(
  body: string | Buffer,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
  return { status, headers: { 'content-type': contentType, ...headers }, body };
}

/** An answer without a body. */
export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): SandboxResponse {
  return { status, headers, body: '' };
}

/** A refusal as Resource Manager and Microsoft Graph write it. */
export function errorAnswer({ status, code, message, details, headers }: ArmError): SandboxResponse {
  return jsonAnswer({ error: { code, message, ...(details.length > 0 && { details }) } }, status, headers);
}
