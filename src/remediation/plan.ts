import { createHash } from 'node:crypto';
import type { Finding } from '../core/finding.ts';
import type { Plan, Step } from '../core/plan.ts';

/**
 * Freezes what a run proposes: a step for every open finding whose rule may propose and has an action. Nothing here acts.
 * @param findings open findings, in an order that depends on nothing but them.
 */
export async function planOf(
  runId: string,
  findings: AsyncIterable<Finding & { readonly stale: boolean }>,
): Promise<Plan> {
  const steps: Step[] = [];
  for await (const { action, level, stale, fingerprint, resource } of findings) {
    if (action === undefined || stale || (level !== 'propose' && level !== 'apply')) continue;
    const parameters = action.parameters === undefined ? {} : { parameters: action.parameters };
    steps.push({ finding: fingerprint, resource, action: action.name, ...parameters, state: 'proposed' });
  }
  return { id: `plan-${runId}`, hash: hashOf(steps), steps };
}

function hashOf(steps: readonly Step[]): string {
  const hash = createHash('sha256');
  for (const { finding, resource, action, parameters } of steps) {
    hash.update(`${JSON.stringify([finding, resource, action, parameters ?? null])}\n`);
  }
  return hash.digest('hex');
}
