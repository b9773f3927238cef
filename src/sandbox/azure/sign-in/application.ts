import { hash } from 'node:crypto';
import { mixText } from '../../seeded.ts';
import { guidOf } from '../estate/guid.ts';
import { type RegisteredCertificate, readCertificate } from './assertion.ts';

/** How a client signs in to the sandbox. */
export interface SandboxIdentity {
  readonly tenantId: string;
  /** Id of the application that may read the whole estate, and change it. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** A secret of the same application that was good until last year. */
  readonly expiredClientSecret: string;
  /** Id of the managed identity of the machine that the sandbox stands for; it may do the same. */
  readonly managedIdentityClientId: string;
  /** What App Service calls `IDENTITY_HEADER`; its `IDENTITY_ENDPOINT` is `/msi/token` of the sandbox. */
  readonly identityHeader: string;
}

/** The application and the managed identity of a sandbox, and what they prove themselves by. */
export class Application {
  readonly identity: SandboxIdentity;
  readonly objectId: string;
  readonly managedIdentityObjectId: string;
  /** What the issuer of its workload identity signs with. */
  readonly issuerKey: string;
  readonly issuer = 'https://oidc.sandbox.example/';
  readonly subject = 'system:serviceaccount:bursar:bursar';
  #certificates: readonly RegisteredCertificate[] = [];

  constructor(seed: number) {
    const ids = mixText(seed, 'sign-in');
    const secret = (what: string): string => hash('sha256', `${what} of the sandbox ${seed}`, 'base64url');
    this.identity = {
      tenantId: guidOf(ids, 0),
      clientId: guidOf(ids, 1),
      clientSecret: secret('secret').slice(0, 40),
      expiredClientSecret: secret('expired secret').slice(0, 40),
      managedIdentityClientId: guidOf(ids, 3),
      identityHeader: secret('header').slice(0, 32),
    };
    this.objectId = guidOf(ids, 2);
    this.managedIdentityObjectId = guidOf(ids, 4);
    this.issuerKey = secret('issuer');
  }

  get certificates(): readonly RegisteredCertificate[] {
    return this.#certificates;
  }

  /** Lets the application sign in with a certificate, PEM. */
  register(certificate: string): void {
    this.#certificates = [...this.#certificates, readCertificate(certificate)];
  }
}
