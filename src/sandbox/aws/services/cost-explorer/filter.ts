import { z } from 'zod';
import type { CostLine } from './costs.ts';

/** What costs can be told apart by. */
export const dimensions = {
  LINKED_ACCOUNT: ({ account }) => account,
  REGION: ({ region }) => region,
  RECORD_TYPE: ({ recordType }) => recordType,
  SERVICE: ({ service }) => service,
} as const satisfies Readonly<Record<string, (line: CostLine) => string>>;

export const dimensionName = z.enum(['LINKED_ACCOUNT', 'REGION', 'RECORD_TYPE', 'SERVICE']);

/** An expression of Cost Explorer's, as far as it is about these dimensions. */
export interface Expression {
  readonly And?: readonly Expression[] | undefined;
  readonly Or?: readonly Expression[] | undefined;
  readonly Not?: Expression | undefined;
  readonly Dimensions?:
    | { readonly Key: z.output<typeof dimensionName>; readonly Values: readonly string[] }
    | undefined;
}

export const expression: z.ZodType<Expression> = z
  .strictObject({
    get And() {
      return z.array(expression).min(2).optional();
    },
    get Or() {
      return z.array(expression).min(2).optional();
    },
    get Not() {
      return expression.optional();
    },
    Dimensions: z
      .strictObject({
        Key: dimensionName,
        Values: z.array(z.string()).min(1),
        MatchOptions: z.array(z.literal('EQUALS')).optional(),
      })
      .optional(),
  })
  .refine((given) => Object.values(given).filter((part) => part !== undefined).length === 1, {
    error: 'Expression has more than one root, or none',
  });

/** Whether a line is meant by an expression. */
export function matches({ And, Or, Not, Dimensions }: Expression, line: CostLine): boolean {
  if (And !== undefined) return And.every((part) => matches(part, line));
  if (Or !== undefined) return Or.some((part) => matches(part, line));
  if (Not !== undefined) return !matches(Not, line);
  return Dimensions?.Values.includes(dimensions[Dimensions.Key](line)) ?? true;
}
