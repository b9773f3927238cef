import type { Clock } from '../../core/time.ts';
import type { Faults } from '../faults.ts';
import type { MovableClock } from '../movable-clock.ts';
import type { RequestCounters } from '../request-counters.ts';
import { createEstate } from './estate/create-estate.ts';
import type { Estate } from './estate/estate.ts';
import { createFront, type Outcome } from './front.ts';
import { Identities } from './identities.ts';
import { operationOfAction } from './operation.ts';
import { RateLimits } from './rate-limits.ts';
import { awsServices } from './services/index.ts';
import type { SignedRequest } from './signature.ts';

/** The AWS part of a sandbox. */
export interface AwsCloud {
  readonly estate: Estate;
  readonly limits: RateLimits;
  handle(request: SignedRequest): Promise<Outcome>;
}

/** What it shares with the sandbox around it. */
export interface AwsCloudOptions {
  readonly seed: number;
  readonly size: number;
  readonly accounts: number;
  readonly clock: MovableClock;
  readonly wallClock: Clock;
  readonly faults: Faults;
  readonly counters: RequestCounters;
}

/** Makes an estate, and the services that speak for it. */
export function createAwsCloud(options: AwsCloudOptions): AwsCloud {
  const { clock, wallClock, faults, counters } = options;
  const estate = createEstate({
    seed: options.seed,
    size: options.size,
    accounts: options.accounts,
    clock,
    readLagMs: (account, region) => faults.lagMs({ service: 'ec2', account, region }),
  });
  const identities = new Identities(estate, clock, wallClock);
  const limits = new RateLimits('generous', wallClock);
  const services = awsServices({ estate, clock }, identities, (account, action) =>
    faults.denies({ account, ...operationOfAction(action) }),
  );
  const handle = createFront({ estate, services, identities, faults, limits, counters, wallClock });
  return { estate, limits, handle };
}
