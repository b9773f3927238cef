import { validate as isCronExpression } from 'node-cron';
import { z } from 'zod';
import type { Adapter } from '../core/adapter.ts';
import { duration } from '../core/duration-option.ts';
import { levels } from '../core/pack.ts';
import { type Rule } from '../core/rule.ts';
import { severities } from '../core/severity.ts';
import type { SignalSource } from '../core/signal-source.ts';

const adapter = z.custom<Adapter>(
  (value) => typeof value === 'object' && value !== null && 'provider' in value && 'connect' in value,
  'expected a provider, made by a function such as the one from bursar/<cloud>',
);

const source = z.custom<SignalSource>(
  (value) => typeof value === 'object' && value !== null && 'name' in value && 'connect' in value,
  'expected a source of signals, made by a function such as the one from bursar/prometheus',
);

const rule = z.custom<Rule>(
  (value) => typeof value === 'object' && value !== null && 'id' in value && 'evaluate' in value,
  'expected a rule made by defineRule',
);

const texts = z.array(z.string().min(1)).min(1);

const block = z.strictObject({
  name: z.string().min(1),
  scopes: z
    .strictObject({
      providers: texts.optional(),
      accounts: texts.optional(),
      regions: texts.optional(),
      tags: z.record(z.string(), z.union([z.string(), texts])).optional(),
    })
    .optional(),
  rules: z.array(
    z.strictObject({
      rule,
      level: z.enum(levels),
      options: z.unknown(),
      severity: z.enum(severities).optional(),
    }),
  ),
});

/** The outer shape of a config; settings, options and rules are checked by schemas of their own. */
export const configSchema = z.strictObject({
  providers: z.array(
    z.strictObject(
      { adapter, settings: z.unknown() },
      'expected a provider, made by a function such as the one from bursar/<cloud>',
    ),
  ),
  signals: z
    .array(
      z.strictObject(
        { source, settings: z.unknown() },
        'expected a source of signals, made by a function such as the one from bursar/prometheus',
      ),
    )
    .default([]),
  packs: z.array(z.array(block)).optional(),
  schedule: z
    .string()
    .refine((text) => isCronExpression(text), 'expected a cron expression such as "0 */6 * * *"')
    .default('0 */6 * * *'),
  timezone: z
    .string()
    .refine(isTimeZone, 'expected an IANA time zone such as "Europe/Berlin"')
    .default('UTC'),
  dataDir: z.string().min(1).default('.bursar'),
  retention: z
    .strictObject({
      runs: duration().optional(),
      resources: duration().optional(),
      findings: duration().optional(),
    })
    .default({}),
  concurrency: z.int().min(1).max(256).default(8),
});

function isTimeZone(text: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
