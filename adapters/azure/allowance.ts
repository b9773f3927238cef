import type { HttpHeaders } from '@azure/core-rest-pipeline';
import type { EpochMs } from 'bursar/adapter';
import type { Allowance } from './budget.ts';

/** Counts of what is left that Resource Manager and its providers send, by the hour or the minute. */
const remainingHeaders = [
  'x-ms-ratelimit-remaining-subscription-reads',
  'x-ms-ratelimit-remaining-subscription-global-reads',
  'x-ms-ratelimit-remaining-tenant-reads',
];

/** With fewer calls left than this, it is time to slow down. */
const fewCalls = 5;

/** What an answer says of how many more calls may be made, and when. */
export function allowanceOf(status: number, headers: HttpHeaders, now: EpochMs): Allowance {
  const throttled = status === 429;
  const resetsAfterMs = durationMs(headers.get('x-ms-user-quota-resets-after'));
  const spent = Number(headers.get('x-ms-user-quota-remaining') ?? Number.NaN) === 0;
  const retryMs = throttled || status === 503 ? retryAfterMs(headers, now) : undefined;
  return {
    throttled,
    pauseMs: retryMs ?? (throttled || spent ? resetsAfterMs : undefined),
    nearlySpent: remaining(headers).some((left) => left < fewCalls),
  };
}

/** How long an answer asks to wait before the next try: seconds, or a date. */
export function retryAfterMs(headers: HttpHeaders, now: EpochMs): number | undefined {
  const exact = Number(headers.get('x-ms-retry-after-ms') ?? headers.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(exact)) return Math.max(0, exact);
  const text = headers.get('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  const seconds = Number(text);
  const milliseconds = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(text) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

function remaining(headers: HttpHeaders): readonly number[] {
  const counts = remainingHeaders.map((name) => headers.get(name));
  // `Microsoft.Compute/HighCostGet3Min;239,Microsoft.Compute/HighCostGet30Min;1919`
  const ofResources = headers.get('x-ms-ratelimit-remaining-resource')?.split(',') ?? [];
  return [...counts, ...ofResources.map((count) => count.split(';')[1])]
    .map((text) => (text === undefined || text === '' ? Number.NaN : Number(text)))
    .filter((count) => Number.isFinite(count));
}

/** `00:00:05` */
function durationMs(text: string | undefined): number | undefined {
  const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text ?? '') ?? [];
  if (seconds === undefined) return undefined;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
}
