import type { Advice, Finding } from '../core/finding.ts';
import { isKind, type Resource } from '../core/resource.ts';
import { recommendation } from '../kinds/recommendation.ts';
import type { InventoryStore } from '../store/store.ts';

/** What is kept of it for one resource; advisors give a handful. */
const mostAdvice = 20;

/** What the providers' own advisors say of resources, by the resources' ids; none for those of which they say nothing. */
export async function adviceOn(
  ids: readonly string[],
  inventory: Pick<InventoryStore, 'related'>,
): Promise<ReadonlyMap<string, readonly Advice[]>> {
  const advisors = await inventory.related([...new Set(ids)], recommendation.name, 'referenced-by');
  const advice = new Map<string, readonly Advice[]>();
  for (const [id, resources] of advisors) {
    const given = resources.flatMap(adviceOf).toSorted(inOrder).slice(0, mostAdvice);
    if (given.length > 0) advice.set(id, given);
  }
  return advice;
}

/** Findings with what is said of their resources beside them. */
export async function withAdvice(
  findings: readonly Finding[],
  inventory: Pick<InventoryStore, 'related'>,
): Promise<readonly Finding[]> {
  if (findings.length === 0) return findings;
  const advice = await adviceOn(
    findings.map(({ resource }) => resource),
    inventory,
  );
  return findings.map((finding) => {
    const given = advice.get(finding.resource);
    return given === undefined ? finding : { ...finding, advice: given };
  });
}

function adviceOf(resource: Resource): readonly Advice[] {
  if (!isKind(resource, recommendation)) return [];
  const { source, topic, advice, monthlySaving } = resource.attributes;
  // An amount that is none is left out: the advice is worth telling all the same.
  const isAmount = monthlySaving !== undefined && /^-?\d+(?:\.\d+)?$/.test(monthlySaving.amount);
  return [{ source, topic, advice, ...(isAmount && { monthlySaving }) }];
}

/** The same in every run, so that a finding does not seem to change. */
function inOrder(a: Advice, b: Advice): number {
  const [one, other] = [a, b].map(({ source, topic, advice }) => `${source}\n${topic}\n${advice}`);
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
