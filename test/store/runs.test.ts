import { expect, test } from 'vitest';
import { runOf, summaryOf, temporaryStore } from './support.ts';

test('gives back a run with its summary and its plan once it has finished', async () => {
  const store = await temporaryStore();
  const plan = {
    id: 'p-1',
    hash: 'abc',
    steps: [{ finding: 'f', resource: 'r', action: 'stop', state: 'proposed' as const }],
  };
  const summary = { ...summaryOf(20), plan };
  await store.runs.begin(runOf('a', 10));
  const before = await store.runs.get('a');
  await store.runs.finish('a', summary);

  expect(before).toEqual({ id: 'a', startedAt: 10, mode: 'report' });
  expect(await store.runs.get('a')).toEqual({
    id: 'a',
    startedAt: 10,
    mode: 'report',
    finishedAt: 20,
    summary,
  });
  expect(await store.runs.get('b')).toBeUndefined();
});

test('tells the last run that finished, not one that is running', async () => {
  const store = await temporaryStore();
  const before = await store.runs.latest();
  for (const id of ['a', 'b']) {
    await store.runs.begin(runOf(id));
    await store.runs.finish(id, summaryOf(5));
  }
  await store.runs.begin(runOf('c'));

  expect(before).toBeUndefined();
  expect((await store.runs.latest())?.id).toBe('b');
});

test('lists the newest runs first, without their plans', async () => {
  const store = await temporaryStore();
  for (const id of ['a', 'b', 'c']) {
    await store.runs.begin(runOf(id));
    await store.runs.finish(id, summaryOf());
  }
  const listed = await store.runs.list(2);

  expect(listed.map(({ id }) => id)).toEqual(['c', 'b']);
  expect(listed[0]?.summary).not.toHaveProperty('plan');
});

test('takes a run that was left unfinished for interrupted, until it finishes after all', async () => {
  const store = await temporaryStore();
  await store.runs.begin(runOf('killed'));
  await store.runs.begin(runOf('next'));
  const interrupted = await store.runs.get('killed');
  await store.runs.finish('killed', summaryOf());

  expect(interrupted?.interrupted).toBe(true);
  expect((await store.runs.get('next'))?.interrupted).toBeUndefined();
  expect((await store.runs.get('killed'))?.interrupted).toBeUndefined();
});

test('refuses a run that was never begun', async () => {
  const store = await temporaryStore();

  await expect(store.runs.finish('nobody', summaryOf())).rejects.toThrow('there is no run "nobody"');
});
