import { type Finding, type FindingEvidence, fingerprintOf, type UnknownVerdict } from '../core/finding.ts';
import type { Resource } from '../core/resource.ts';
import type { SignalEvidence } from '../core/signal.ts';
import { type Flag, renderMessage, type Unknown } from '../core/verdict.ts';
import type { Setting } from './choices.ts';
import type { Evidence } from './judge.ts';

/** The finding that a flag on a resource makes. */
export function findingOf(resource: Resource, setting: Setting, verdict: Flag, evidence: Evidence): Finding {
  const { rule, severity, level } = setting;
  const template = rule.messages[verdict.message] ?? verdict.message;
  return {
    fingerprint: fingerprintOf(rule.id, resource.id),
    rule: rule.id,
    severity,
    level,
    kind: resource.kind,
    resource: resource.id,
    name: resource.name,
    scope: resource.scope,
    ...(resource.tags && { tags: resource.tags }),
    messageId: verdict.message,
    message: renderMessage(template, { name: resource.name, id: resource.id, ...verdict.data }),
    data: verdict.data,
    evidence: kept(evidence),
    ...(verdict.saving && { saving: verdict.saving }),
    ...(rule.action && {
      action: {
        name: rule.action.name,
        reversible: rule.action.reversible,
        ...(verdict.parameters !== undefined && { parameters: verdict.parameters }),
      },
    }),
  };
}

/** What is kept of a verdict that could not be reached. */
export function unknownOf(resource: Resource, setting: Setting, verdict: Unknown): UnknownVerdict {
  return {
    rule: setting.rule.id,
    kind: resource.kind,
    resource: resource.id,
    name: resource.name,
    scope: resource.scope,
    missing: verdict.missing,
  };
}

/** Evidence as it is kept with a finding: signals whole, resources by their ids. */
function kept(evidence: Evidence): Readonly<Record<string, FindingEvidence>> {
  const entries: [string, FindingEvidence][] = [];
  for (const [name, result] of evidence) {
    if (result.status !== 'known') continue;
    entries.push([name, isSignal(result.value) ? result.value : { resources: idsOf(result.value) }]);
  }
  return Object.fromEntries(entries);
}

function isSignal(value: unknown): value is SignalEvidence {
  return typeof value === 'object' && value !== null && 'signal' in value;
}

function idsOf(value: unknown): readonly string[] {
  const resources: readonly unknown[] = Array.isArray(value) ? value : [value];
  return resources.flatMap((resource) =>
    typeof resource === 'object' && resource !== null && 'id' in resource ? [String(resource.id)] : [],
  );
}
