import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { type AdapterContext, ProtocolError } from 'bursar/adapter';
import { type AwsAccount, type ClientsOfScopes, firstRegion } from './clients-of-scopes.ts';
import { type AssumedRole, ownCredentials } from './credentials.ts';
import { toCloudError } from './errors.ts';
import { type Member, membersOf } from './organization.ts';
import { partitionOfArn } from './partition.ts';
import type { AwsSettings } from './settings.ts';

/** The account whose keys Bursar was started with. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly partition: string;
  readonly region: string;
  readonly credentials: AwsCredentialIdentityProvider;
}

/** Who we are, by STS. @throws {CloudError} when there are no keys, or none that AWS takes. */
export async function callerOf(
  settings: AwsSettings,
  clients: ClientsOfScopes,
  { clock }: AdapterContext,
  abortSignal: AbortSignal,
): Promise<Caller> {
  try {
    const region = await firstRegion(settings);
    const credentials = await ownCredentials(settings, clock);
    const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
    const sts = await clients.with('caller', region, credentials).sts();
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal });
    if (Account === undefined || Arn === undefined) throw new ProtocolError('STS tells no account');
    return { account: Account, arn: Arn, partition: partitionOfArn(Arn).id, region, credentials };
  } catch (error) {
    abortSignal.throwIfAborted();
    throw toCloudError(error);
  }
}

/** An account that is to be read; without a role by the caller's own keys. */
export interface WantedAccount {
  readonly number: string;
  readonly name?: string;
  readonly role?: AssumedRole;
}

/** The accounts that are configured. @throws {CloudError} where an organization does not tell them. */
export async function wantedAccounts(
  { accounts }: AwsSettings,
  clients: ClientsOfScopes,
  caller: Caller,
  signal: AbortSignal,
): Promise<readonly WantedAccount[]> {
  const { account: number, partition, credentials } = caller;
  clients.addCaller({ number, partition, credentials });
  if (accounts === undefined) return [{ number }];
  const { organization, roles = [] } = accounts;
  if (organization === undefined)
    return roles.map((role) => ({ number: role.arn.split(':')[4] ?? '', role }));
  try {
    const organizations = await clients
      .of({ provider: 'aws', account: number, region: 'global' })
      .organizations();
    const members = await membersOf(organization, organizations, partition, signal);
    // The account that asks has no need of a role in itself, and mostly has none.
    return members.map((member) => (member.number === number ? withoutRole(member) : member));
  } catch (error) {
    signal.throwIfAborted();
    throw toCloudError(error);
  }
}

function withoutRole({ number, name }: Member): WantedAccount {
  return name === undefined ? { number } : { number, name };
}

/** An account with keys that are known to be good. What it throws is AWS's refusal to hand them out. */
export async function accountOf(
  { number, name, role }: WantedAccount,
  clients: ClientsOfScopes,
  caller: Caller,
): Promise<AwsAccount> {
  const named = name !== undefined && { name };
  if (role === undefined)
    return { number, ...named, partition: caller.partition, credentials: caller.credentials };
  const credentials = await clients.keysOf(role, caller);
  await credentials();
  return { number, ...named, partition: partitionOfArn(role.arn).id, credentials };
}
