import type { z } from 'zod';
import { invalidArgument } from '../../refusals.ts';
import type { GcpRequest } from '../../service.ts';

/** What a request says in its body. @throws {GoogleError} for what does not fit. */
export function bodyOf<Output>({ body }: Pick<GcpRequest, 'body'>, schema: z.ZodType<Output>): Output {
  const parsed = schema.safeParse(documentOf(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw invalidArgument(`Invalid value for field 'resource${field === '' ? '' : `.${field}`}'.`);
}

function documentOf(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch {
    throw invalidArgument('Invalid JSON payload received.', 'parseError');
  }
}
