import { type Finding, fingerprintOf } from '../../../src/core/finding.ts';
import { usd } from '../../../src/core/money.ts';
import type { Resource } from '../../../src/core/resource.ts';
import type { Store } from '../../../src/store/store.ts';

/** Judges a chunk of resources; what a bench puts between reading and writing. */
export type JudgeChunk = (chunk: readonly Resource[]) => readonly Finding[];

const chunkSize = 2_000;

/** What a pass does with the store once the inventory is there: read all, record findings, settle, count. */
export async function passOverStore(
  store: Store,
  runId: string,
  rules: readonly string[],
  judge: JudgeChunk,
  at: number,
): Promise<{ readonly resources: number; readonly findings: number }> {
  const { byKind } = await store.inventory.counts();
  let resources = 0;
  for await (const chunk of store.inventory.fresh(runId, [...byKind.keys()], chunkSize)) {
    await store.findings.record(runId, at, judge(chunk));
    resources += chunk.length;
  }
  await store.findings.settle(runId, at, { judged: rules, failed: [] });
  const { findings } = await store.findings.totals(runId);
  await store.findings.savings();
  return { resources, findings };
}

/** Flags every so-manieth resource, with evidence and a saving as rules give them. */
export function flagEvery(nth: number, rule: string): JudgeChunk {
  let index = 0;
  return (chunk) => chunk.filter(() => index++ % nth === 0).map((resource) => findingOn(resource, rule));
}

function findingOn(resource: Resource, rule: string): Finding {
  const { kind, id, name, scope, tags } = resource;
  return {
    fingerprint: fingerprintOf(rule, id),
    rule,
    severity: 'medium',
    level: 'propose',
    kind,
    resource: id,
    name,
    scope,
    ...(tags && { tags }),
    messageId: 'idle',
    message: `${name}: CPU 1.2 % (p95 over 14d)`,
    data: { p95: 1.2, window: '14d' },
    evidence: {
      cpu: {
        signal: 'cpu-utilization',
        unit: 'percent',
        value: 1.2,
        window: '14d',
        statistic: 'p95',
        coverage: 0.98,
        samples: 330,
        newestAt: 1_767_225_600_000,
        source: 'CloudWatch AWS/EC2 CPUUtilization',
      },
    },
    saving: {
      monthly: usd(10 + (id.charCodeAt(id.length - 1) % 90)),
      quality: 'embedded',
      asOf: '2026-01-01',
      basis: 'm6i.xlarge in eu-west-1, on demand: 0.214 USD/h × 730 h',
    },
    action: { name: 'stop', reversible: true },
  };
}
