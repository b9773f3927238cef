import type { z } from 'zod';
import type { SandboxRequest, SandboxResponse, SandboxService } from '../../service.ts';
import { ServiceError } from '../service-error.ts';
import { jsonResponse } from '../wire/protocol.ts';

/** An operation of a service that speaks awsJson. */
export interface JsonOperation {
  /** @throws {ServiceError} */
  handle(body: unknown, request: SandboxRequest, invalidCode: string): unknown;
}

/** Declares an operation by the schema of its input, which it is given checked. */
export function jsonOperation<Schema extends z.ZodType>(
  schema: Schema,
  handle: (input: z.output<Schema>, request: SandboxRequest) => unknown,
): JsonOperation {
  return { handle: (body, request, invalidCode) => handle(checked(schema, body, invalidCode), request) };
}

/** A service that speaks awsJson 1.0 or 1.1, the operation being named in `X-Amz-Target`. */
export function jsonService(
  api: {
    readonly service: string;
    readonly protocol: 'json-1.0' | 'json-1.1';
    /** The first part of `X-Amz-Target`. */
    readonly target: string;
    /** The code with which it refuses input of a wrong form. */
    readonly invalidCode: string;
  },
  operations: ReadonlyMap<string, JsonOperation>,
): SandboxService {
  return {
    service: api.service,
    handle(request): SandboxResponse {
      const target = String(request.headers['x-amz-target'] ?? '');
      const [prefix, name = ''] = target.split('.');
      const operation = prefix === api.target ? operations.get(name) : undefined;
      if (operation === undefined)
        throw new ServiceError('UnknownOperationException', `${target} is not an operation of this service.`);
      return jsonResponse(
        api.protocol,
        operation.handle(parse(request.body), request, api.invalidCode),
        request.requestId,
      );
    },
  };
}

function parse(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    const error = new ServiceError('SerializationException', 'The body is not JSON.');
    error.cause = cause;
    throw error;
  }
}

function checked<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  invalidCode: string,
): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw new ServiceError(invalidCode, `1 validation error detected: ${path}: ${issue?.message ?? ''}`);
}
