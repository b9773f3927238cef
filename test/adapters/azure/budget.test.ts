import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { TokenBucket } from 'bursar/adapter';
import { expect, test } from 'vitest';
import { allowanceOf } from '../../../adapters/azure/allowance.ts';
import { Budget, Budgets } from '../../../adapters/azure/budget.ts';

const signal = AbortSignal.timeout(10_000);

function allowance(status: number, headers: Record<string, string>) {
  return allowanceOf(status, createHttpHeaders(headers), Date.UTC(2026, 0, 1));
}

test.each([
  [200, {}, { throttled: false, nearlySpent: false }],
  [429, { 'Retry-After': '7' }, { throttled: true, pauseMs: 7_000 }],
  [429, { 'x-ms-retry-after-ms': '250', 'Retry-After': '7' }, { throttled: true, pauseMs: 250 }],
  [429, { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }, { throttled: true, pauseMs: 9_000 }],
  [429, { 'x-ms-user-quota-resets-after': '00:00:05' }, { throttled: true, pauseMs: 5_000 }],
  [
    200,
    { 'x-ms-user-quota-remaining': '0', 'x-ms-user-quota-resets-after': '00:01:05' },
    { throttled: false, pauseMs: 65_000 },
  ],
  [
    200,
    { 'x-ms-user-quota-remaining': '3', 'x-ms-user-quota-resets-after': '00:00:05' },
    { nearlySpent: false },
  ],
  [200, { 'x-ms-ratelimit-remaining-subscription-reads': '11998' }, { nearlySpent: false }],
  [200, { 'x-ms-ratelimit-remaining-subscription-reads': '2' }, { nearlySpent: true }],
  [
    200,
    {
      'x-ms-ratelimit-remaining-resource':
        'Microsoft.Compute/HighCostGet3Min;239,Microsoft.Compute/HighCostGet30Min;1',
    },
    { nearlySpent: true },
  ],
])('%i with %j', (status, headers, expected) => {
  const told = allowance(status, headers);
  expect(told).toMatchObject({ pauseMs: undefined, ...expected });
});

test('a pause that one call is told of is kept by all', async () => {
  let now = 0;
  const bucket = new TokenBucket({ burst: 100, perSecond: 100, clock: { now: () => now } });
  const budget = new Budget(bucket, { now: () => now });
  budget.heed({ throttled: false, pauseMs: 40, nearlySpent: false }, await budget.take(signal));
  const from = performance.now();
  await Promise.all([budget.take(signal), budget.take(signal)]);
  expect(performance.now() - from).toBeGreaterThan(30);
  now = 1_000;
  await budget.take(signal);
});

test('a stop ends the waiting', async () => {
  const budget = new Budget(new TokenBucket({ burst: 1, perSecond: 1, clock: { now: () => 0 } }), {
    now: () => 0,
  });
  budget.heed({ throttled: true, pauseMs: 60_000, nearlySpent: false }, await budget.take(signal));
  const stop = new AbortController();
  const waiting = budget.take(stop.signal);
  stop.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow();
});

test('slows down when it is throttled, for this subscription and service alone', async () => {
  const budgets = new Budgets({ now: () => 0 }, { Compute: 8 });
  const budget = budgets.of('a', 'Compute');
  budget.heed({ throttled: true, nearlySpent: false }, await budget.take(signal));
  expect(budget.perSecond).toBe(4);
  expect(budgets.of('a', 'Compute')).toBe(budget);
  expect(budgets.of('b', 'Compute').perSecond).toBe(8);
  expect(budgets.of('a', 'Network').perSecond).toBe(10);
});
