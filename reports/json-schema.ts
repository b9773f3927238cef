import { findingStates, levels, priceQualities, severities, statistics } from 'bursar/report';
import { z } from 'zod';

const place = {
  provider: z.string(),
  account: z.string(),
  region: z.string(),
  accountName: z.string().optional(),
};

const instant = z.iso.datetime();
const count = z.int().nonnegative();
const counts = z.record(z.string(), count);

const monthly = { amount: z.number(), currency: z.string(), period: z.literal('month') };

const evidence = z.union([
  z.object({
    signal: z.string(),
    unit: z.string(),
    value: z.number(),
    per: z.literal('hour').optional(),
    window: z.string(),
    statistic: z.enum(statistics),
    /** Share of the window's points that were there, 0 to 1. */
    coverage: z.number().min(0).max(1),
    samples: count,
    newestAt: instant,
    source: z.string(),
  }),
  /** Ids of related resources. */
  z.object({ resources: z.array(z.string()) }),
]);

const finding = z.object({
  fingerprint: z.string(),
  rule: z.string(),
  severity: z.enum(severities),
  ...place,
  kind: z.string(),
  resource: z.string(),
  name: z.string(),
  /** Null when they could not be read, which is not the same as none. */
  tags: z.record(z.string(), z.string()).nullable(),
  message: z.string(),
  evidence: z.record(z.string(), evidence),
  /** Absent when what it would save is not known, which is not nothing. */
  saving: z
    .object({ ...monthly, quality: z.enum(priceQualities), asOf: z.iso.date(), basis: z.string() })
    .optional(),
  /** The name of the action that the rule asks for. */
  action: z.string().optional(),
  reversible: z.boolean().optional(),
  parameters: z.unknown().optional(),
  /** What the provider's own advisor says of the resource; the verdict does not rest on it. */
  advice: z
    .array(
      z.object({
        source: z.string(),
        topic: z.string(),
        advice: z.string(),
        monthlySaving: z.object(monthly).optional(),
      }),
    )
    .optional(),
  level: z.enum(levels),
  state: z.enum(findingStates),
  /** Whether its scope could not be read this time, so that all this is as of `lastSeenAt`. */
  stale: z.boolean(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  messageId: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** The document that `--format json` prints. Fields may be added to it; none is taken away or renamed. */
export const runDocumentSchema = z.object({
  run: z.object({
    id: z.string(),
    startedAt: instant,
    finishedAt: instant.nullable(),
    mode: z.enum(['report', 'propose', 'apply']),
  }),
  scopes: z.array(
    z.object({
      ...place,
      status: z.enum(['ok', 'partial', 'failed']),
      /** All failures in one text. */
      error: z.string().optional(),
      resources: count,
      failures: z.array(z.object({ kind: z.string().optional(), error: z.string(), message: z.string() })),
    }),
  ),
  inventory: z.object({
    total: count,
    byKind: counts,
    byProvider: counts,
    changes: z.object({ appeared: count, changed: count, gone: count }),
    unreadable: count,
  }),
  findings: z.array(finding),
  unknown: z.array(
    z.object({
      rule: z.string(),
      resource: z.string(),
      missing: z.string(),
      kind: z.string(),
      name: z.string(),
      ...place,
    }),
  ),
  plan: z.object({
    id: z.string(),
    hash: z.string(),
    steps: z.array(
      z.object({
        finding: z.string(),
        action: z.string(),
        state: z.enum(['proposed', 'approved', 'running', 'done', 'failed', 'withheld']),
        reason: z.string().optional(),
        resource: z.string(),
        parameters: z.unknown().optional(),
      }),
    ),
  }),
  /** Each resource counted once, with its largest saving. */
  savings: z.object({ ...monthly, unpriced: count }),
  ruleFailures: z.array(z.object({ rule: z.string(), resource: z.string(), error: z.string() })),
  signalFailures: z.array(z.object({ ...place, signal: z.string(), error: z.string(), message: z.string() })),
  unreadable: z.array(z.object({ ...place, kind: z.string(), id: z.string().optional(), error: z.string() })),
});

export type RunDocument = z.output<typeof runDocumentSchema>;
