import type { SandboxRequest } from '../../service.ts';
import { ServiceError } from '../service-error.ts';

/** The parameters of a Query request: of its body (POST) and of its address (GET). */
export function queryParameters(request: SandboxRequest): URLSearchParams {
  return request.method === 'POST' ? new URLSearchParams(request.body.toString('utf8')) : request.query;
}

/**
 * A list as the Query protocol spreads it: `listParameter(p, 'InstanceId')` reads `InstanceId.1`, `InstanceId.2`…
 * (EC2); `listParameter(p, 'Names.member')` reads `Names.member.1`… (the others).
 */
export function listParameter(parameters: URLSearchParams, name: string): readonly string[] {
  const values: string[] = [];
  for (let number = 1; ; number++) {
    const value = parameters.get(`${name}.${number}`);
    if (value === null) return values;
    values.push(value);
  }
}

/** A whole number within limits; `fallback` where it is absent. @throws {ServiceError} with the service's code. */
export function numberParameter(
  parameters: URLSearchParams,
  name: string,
  limits: {
    readonly fallback: number;
    readonly least: number;
    readonly most: number;
    /** The code of the refusal: `InvalidParameterValue` (EC2), `ValidationError` (most others). */
    readonly code: string;
  },
): number {
  const text = parameters.get(name);
  if (text === null) return limits.fallback;
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || value < limits.least || value > limits.most)
    throw new ServiceError(
      limits.code,
      `Value ( ${text} ) for parameter ${name} is invalid. Expecting a value between ${limits.least} and ${limits.most}.`,
    );
  return value;
}

/** Refuses every parameter whose first part is not among the known ones, as AWS does. */
export function refuseUnknown(parameters: URLSearchParams, known: readonly string[]): void {
  for (const name of parameters.keys()) {
    const [root = name] = name.split('.', 1);
    if (root !== 'Action' && root !== 'Version' && !known.includes(root))
      throw new ServiceError('UnknownParameter', `The parameter ${root} is not recognized`);
  }
}
