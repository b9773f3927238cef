import type { Cloud, CloudOptions } from '../cloud.ts';
import { RateLimits } from '../rate-limits.ts';
import type { AzureContext } from './context.ts';
import { createEstate } from './estate/create-estate.ts';
import type { Estate } from './estate/estate.ts';
import { companyGroup } from './estate/tenant.ts';
import { createFront } from './front.ts';
import { azureLimitOf } from './rate-limits.ts';
import { azureServices } from './services/index.ts';
import { Application, type SandboxIdentity } from './sign-in/application.ts';
import { signAssertion } from './sign-in/assertion.ts';
import { Tokens } from './sign-in/tokens.ts';
import { truthsOf } from './truths.ts';

/** The Azure part of a sandbox. */
export interface AzureCloud extends Cloud, SandboxIdentity {
  readonly estate: Estate;
  readonly subscriptionIds: readonly string[];
  /** The management group that all subscriptions are below. */
  readonly managementGroupId: string;
  /** Lets the application sign in with a certificate, PEM. */
  registerCertificate(certificate: string): void;
  /** A token of a workload's own, which Entra takes in place of a secret; good for an hour. */
  federatedToken(): string;
}

/** Makes an estate, and the services that speak for it. */
export function createAzureCloud(options: CloudOptions): AzureCloud {
  const { clock, wallClock, faults, counters } = options;
  const application = new Application(options.seed);
  const { identity } = application;
  const estate = createEstate({
    seed: options.seed,
    size: options.size,
    subscriptions: options.accounts,
    tenantId: identity.tenantId,
    clock,
    readLagMs: (account, service) => faults.lagMs({ service, account, region: 'global' }),
  });
  const context: AzureContext = {
    estate,
    clock,
    isDenied: (account, service, operation) => faults.denies({ account, service, operation }),
  };
  const limits = new RateLimits('generous', wallClock, azureLimitOf);
  const handle = createFront({
    context,
    services: azureServices(context),
    application,
    tokens: new Tokens(options.seed, wallClock),
    faults,
    limits,
    counters,
    wallClock,
  });
  return {
    ...identity,
    estate,
    limits,
    handle,
    subscriptionIds: estate.subscriptions.map(({ id }) => id),
    managementGroupId: companyGroup,
    registerCertificate: (certificate) => application.register(certificate),
    federatedToken() {
      const now = Math.floor(wallClock.now() / 1_000);
      return signAssertion(
        {
          iss: application.issuer,
          sub: application.subject,
          aud: 'api://AzureADTokenExchange',
          nbf: now,
          exp: now + 3_600,
        },
        application.issuerKey,
      );
    },
    truths: () => truthsOf(estate),
  };
}
