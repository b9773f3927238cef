import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TokenBucket } from '../../src/lib/token-bucket.ts';

/** A clock that waiting moves, and that may be put back. */
function simulation(burst: number, perSecond: number) {
  let now = 0;
  let passedMs = 0;
  const waits: number[] = [];
  const bucket = new TokenBucket({
    burst,
    perSecond,
    clock: { now: () => now },
    wait: async (milliseconds, signal) => {
      signal.throwIfAborted();
      waits.push(milliseconds);
      pass(milliseconds);
    },
  });
  function pass(milliseconds: number): void {
    now += milliseconds;
    passedMs += Math.max(0, milliseconds);
  }
  return { bucket, waits, pass, now: () => now, passedMs: () => passedMs };
}

test('a burst goes at once, and what follows goes at the rate', async () => {
  const { bucket, now } = simulation(3, 10);
  for (let call = 0; call < 3; call++) await bucket.take();
  expect(now()).toBe(0);
  for (let call = 0; call < 10; call++) await bucket.take();
  expect(now()).toBe(1_000);
});

test('never more is taken than the burst and what has come in since', async () => {
  const steps = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant('take' as const) },
      fc.constant('throttled' as const),
      fc.constant('accepted' as const),
      fc.integer({ min: -500, max: 5_000 }),
    ),
    { maxLength: 200 },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 50 }),
      steps,
      async (burst, perSecond, all) => {
        const { bucket, pass, passedMs } = simulation(burst, perSecond);
        let taken = 0;
        for (const step of all) {
          if (step === 'take') {
            await bucket.take();
            taken++;
          } else if (step === 'throttled') bucket.throttled();
          else if (step === 'accepted') bucket.accepted();
          else pass(step);
          expect(taken).toBeLessThanOrEqual(burst + (perSecond * passedMs()) / 1_000 + 1e-6);
        }
      },
    ),
  );
});

test('the rate halves when the other side throttles, and comes back little by little, never above the best', async () => {
  const { bucket, pass } = simulation(5, 8);
  bucket.throttled();
  bucket.throttled();
  expect(bucket.perSecond).toBe(2);
  for (let call = 0; call < 60; call++) bucket.accepted();
  expect(bucket.perSecond).toBeCloseTo(2 + (60 * 8) / 200);
  for (let call = 0; call < 1_000; call++) bucket.accepted();
  expect(bucket.perSecond).toBe(8);
  for (let call = 0; call < 50; call++) bucket.throttled();
  expect(bucket.perSecond).toBeGreaterThan(0);
  pass(1);
});

test('throttling takes the burst away, so that the next call waits', async () => {
  const { bucket, waits } = simulation(100, 10);
  bucket.throttled();
  await bucket.take();
  expect(waits).toEqual([200]);
});

test('waiting ends when it is aborted', async () => {
  const bucket = new TokenBucket({ burst: 1, perSecond: 0.001, clock: { now: () => 0 } });
  await bucket.take();
  const stop = new AbortController();
  const waiting = bucket.take(stop.signal);
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(bucket.take(stop.signal)).rejects.toThrow('enough');
});

test('those who wait are served in the order in which they asked, and one who gives up delays nobody', async () => {
  const { bucket, now } = simulation(1, 10);
  await bucket.take();
  const stop = new AbortController();
  const served: string[] = [];
  const waiting = ['a', 'b', 'c'].map(async (name) => {
    await bucket.take(name === 'b' ? stop.signal : undefined);
    served.push(name);
  });
  stop.abort(new Error('enough'));
  const outcomes = await Promise.allSettled(waiting);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(served).toEqual(['a', 'c']);
  expect(now()).toBe(200);
});

test('calls under way together that are all throttled lower the rate once', async () => {
  const { bucket } = simulation(5, 8);
  const together = await Promise.all([bucket.take(), bucket.take(), bucket.take()]);
  for (const taken of together) bucket.throttled(taken);
  expect(bucket.perSecond).toBe(4);
  bucket.throttled(await bucket.take());
  expect(bucket.perSecond).toBe(2);
});

test('a clock that stands still, or is put back, holds nobody up', async () => {
  const waits: number[] = [];
  const bucket = new TokenBucket({
    burst: 1,
    perSecond: 10,
    clock: { now: () => -waits.length },
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  for (let call = 0; call < 4; call++) await bucket.take();
  expect(waits).toEqual([100, 100, 100]);
});

test('whoever asks just after the last one gave up is served', async () => {
  const { bucket } = simulation(1, 10);
  await bucket.take();
  const stop = new AbortController();
  const first = bucket.take(stop.signal);
  stop.abort(new Error('enough'));
  const second = bucket.take();
  await expect(first).rejects.toThrow('enough');
  await expect(second).resolves.toBe(0);
});
