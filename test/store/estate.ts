import type { Resource } from '../../src/core/resource.ts';
import type { Scope } from '../../src/core/scope.ts';
import type { Store } from '../../src/store/store.ts';
import { disk, machine } from '../fixtures/resources.ts';
import { collectionOf, findingOn, runOf, summaryOf } from './support.ts';

const size = 60;
const pageSize = 20;

/** A small estate that is a little different in each pass: some change, some come and some go. */
export function estate(scope: Scope, number: number): readonly Resource[] {
  const { account } = scope;
  const numbers = Array.from({ length: size }, (_, index) => index + (number % 5) * 3);
  const disks = numbers.map((index) =>
    disk(`${account}/disk-${index}`, { sizeGib: index % 7 === number % 7 ? number : 8 }, { scope }),
  );
  const machines = numbers.map((index) =>
    machine(`${account}/machine-${index}`, { rootVolume: `${account}/disk-${index}` }, { scope }),
  );
  return [...disks, ...machines];
}

/** A whole pass over an estate of one scope: what is collected is read back, and every third of it flagged. */
export async function pass(
  store: Store,
  runId: string,
  at: number,
  resources: readonly Resource[],
): Promise<void> {
  await store.runs.begin(runOf(runId, at));
  const kinds = [...new Set(resources.map(({ kind }) => kind))];
  for (const kind of kinds) {
    const ofKind = resources.filter((resource) => resource.kind === kind);
    const [first] = ofKind;
    if (first === undefined) continue;
    const collection = collectionOf(runId, kind, first.scope);
    for (let start = 0; start < ofKind.length; start += pageSize)
      await store.inventory.write(collection, at, ofKind.slice(start, start + pageSize), []);
    await store.inventory.finish(collection, at);
  }
  for await (const chunk of store.inventory.fresh(runId, kinds, pageSize)) {
    const mine = chunk.filter(({ scope }) => scope.account === resources[0]?.scope.account);
    await store.findings.record(
      runId,
      at,
      mine.filter(isFlagged).map((resource) => findingOn(resource)),
    );
  }
  await store.findings.settle(runId, at, { judged: ['unused'], failed: [] });
  await store.runs.finish(runId, summaryOf(at));
}

export function isFlagged({ id }: Resource): boolean {
  return Number(id.split('-').at(-1)) % 3 === 0;
}
