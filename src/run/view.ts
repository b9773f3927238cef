import type { RunView } from '../core/report.ts';
import type { RunRecord, RunSummary, Store } from '../store/store.ts';

/** A finished run as reports see it. */
async function viewOf(store: Store, run: RunRecord & { readonly summary: RunSummary }): Promise<RunView> {
  const { summary, ...plain } = run;
  const [counts, totals, savings, unreadable] = await Promise.all([
    store.inventory.counts(),
    store.findings.totals(run.id),
    store.findings.savings(),
    store.inventory.unreadableCount(run.id),
  ]);
  return {
    run: { ...plain, finishedAt: summary.finishedAt },
    scopes: summary.scopes,
    inventory: { ...counts, changes: summary.changes, unreadable },
    totals,
    savings,
    plan: summary.plan,
    ruleFailures: summary.ruleFailures,
    signalFailures: summary.signalFailures,
    findings: () => store.findings.list({ states: ['open'] }),
    unknown: () => store.findings.unknown(run.id),
    unreadable: () => store.inventory.unreadable(run.id),
  };
}

/** The last finished run, or undefined before the first. */
export async function latestView(store: Store): Promise<RunView | undefined> {
  const run = await store.runs.latest();
  return run?.summary === undefined ? undefined : viewOf(store, { ...run, summary: run.summary });
}
