import type { STSClientConfig } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider, Pluggable } from '@smithy/types';
import type { Clock } from 'bursar/adapter';
import type { AwsSettings } from './settings.ts';

/** Keys are renewed this long before they expire, so that no call starts with keys that end under it. */
const renewBeforeMs = 300_000;

/** The keys Bursar itself was started with: those of the settings, or the SDK's ordinary chain. */
export async function ownCredentials(
  { credentials, profile }: AwsSettings,
  clock: Clock,
): Promise<AwsCredentialIdentityProvider> {
  if (credentials !== undefined) return keptUntilExpiry(credentials, clock);
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  return keptUntilExpiry(fromNodeProviderChain(profile === undefined ? {} : { profile }), clock);
}

/** A role to take on. */
export interface AssumedRole {
  readonly arn: string;
  readonly externalId?: string | undefined;
  readonly sessionName?: string | undefined;
}

/** How the STS client is made that takes on a role. */
export interface RoleClient {
  readonly config: STSClientConfig;
  readonly plugins: readonly Pluggable<object, object>[];
}

/** The keys of a role, taken on with others' keys, and renewed as they expire. */
export async function roleCredentials(
  role: AssumedRole,
  masterCredentials: AwsCredentialIdentityProvider,
  { config, plugins }: RoleClient,
  clock: Clock,
): Promise<AwsCredentialIdentityProvider> {
  const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  const provider = fromTemporaryCredentials({
    masterCredentials,
    params: {
      RoleArn: role.arn,
      RoleSessionName: role.sessionName ?? 'bursar',
      ...(role.externalId !== undefined && { ExternalId: role.externalId }),
    },
    clientConfig: config,
    clientPlugins: [...plugins],
  });
  return keptUntilExpiry(() => provider(), clock);
}

/**
 * Asks for keys once, however many clients use them, until they are about to expire. Where they cannot be renewed, those
 * there are serve to their end.
 */
export function keptUntilExpiry(
  provider: AwsCredentialIdentityProvider,
  clock: Clock,
): AwsCredentialIdentityProvider {
  let kept: AwsCredentialIdentity | undefined;
  let renewal: Promise<AwsCredentialIdentity> | undefined;

  function lasts(keys: AwsCredentialIdentity, milliseconds: number): boolean {
    return keys.expiration === undefined || clock.now() + milliseconds < keys.expiration.getTime();
  }

  return async () => {
    if (kept !== undefined && lasts(kept, renewBeforeMs)) return kept;
    renewal ??= provider().finally(() => {
      renewal = undefined;
    });
    try {
      kept = await renewal;
    } catch (error) {
      if (kept === undefined || !lasts(kept, 0)) throw error;
    }
    return kept;
  };
}
