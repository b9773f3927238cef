import {
  type Advice,
  type EpochMs,
  type FindingEvidence,
  money,
  type Plan,
  type Run,
  type RunView,
  type Saving,
  type SavingsTotal,
  type Scope,
  type ScopeOutcome,
  type SignalFailure,
  type TrackedFinding,
  type UnknownVerdict,
  type Unreadable,
} from 'bursar/report';
import { amountDocument } from './amount.ts';

/** Parts of the document, made from what a view gives. What is absent there is absent here, or null where that is said. */
export function runDocument({ id, startedAt, finishedAt, mode }: Run): unknown {
  return {
    id,
    startedAt: iso(startedAt),
    finishedAt: finishedAt === undefined ? null : iso(finishedAt),
    mode,
  };
}

export function scopeDocument({ scope, status, resources, failures }: ScopeOutcome): unknown {
  const error = failures
    .map(({ kind, error: name, message }) => `${kind === undefined ? '' : `${kind}: `}${name}: ${message}`)
    .join('; ');
  return { ...place(scope), status, ...(error !== '' && { error }), resources, failures };
}

export function inventoryDocument({
  total,
  byKind,
  byProvider,
  changes,
  unreadable,
}: RunView['inventory']): unknown {
  return {
    total,
    byKind: Object.fromEntries(byKind),
    byProvider: Object.fromEntries(byProvider),
    changes,
    unreadable,
  };
}

export function findingDocument(finding: TrackedFinding): unknown {
  const {
    fingerprint,
    rule,
    severity,
    scope,
    kind,
    resource,
    name,
    tags,
    message,
    evidence,
    saving,
    action,
    advice,
  } = finding;
  return {
    fingerprint,
    rule,
    severity,
    ...place(scope),
    kind,
    resource,
    name,
    tags: tags ?? null,
    message,
    evidence: evidenceDocument(evidence),
    ...(saving && { saving: savingDocument(saving) }),
    ...(action && { action: action.name, reversible: action.reversible }),
    ...(action?.parameters !== undefined && { parameters: action.parameters }),
    ...(advice && { advice: advice.map(adviceDocument) }),
    level: finding.level,
    state: finding.state,
    stale: finding.stale,
    firstSeenAt: iso(finding.firstSeenAt),
    lastSeenAt: iso(finding.lastSeenAt),
    messageId: finding.messageId,
    data: finding.data,
  };
}

export function unknownDocument({ rule, resource, missing, kind, name, scope }: UnknownVerdict): unknown {
  return { rule, resource, missing, kind, name, ...place(scope) };
}

export function planDocument({ id, hash, steps }: Plan): unknown {
  return {
    id,
    hash,
    steps: steps.map(({ finding, action, state, reason, resource, parameters }) => ({
      finding,
      action,
      state,
      reason,
      resource,
      parameters,
    })),
  };
}

export function savingsDocument({ monthly, unpriced }: SavingsTotal): unknown {
  return { ...amountDocument(monthly), unpriced };
}

export function signalFailureDocument({ scope, signal, error, message }: SignalFailure): unknown {
  return { ...place(scope), signal, error, message };
}

export function unreadableDocument({ kind, scope, id, error }: Unreadable): unknown {
  return { ...place(scope), kind, id, error };
}

function place({ provider, account, accountName, region }: Scope): object {
  return { provider, account, region, ...(accountName !== undefined && { accountName }) };
}

/** Evidence by the name under which the rule asked for it. */
export function evidenceDocument(evidence: TrackedFinding['evidence']): unknown {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => [name, pieceDocument(value)] as const),
  );
}

function pieceDocument(piece: FindingEvidence): unknown {
  return 'signal' in piece ? { ...piece, newestAt: iso(piece.newestAt) } : piece;
}

function adviceDocument({ source, topic, advice, monthlySaving: saving }: Advice): unknown {
  const monthlySaving = saving && amountDocument(money(saving.amount, saving.currency));
  return { source, topic, advice, ...(monthlySaving && { monthlySaving }) };
}

function savingDocument({ monthly, quality, asOf, basis }: Saving): unknown {
  return { ...amountDocument(monthly), quality, asOf, basis };
}

function iso(at: EpochMs): string {
  return new Date(at).toISOString();
}
