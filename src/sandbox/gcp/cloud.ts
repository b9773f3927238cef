import type { Cloud, CloudOptions, Served } from '../cloud.ts';
import { RateLimits } from '../rate-limits.ts';
import { createEstate } from './estate/create-estate.ts';
import type { Estate } from './estate/estate.ts';
import { createFront } from './front.ts';
import { type AuthorizedUser, Identities, type ServiceAccountKey } from './identities.ts';
import { gcpLimitOf } from './rate-limits.ts';
import type { GcpService } from './service.ts';
import { iamCredentialsService } from './services/iam-credentials.ts';
import { gcpServices } from './services/index.ts';
import { truthsOf } from './truths.ts';

/** The Google Cloud part of a sandbox. */
export interface GcpCloud extends Cloud {
  readonly estate: Estate;
  readonly identities: Identities;
}

/** What a client of the Google Cloud part is made with. */
export interface GcpAccess {
  /** What to set as `GCE_METADATA_HOST`: the machine that runs here is one of Google's, then. */
  readonly metadataHost: string;
  /** Of Bursar's own service account. */
  readonly email: string;
  /** A bearer token of Bursar's own service account. */
  token(): string;
  /** The key file of Bursar's own service account. */
  serviceAccountKey(): ServiceAccountKey;
  /** What a person of the company has who signed in; its refresh token is good at `/token`. */
  authorizedUser(): AuthorizedUser;
  /**
   * The configuration of workload identity federation: a token of another provider, read from a file (see
   * {@link subjectToken}), is exchanged, and Bursar's own service account taken on with it.
   */
  workloadIdentity(tokenFile: string): ExternalAccount;
  /** What belongs in the file of {@link workloadIdentity}. */
  subjectToken(): string;
}

/** As Google's clients read it. */
export interface ExternalAccount {
  readonly type: 'external_account';
  readonly audience: string;
  readonly subject_token_type: string;
  readonly token_url: string;
  readonly service_account_impersonation_url: string;
  readonly credential_source: { readonly file: string };
  readonly universe_domain: 'googleapis.com';
}

/** Makes an estate, and the services that speak for it. */
export function createGcpCloud(options: CloudOptions): GcpCloud {
  const { clock, wallClock, faults, counters } = options;
  const estate = createEstate({
    seed: options.seed,
    size: options.size,
    projects: options.accounts,
    clock,
    readLagMs: (account, region) => faults.lagMs({ service: 'compute', account, region }),
  });
  const identities = new Identities(estate, wallClock);
  const limits = new RateLimits('generous', wallClock, gcpLimitOf);
  const services: readonly GcpService[] = [
    ...gcpServices({ estate, clock, isDenied }),
    iamCredentialsService(identities, wallClock),
  ];

  /** A permission is refused where a method is that demands it. */
  function isDenied(permission: string, account: string | undefined): boolean {
    return services.some(({ service, routes }) =>
      routes
        .filter((route) => route.permission === permission)
        .some(({ operation }) =>
          faults.denies({ service, operation, ...(account !== undefined && { account }) }),
        ),
    );
  }

  const handle = createFront({ estate, services, identities, faults, limits, counters });
  return { estate, identities, limits, handle, truths: () => truthsOf(estate) };
}

/** How clients get at a cloud that is served somewhere. */
export function gcpAccess({ identities }: GcpCloud, { url }: Served): GcpAccess {
  return {
    metadataHost: new URL(url).host,
    email: identities.email,
    token() {
      const caller = identities.account(identities.email);
      if (caller === undefined) throw new RangeError('the home project is gone');
      return identities.tokens.issue(caller).token;
    },
    authorizedUser: () => identities.authorizedUser(),
    serviceAccountKey: () => identities.serviceAccountKey(url),
    workloadIdentity: (file) => ({
      type: 'external_account',
      audience: identities.audience,
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `${url}/v1/token`,
      service_account_impersonation_url: `${url}/v1/projects/-/serviceAccounts/${identities.email}:generateAccessToken`,
      credential_source: { file },
      universe_domain: 'googleapis.com',
    }),
    subjectToken: () => identities.subjectToken(),
  };
}
