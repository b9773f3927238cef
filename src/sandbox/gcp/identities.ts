import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/time.ts';
import type { Estate } from './estate/estate.ts';
import type { Project } from './estate/place.ts';
import type { GcpCaller } from './service.ts';
import { SigningKey } from './signing-key.ts';
import { Tokens } from './tokens.ts';

/** A service account's key file, as Google's clients read it. */
export interface ServiceAccountKey {
  readonly type: 'service_account';
  readonly project_id: string;
  readonly private_key_id: string;
  readonly private_key: string;
  readonly client_email: string;
  readonly client_id: string;
  readonly auth_uri: string;
  readonly token_uri: string;
  readonly universe_domain: 'googleapis.com';
}

const keyId = '0f4e1d2c3b4a59687786950a1b2c3d4e5f60718a';
const poolName = 'acme-clusters';
const providerName = 'acme-oidc';

/** What a person who signed in has on his machine, as Google's clients read it. */
export interface AuthorizedUser {
  readonly type: 'authorized_user';
  readonly client_id: string;
  readonly client_secret: string;
  readonly refresh_token: string;
  readonly quota_project_id: string;
}

/** Who may call the sandbox's Google Cloud, and how they prove it. */
export class Identities {
  readonly tokens: Tokens;
  readonly #key: SigningKey;
  /** What the foreign identity provider of the workload identity pool signs with. */
  readonly #foreignKey: SigningKey;
  readonly #estate: Estate;
  readonly #wallClock: Clock;
  readonly #home: Project;
  readonly #userSecret = randomBytes(24).toString('base64url');

  constructor(estate: Estate, wallClock: Clock) {
    const [home] = estate.projects;
    if (home === undefined) throw new RangeError('an estate has at least one project');
    this.tokens = new Tokens(wallClock);
    this.#key = new SigningKey(wallClock);
    this.#foreignKey = new SigningKey(wallClock);
    this.#estate = estate;
    this.#wallClock = wallClock;
    this.#home = home;
  }

  /** The project of Bursar's own service account. */
  get home(): Project {
    return this.#home;
  }

  /** Bursar's own service account. */
  get email(): string {
    return `bursar@${this.#home.id}.iam.gserviceaccount.com`;
  }

  /** The service account of an address; undefined where no project of the estate has it. */
  account(email: string): GcpCaller | undefined {
    const project = /@([a-z][a-z0-9-]*)\.iam\.gserviceaccount\.com$/.exec(email)?.[1];
    const home = project === undefined ? undefined : this.#estate.project(project);
    return home === undefined ? undefined : { email, project: home.id };
  }

  /** The key file of Bursar's own service account. */
  serviceAccountKey(url: string): ServiceAccountKey {
    return {
      type: 'service_account',
      project_id: this.#home.id,
      private_key_id: keyId,
      private_key: this.#key.privateKey(),
      client_email: this.email,
      client_id: '104857600000000000001',
      auth_uri: `${url}/o/oauth2/auth`,
      token_uri: `${url}/token`,
      universe_domain: 'googleapis.com',
    };
  }

  /** What a person of the company has who signed in. */
  authorizedUser(): AuthorizedUser {
    return {
      type: 'authorized_user',
      client_id: '32555940559.apps.googleusercontent.com',
      client_secret: this.#userSecret,
      refresh_token: `1//${this.#userSecret}`,
      quota_project_id: this.#home.id,
    };
  }

  /** Who a refresh token belongs to. */
  refreshed(token: string, clientSecret: string): GcpCaller | undefined {
    const known = token === `1//${this.#userSecret}` && clientSecret === this.#userSecret;
    return known ? { email: 'jana.kowalski@acme.example', project: this.#home.id } : undefined;
  }

  /** Who a bearer token stands for: one that was given out, or one that the holder of the key signed itself. */
  bearer(token: string): GcpCaller | 'expired' | undefined {
    const known = this.tokens.find(token);
    if (known !== undefined || !token.startsWith('ey')) return known;
    const claims = this.#key.verify(token);
    if (claims === undefined || claims === 'expired') return claims;
    const forApis = claims.scope !== undefined || claims.aud?.startsWith('https://') === true;
    return forApis && claims.iss === this.email ? this.account(this.email) : undefined;
  }

  /** Whose assertion it is that is to be exchanged for a token. */
  assertion(token: string): GcpCaller | 'expired' | undefined {
    const claims = this.#key.verify(token);
    if (claims === undefined || claims === 'expired') return claims;
    return claims.iss === this.email && claims.scope !== undefined && claims.aud?.endsWith('/token') === true
      ? this.account(this.email)
      : undefined;
  }

  /** What the workload identity pool's provider is called where tokens are exchanged. */
  get audience(): string {
    return `//iam.googleapis.com/projects/${this.#home.number}/locations/global/workloadIdentityPools/${poolName}/providers/${providerName}`;
  }

  /** A token of the foreign identity provider, as a workload outside of Google Cloud finds it in a file. */
  subjectToken(): string {
    const now = Math.floor(this.#wallClock.now() / 1_000);
    return this.#foreignKey.sign({
      iss: 'https://oidc.acme.example',
      sub: 'system:serviceaccount:bursar:bursar',
      aud: `https:${this.audience}`,
      iat: now,
      exp: now + 3_600,
    });
  }

  /** Who a foreign token makes its bearer. */
  federated(subjectToken: string): GcpCaller | undefined {
    const claims = this.#foreignKey.verify(subjectToken);
    if (claims === undefined || claims === 'expired' || claims.sub === undefined) return undefined;
    const pool = this.audience.slice(2).replace(/\/providers\/.*$/, '');
    return { email: `principal://${pool}/subject/${claims.sub}`, project: this.#home.id };
  }
}

/** Whether somebody comes from outside, and may do no more than take on a service account. */
export function isFederated({ email }: GcpCaller): boolean {
  return email.startsWith('principal://');
}
