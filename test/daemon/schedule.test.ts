import { expect, test } from 'vitest';
import { passesOnSchedule } from '../../src/daemon/schedule.ts';

const everySecond = { schedule: '* * * * * *', timezone: 'UTC' };

test('passes are made until it is told to stop, one that fails is told, and the next is made all the same', async () => {
  const stop = new AbortController();
  const told: string[] = [];
  let passes = 0;
  await passesOnSchedule({
    ...everySecond,
    signal: stop.signal,
    async pass() {
      passes++;
      if (passes === 1) throw new Error('the first fails');
      stop.abort();
    },
    onFailure: (error) => told.push(String(error)),
  });
  expect(passes).toBe(2);
  expect(told).toEqual(['Error: the first fails']);
});

test('stopping waits for the pass that is at work', async () => {
  const stop = new AbortController();
  let finished = false;
  await passesOnSchedule({
    ...everySecond,
    signal: stop.signal,
    async pass() {
      stop.abort();
      await new Promise((resolve) => setTimeout(resolve, 20));
      finished = true;
    },
    onFailure() {},
  });
  expect(finished).toBe(true);
});

test('told to stop before it began, it makes no pass', async () => {
  let passes = 0;
  const pass = async (): Promise<void> => void passes++;
  await passesOnSchedule({ ...everySecond, signal: AbortSignal.abort(), pass, onFailure() {} });
  expect(passes).toBe(0);
});
