import { readFile } from 'node:fs/promises';
import type { Agent } from 'node:https';
import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth';
import { type Clock, DeniedError } from 'bursar/adapter';
import { azureClouds } from './clouds.ts';
import type { AzureSettings } from './settings.ts';

/** What a credential takes besides its own secrets. */
interface SignIn {
  readonly agent: Agent;
  /** The certificate authorities to trust besides those of the system, PEM. */
  readonly ca: string | undefined;
}

type Secret = { readonly env: string } | { readonly file: string } | (() => Promise<string>);

/** As whom Bursar signs in. @throws {DeniedError} where a secret is not to be found. */
export async function ownCredential(
  settings: AzureSettings,
  { agent, ca }: SignIn,
): Promise<TokenCredential> {
  const { credential, tenant, cloud, endpoint } = settings;
  if (typeof credential === 'object' && 'getToken' in credential) return credential;
  const authority = settings.authority ?? endpoint;
  const options = {
    authorityHost: authority ?? azureClouds[cloud].authority,
    // An own authority is known to nobody who could vouch for it.
    disableInstanceDiscovery: authority !== undefined,
    agent,
    ...(ca !== undefined && { tlsOptions: { ca } }),
    ...(tenant !== undefined && { tenantId: tenant }),
  };
  const identity = await import('@azure/identity');
  if (credential === 'default') return new identity.DefaultAzureCredential(options);
  if (credential === 'cli') return new identity.AzureCliCredential(options);
  if (credential === 'managed-identity') return new identity.ManagedIdentityCredential(options);
  if (credential === 'workload-identity') return new identity.WorkloadIdentityCredential(options);
  if ('managedIdentity' in credential)
    return new identity.ManagedIdentityCredential({ ...options, clientId: credential.managedIdentity });
  const { tenantId, clientId } = credential;
  if ('tokenFile' in credential) {
    const tokenFilePath = credential.tokenFile;
    return new identity.WorkloadIdentityCredential({ ...options, tenantId, clientId, tokenFilePath });
  }
  if ('certificate' in credential) {
    const { certificate: certificatePath, password } = credential;
    const certificatePassword = password && (await secretFrom(password));
    const configuration = {
      certificatePath,
      ...(certificatePassword !== undefined && { certificatePassword }),
    };
    return new identity.ClientCertificateCredential(tenantId, clientId, configuration, options);
  }
  return new identity.ClientSecretCredential(
    tenantId,
    clientId,
    await secretFrom(credential.secret),
    options,
  );
}

async function secretFrom(secret: Secret): Promise<string> {
  if (typeof secret === 'function') return secret();
  if ('env' in secret) {
    const value = process.env[secret.env];
    if (value === undefined || value === '')
      throw new DeniedError(`the environment variable ${secret.env}, which is to hold a secret, is not set`);
    return value;
  }
  try {
    return (await readFile(secret.file, 'utf8')).trim();
  } catch (error) {
    throw new DeniedError(`the file ${secret.file}, which is to hold a secret, cannot be read`, {
      cause: error,
    });
  }
}

/** Tokens are renewed this long before they expire, so that no call starts with one that ends under it. */
const renewBeforeMs = 300_000;

/**
 * Asks for a token once, however many clients use it, until it is about to expire. Where it cannot be renewed, the one
 * there is serves to its end. The asking ends with `signal`, not with that of the call that happened to be the first.
 */
export function keptUntilExpiry(
  credential: TokenCredential,
  clock: Clock,
  signal: AbortSignal,
): TokenCredential {
  const kept = new Map<string, AccessToken>();
  const renewals = new Map<string, Promise<AccessToken | null>>();

  function lasts({ expiresOnTimestamp }: AccessToken, milliseconds: number): boolean {
    return clock.now() + milliseconds < expiresOnTimestamp;
  }

  function renew(
    key: string,
    scopes: string | string[],
    options: GetTokenOptions,
  ): Promise<AccessToken | null> {
    const known = renewals.get(key);
    if (known !== undefined) return known;
    const renewal = credential
      .getToken(scopes, { ...options, abortSignal: signal })
      .finally(() => renewals.delete(key));
    renewals.set(key, renewal);
    return renewal;
  }

  return {
    async getToken(scopes, options = {}) {
      const key = `${String(scopes)} ${options.tenantId ?? ''} ${options.claims ?? ''}`;
      const token = kept.get(key);
      if (token !== undefined && lasts(token, renewBeforeMs)) return token;
      try {
        const renewed = await renew(key, scopes, options);
        if (renewed !== null) kept.set(key, renewed);
        return renewed;
      } catch (error) {
        if (token === undefined || !lasts(token, 0)) throw error;
        return token;
      }
    },
  };
}
