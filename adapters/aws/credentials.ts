import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
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

/** The keys of a role, taken on with others' keys, and renewed as they expire. */
export async function roleCredentials(
  role: AssumedRole,
  masterCredentials: AwsCredentialIdentityProvider,
  {
    region,
    endpoint,
    clock,
  }: { readonly region: string; readonly endpoint: string | undefined; readonly clock: Clock },
): Promise<AwsCredentialIdentityProvider> {
  const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  const provider = fromTemporaryCredentials({
    masterCredentials,
    params: {
      RoleArn: role.arn,
      RoleSessionName: role.sessionName ?? 'bursar',
      ...(role.externalId !== undefined && { ExternalId: role.externalId }),
    },
    clientConfig: { region, ...(endpoint !== undefined && { endpoint }) },
  });
  return keptUntilExpiry(() => provider(), clock);
}

/** Asks for keys once, however many clients use them, until they are about to expire; a refusal is not kept. */
function keptUntilExpiry(
  provider: AwsCredentialIdentityProvider,
  clock: Clock,
): AwsCredentialIdentityProvider {
  let kept: Promise<AwsCredentialIdentity> | undefined;
  let renewAt = Number.POSITIVE_INFINITY;
  return () => {
    if (kept !== undefined && clock.now() < renewAt) return kept;
    renewAt = Number.POSITIVE_INFINITY;
    kept = provider().then(
      (keys) => {
        if (keys.expiration !== undefined) renewAt = keys.expiration.getTime() - renewBeforeMs;
        return keys;
      },
      (error: unknown) => {
        kept = undefined;
        throw error;
      },
    );
    return kept;
  };
}
