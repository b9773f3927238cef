import type { Clock } from '../core/time.ts';
import type { Faults } from './faults.ts';
import type { MovableClock } from './movable-clock.ts';
import type { RateLimits } from './rate-limits.ts';
import type { RequestCounters } from './request-counters.ts';
import type { Outcome, WireRequest } from './service.ts';
import type { Truth } from './truth.ts';

export const cloudNames = ['aws', 'gcp', 'azure'] as const;
export type CloudName = (typeof cloudNames)[number];

/** One cloud of a sandbox, from outside: whatever is sent to its port. */
export interface Cloud {
  readonly limits: RateLimits;
  handle(request: WireRequest): Promise<Outcome>;
  /** What is true of every resource, made one after the other. */
  truths(): Iterable<Truth>;
}

/** What a cloud is made from, and what it shares with the sandbox around it. */
export interface CloudOptions {
  readonly seed: number;
  /** Resources in all. */
  readonly size: number;
  /** Accounts (projects, subscriptions). */
  readonly accounts: number;
  readonly clock: MovableClock;
  /** By which signatures, tokens and rate limits are judged, wherever the sandbox's own clock has been moved to. */
  readonly wallClock: Clock;
  readonly faults: Faults;
  readonly counters: RequestCounters;
}

/** Where a cloud is served. */
export interface Served {
  readonly url: string;
  readonly port: number;
}
