import { z } from 'zod';
import { type Rule } from '../core/rule.ts';
import { severities } from '../core/severity.ts';

/** Something wrong with a rule's definition: `kinds[0].name`, and what is. */
export interface RuleFault {
  readonly path: string;
  readonly message: string;
}

const fn = z.custom<(...parameters: never[]) => unknown>(
  (value) => typeof value === 'function',
  'expected a function',
);

const synchronous = fn.refine((value) => value.constructor.name !== 'AsyncFunction', 'must not be async');

const kebabCase = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'expected kebab case, e.g. "volume-unattached"');

// By its shape: a rule in a folder of its own may bring a zod of its own.
const schema = z.custom(
  (value) => typeof value === 'object' && value !== null && '_zod' in value && 'safeParse' in value,
  'expected a schema of zod 4',
);

const kind = z.looseObject({ name: kebabCase, attributes: schema });

const outcomes: ReadonlySet<string> = new Set(['pass', 'unknown', 'not-selected']);

const message = z
  .string()
  .min(1, 'is empty')
  .refine((text) => !/\{\{(?!\w+\}\})/.test(text), 'a placeholder is a name in double braces: {{name}}');

const definition = z
  .strictObject({
    id: kebabCase,
    summary: z.string().refine(isSentence, 'expected one sentence that ends in a full stop'),
    severity: z.enum(severities),
    kinds: z.array(kind).min(1, 'names no kind'),
    options: schema,
    select: synchronous.optional(),
    needs: synchronous.optional(),
    messages: z
      .record(
        z.string().refine((id) => !outcomes.has(id), 'is the name of a verdict'),
        message,
      )
      .refine((messages) => Object.keys(messages).length > 0, 'declares no message'),
    action: z.looseObject({ name: kebabCase, kinds: z.array(kind), parameters: schema }).optional(),
    evaluate: synchronous,
    definedAt: z.string().optional(),
  })
  .check(({ value, issues }) => {
    const accepted = value.action?.kinds.map(({ name }) => name);
    const refused = value.kinds.filter(({ name }) => accepted?.includes(name) === false);
    for (const { name } of refused) {
      const text = `${value.action?.name} cannot be asked for a ${name}`;
      issues.push({ code: 'custom', message: text, path: ['action'], input: value.action });
    }
  });

/** What is wrong with a rule's definition; none for a rule that may be loaded. Its functions are not called. */
export function ruleFaults(rule: Rule): readonly RuleFault[] {
  const result = definition.safeParse(rule);
  return (
    result.error?.issues.map((issue) => ({
      path: z.core.toDotPath(issue.path),
      message: messageOf(issue),
    })) ?? []
  );
}

function messageOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
}

function isSentence(text: string): boolean {
  return /^[\p{Lu}\d][^\n]*[^.\s]\.$/u.test(text) && !/[.!?]\s+\p{Lu}/u.test(text);
}
