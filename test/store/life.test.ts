import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrackedFinding } from '../../src/core/finding.ts';
import { globalRegion } from '../../src/core/scope.ts';
import type { ResourceChange, Store } from '../../src/store/store.ts';
import { disk, scopeOf } from '../fixtures/resources.ts';
import { Model, type ModelFinding } from './model.ts';
import { collectionOf, findingOn, flattened, runOf, summaryOf, temporaryStore } from './support.ts';

const regions = ['north', 'south', globalRegion] as const;
const ids = ['a', 'b', 'c', 'd', 'e'] as const;
const rules = ['unused', 'old', 'odd'] as const;

/** What happens in one run. Few regions, resources and rules, so that they meet again. */
const passes = fc.record({
  collections: fc.array(
    fc.record({
      region: fc.constantFrom(...regions),
      pages: fc.array(fc.array(fc.tuple(fc.constantFrom(...ids), fc.nat(2)), { maxLength: 4 }), {
        maxLength: 2,
      }),
      unreadable: fc.array(fc.option(fc.constantFrom(...ids), { nil: undefined, freq: 4 }), { maxLength: 1 }),
      missesPart: fc.constantFrom(false, false, false, true),
      outcome: fc.constantFrom('whole', 'whole', 'whole', 'failed', 'unfinished'),
    }),
    { maxLength: 3 },
  ),
  verdicts: fc.array(
    fc.record({
      rule: fc.constantFrom(...rules),
      id: fc.constantFrom(...ids),
      verdict: fc.constantFrom('flag', 'flag', 'unknown'),
    }),
    { maxLength: 8 },
  ),
  judged: fc.subarray([...rules], { minLength: 1 }),
  failed: fc.subarray([...rules], { maxLength: 1 }),
  marks: fc.array(
    fc.record({
      rule: fc.constantFrom(...rules),
      id: fc.constantFrom(...ids),
      state: fc.constantFrom('open', 'snoozed', 'exempt'),
    }),
    { maxLength: 2 },
  ),
  /** Whether the run comes to its end, or is killed after the inventory, or after some findings. */
  end: fc.constantFrom('finished', 'finished', 'finished', 'killed before settling', 'killed before judging'),
});
type Pass = typeof passes extends fc.Arbitrary<infer P> ? P : never;

test('does over many runs what the model does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(passes, { minLength: 2, maxLength: 7 }), async (runs) => {
      const store = await temporaryStore();
      const model = new Model();
      for (const pass of runs) {
        model.begin();
        const runId = `run-${model.run}`;
        await store.runs.begin(runOf(runId, model.run));
        await collectBoth(store, model, runId, pass);
        await compareInventories(store, model, runId);
        if (pass.end !== 'killed before judging') await judgeBoth(store, model, runId, pass);
        await compareFindings(store, model);
      }
      expect((await store.runs.list(10)).length).toBe(runs.length);
      await store.close();
    }),
    { numRuns: 60 },
  );
});

async function collectBoth(store: Store, model: Model, runId: string, pass: Pass): Promise<void> {
  const asked = new Set<string>();
  for (const { region, pages, unreadable, missesPart, outcome } of pass.collections) {
    if (asked.has(region)) continue;
    asked.add(region);
    const collection = collectionOf(runId, 'volume', scopeOf(region));
    for (const page of pages) {
      const resources = page.map(([id, size]) => disk(id, { sizeGib: size }));
      await store.inventory.write(collection, model.run, resources, []);
      for (const [id, size] of page) model.see(region, id, size);
    }
    await store.inventory.write(
      collection,
      model.run,
      [],
      unreadable.map((id) => ({
        kind: 'volume',
        scope: scopeOf(),
        error: 'odd',
        raw: {},
        ...(id && { id }),
      })),
    );
    for (const id of unreadable) model.unreadable(region, id);
    if (missesPart) {
      await store.inventory.missPart(collection);
      model.unreadable(region, undefined);
    }
    if (outcome === 'failed')
      await store.inventory.finish(collection, model.run, { error: 'DeniedError', message: 'no' });
    if (outcome !== 'whole') continue;
    const before = model.changes.length;
    const counted = await store.inventory.finish(collection, model.run);
    model.finishWhole(region);
    expect(counted).toEqual(countOf(model.changes.slice(before)));
  }
}

async function judgeBoth(store: Store, model: Model, runId: string, pass: Pass): Promise<void> {
  const at = model.run * 10;
  const flagged = new Set<string>();
  const decided = new Set<string>();
  for (const { rule, id, verdict } of pass.verdicts) {
    const key = `${rule} ${id}`;
    if (decided.has(key) || !model.isFresh(id) || !pass.judged.includes(rule)) continue;
    decided.add(key);
    if (verdict === 'flag') {
      await store.findings.record(runId, at, [findingOn(disk(id), rule)]);
      model.flag(rule, id, at);
      flagged.add(key);
    } else {
      const { kind, name, scope } = disk(id);
      await store.findings.recordUnknown(runId, [{ rule, kind, resource: id, name, scope, missing: 'CPU' }]);
      model.undecided(rule, id);
    }
  }
  for (const { rule, id, state } of pass.marks) {
    const marked = await store.findings.mark(findingOn(disk(id), rule).fingerprint, state);
    expect(marked).toBe(model.mark(rule, id, state));
  }
  if (pass.end !== 'finished') return;
  await store.findings.settle(runId, at, { judged: pass.judged, failed: pass.failed });
  model.settle(at, pass.judged, pass.failed, flagged);
  await store.runs.finish(runId, summaryOf(at));
}

async function compareInventories(store: Store, model: Model, runId: string): Promise<void> {
  const present = [...model.resources.values()].filter((resource) => resource.present).length;
  expect((await store.inventory.counts()).total).toBe(present);
  for (const id of ids) {
    const expected = model.resources.get(id);
    const read = await store.inventory.get(id);
    expect(read).toEqual(expected?.present === true ? disk(id, { sizeGib: expected.size }) : undefined);
  }
  const fresh = await flattened(store.inventory.fresh(runId, ['volume'], 2));
  expect(new Set(fresh.map(({ id }) => id))).toEqual(new Set(ids.filter((id) => model.isFresh(id))));
  expect(fresh.length).toBe(new Set(fresh.map(({ id }) => id)).size);
  const changes = await Array.fromAsync(store.inventory.changes(runId));
  expect(new Set(changes.map(textOf))).toEqual(new Set(model.changes.map(textOf)));
}

async function compareFindings(store: Store, model: Model): Promise<void> {
  const listed = await Array.fromAsync(store.findings.list({}));
  const lives = new Map(listed.map((finding) => [`${finding.rule} ${finding.resource}`, lifeOf(finding)]));
  expect(lives).toEqual(new Map([...model.findings].map(([key, finding]) => [key, lifeOf(finding)])));
  expect(listed.length).toBe(lives.size);
}

function lifeOf({ state, stale, firstSeenAt, lastSeenAt, resolvedAt }: TrackedFinding | ModelFinding) {
  return { state, stale, firstSeenAt, lastSeenAt, resolvedAt };
}

function countOf(changes: readonly ResourceChange[]) {
  const count = (change: ResourceChange['change']) => changes.filter((each) => each.change === change).length;
  return { appeared: count('appeared'), changed: count('changed'), gone: count('gone') };
}

function textOf({ change, resource }: ResourceChange): string {
  return `${change} ${resource}`;
}
