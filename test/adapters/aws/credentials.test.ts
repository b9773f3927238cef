import { expect, test } from 'vitest';
import { keptUntilExpiry } from '../../../adapters/aws/credentials.ts';

const minute = 60_000;

/** A source of keys that last an hour, by a clock that the test moves. */
function source() {
  let now = 0;
  let given = 0;
  let failing = false;
  const keys = keptUntilExpiry(
    async () => {
      if (failing) throw new Error('refused');
      given += 1;
      return { accessKeyId: `AKIA${given}`, secretAccessKey: 's', expiration: new Date(now + 60 * minute) };
    },
    { now: () => now },
  );
  return {
    id: async () => (await keys()).accessKeyId,
    at: (minutes: number) => void (now = minutes * minute),
    fail: (fails: boolean) => void (failing = fails),
    given: () => given,
  };
}

test('keys are asked for once, however many ask', async () => {
  const { id, given, at } = source();
  await Promise.all([id(), id(), id()]);
  at(54);
  await id();
  expect(given()).toBe(1);
});

test('keys are renewed before they expire', async () => {
  const { id, at } = source();
  await id();
  at(56);
  expect(await Promise.all([id(), id()])).toEqual(['AKIA2', 'AKIA2']);
});

test('keys that cannot be renewed serve to their end, and not beyond', async () => {
  const { id, at, fail } = source();
  await id();
  fail(true);
  at(58);
  expect(await id()).toBe('AKIA1');
  at(61);
  await expect(id()).rejects.toThrow('refused');
  fail(false);
  expect(await id()).toBe('AKIA2');
});

test('a refusal is not kept', async () => {
  const { id, fail } = source();
  fail(true);
  await expect(id()).rejects.toThrow('refused');
  fail(false);
  expect(await id()).toBe('AKIA1');
});
