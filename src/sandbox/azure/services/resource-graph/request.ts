import { z } from 'zod';
import type { AzureRequest } from '../../service.ts';
import { badRequest } from './errors.ts';

const schema = z.object({
  query: z.string(),
  subscriptions: z.array(z.string()).optional(),
  managementGroups: z.array(z.string()).optional(),
  options: z
    .object({
      $top: z.int().min(1).max(1_000).optional(),
      $skip: z.int().min(0).optional(),
      $skipToken: z.string().nullish(),
      resultFormat: z.literal('objectArray').optional(),
      authorizationScopeFilter: z
        .enum(['AtScopeAndBelow', 'AtScopeAndAbove', 'AtScopeExact', 'AtScopeAboveAndBelow'])
        .optional(),
      allowPartialScopes: z.boolean().optional(),
    })
    .optional(),
});

export type GraphRequest = z.output<typeof schema>;

const mostSubscriptions = 1_000;

/** Reads what is asked of Resource Graph. @throws {ArmError} */
export function graphRequestOf({ body }: Pick<AzureRequest, 'body'>): GraphRequest {
  const result = schema.safeParse(jsonOf(body));
  if (!result.success) throw badRequest([{ code: 'InvalidRequest', message: z.prettifyError(result.error) }]);
  if ((result.data.subscriptions?.length ?? 0) > mostSubscriptions)
    throw badRequest([
      { code: 'TooManySubscriptions', message: `A query takes ${mostSubscriptions} subscriptions at most.` },
    ]);
  return result.data;
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
