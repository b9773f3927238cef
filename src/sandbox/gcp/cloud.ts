import type { Cloud, CloudOptions } from '../cloud.ts';
import { RateLimits } from '../rate-limits.ts';

/** The Google Cloud part of a sandbox. */
export interface GcpCloud extends Cloud {}

/** Makes an estate, and the services that speak for it. */
export function createGcpCloud({ wallClock }: CloudOptions): GcpCloud {
  return {
    limits: new RateLimits('generous', wallClock, () => ({ burst: 100, perSecond: 20 })),
    async handle() {
      return { type: 'answer', response: { status: 404, headers: {}, body: '' }, afterMs: 0 };
    },
    truths: () => [],
  };
}
