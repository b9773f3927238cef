import type { Finding, TrackedFinding } from '../../core/finding.ts';
import type { Saving } from '../../core/price.ts';
import type { Scope } from '../../core/scope.ts';
import { type Severity, severities } from '../../core/severity.ts';
import { toTags } from '../../core/tags.ts';
import type { EpochMs } from '../../core/time.ts';
import type { FindingsTable } from '../schema.ts';

/** Sorts after every saving: the largest number that the column holds. */
export const noSaving = 9_223_372_036_854_775_807n;

/** What is kept of a finding beside its columns. */
type Document = Omit<
  Finding,
  'fingerprint' | 'rule' | 'severity' | 'kind' | 'resource' | 'scope' | 'saving'
> & { readonly saving?: Omit<Saving, 'monthly'> };

/** A finding as it is read back: its nanos as text, since a number would not hold them. */
export type FindingRow = Omit<
  FindingsTable,
  'saving_order' | 'saving_nanos' | 'mark' | 'run' | 'unpriced'
> & {
  readonly saving_order: string;
  readonly saving_nanos: string | null;
};

/** A finding as a run has seen it; priced is what is in the store's currency. */
export function toRow(
  finding: Finding,
  seen: { readonly run: number; readonly at: EpochMs; readonly scope: number; readonly currency: string },
): FindingsTable {
  const { fingerprint, rule, severity, kind, resource, saving, action } = finding;
  const priced = saving !== undefined && saving.monthly.currency === seen.currency;
  return {
    fingerprint,
    rule,
    severity_order: severityOrder(severity),
    kind,
    resource,
    scope: seen.scope,
    state: 'open',
    mark: null,
    stale: 0,
    first_seen_at: seen.at,
    last_seen_at: seen.at,
    resolved_at: null,
    run: seen.run,
    saving_order: priced ? -saving.monthly.nanos : noSaving,
    saving_nanos: saving?.monthly.nanos ?? null,
    saving_currency: saving?.monthly.currency ?? null,
    unpriced: !priced && (saving !== undefined || action !== undefined) ? 1 : 0,
    document: toDocument(finding),
  };
}

function toDocument(finding: Finding): string {
  const { level, name, tags, messageId, message, data, evidence, saving, action, advice } = finding;
  const document = {
    level,
    name,
    tags,
    messageId,
    message,
    data,
    evidence,
    saving: saving && { quality: saving.quality, asOf: saving.asOf, basis: saving.basis },
    action,
    advice,
  };
  // An explicit undefined is left out by JSON, as an absent field is.
  return JSON.stringify(document);
}

export function toFinding(row: FindingRow, scope: Scope): TrackedFinding {
  // Written by `toDocument`.
  const { tags, saving, ...rest } = JSON.parse(row.document) as Document;
  const { saving_nanos: nanos, saving_currency: currency } = row;
  return {
    fingerprint: row.fingerprint,
    rule: row.rule,
    severity: severityAt(row.severity_order),
    kind: row.kind,
    resource: row.resource,
    scope,
    ...rest,
    ...(tags && { tags: toTags(Object.entries(tags)) }),
    ...(saving &&
      nanos !== null &&
      currency !== null && { saving: { monthly: { nanos: BigInt(nanos), currency }, ...saving } }),
    state: row.state,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    ...(row.resolved_at !== null && { resolvedAt: row.resolved_at }),
    stale: row.stale === 1,
  };
}

/** 0 for the gravest. */
export function severityOrder(severity: Severity): number {
  return severities.length - 1 - severities.indexOf(severity);
}

export function severityAt(order: number): Severity {
  const severity = severities[severities.length - 1 - order];
  if (severity === undefined) throw new RangeError(`there is no severity ${order}`);
  return severity;
}
