import type { Cloud, CloudOptions } from '../cloud.ts';
import { RateLimits } from '../rate-limits.ts';
import { createEstate } from './estate/create-estate.ts';
import type { Estate } from './estate/estate.ts';
import { createFront } from './front.ts';
import { Identities } from './identities.ts';
import { operationOfAction } from './operation.ts';
import { awsLimitOf } from './rate-limits.ts';
import { awsServices } from './services/index.ts';
import { truthsOf } from './truths.ts';

/** The AWS part of a sandbox. */
export interface AwsCloud extends Cloud {
  readonly estate: Estate;
}

/** Makes an estate, and the services that speak for it. */
export function createAwsCloud(options: CloudOptions): AwsCloud {
  const { clock, wallClock, faults, counters } = options;
  const estate = createEstate({
    seed: options.seed,
    size: options.size,
    accounts: options.accounts,
    clock,
    readLagMs: (account, region) => faults.lagMs({ service: 'ec2', account, region }),
  });
  const identities = new Identities(estate, clock, wallClock);
  const limits = new RateLimits('generous', wallClock, awsLimitOf);
  const services = awsServices({ estate, clock }, identities, (account, action) =>
    faults.denies({ account, ...operationOfAction(action) }),
  );
  const handle = createFront({ estate, services, identities, faults, limits, counters, wallClock });
  return { estate, limits, handle, truths: () => truthsOf(estate) };
}
