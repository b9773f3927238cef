import {
  type AdapterContext,
  type FailedScope,
  globalRegion,
  ProtocolError,
  type Scope,
} from 'bursar/adapter';
import { accountOf, type Caller, callerOf, type WantedAccount, wantedAccounts } from './accounts.ts';
import type { AwsAccount, ClientsOfScopes } from './clients-of-scopes.ts';
import { toCloudError } from './errors.ts';
import { partitionOfArn } from './partition.ts';
import type { AwsSettings } from './settings.ts';

/** Accounts that are asked for their keys and regions at a time. */
const accountsAhead = 8;

/** The region of a scope that stands for all of an account. */
const everyRegion = '*';

/** Every account's regions, and the account as a whole; what is out of reach is told as a failure. @throws {CloudError} */
export async function* scopesOf(
  settings: AwsSettings,
  clients: ClientsOfScopes,
  context: AdapterContext,
  signal: AbortSignal,
): AsyncGenerator<Scope | FailedScope, void, void> {
  const caller = await callerOf(settings, clients, context, signal);
  const wanted = await wantedAccounts(settings, clients, caller, signal);
  const ahead: Promise<readonly (Scope | FailedScope)[]>[] = [];
  for (const account of wanted) {
    const scopes = scopesOfAccount(account, settings, clients, caller, signal);
    // It may fail (by an abort alone) before its turn has come to be awaited.
    scopes.catch(() => {});
    ahead.push(scopes);
    if (ahead.length === accountsAhead) yield* (await ahead.shift()) ?? [];
  }
  for (const scopes of ahead) yield* await scopes;
}

async function scopesOfAccount(
  wanted: WantedAccount,
  settings: AwsSettings,
  clients: ClientsOfScopes,
  caller: Caller,
  signal: AbortSignal,
): Promise<readonly (Scope | FailedScope)[]> {
  const { number, name } = wanted;
  const base = { provider: 'aws', account: number, ...(name !== undefined && { accountName: name }) };
  const failed = (error: unknown): FailedScope => {
    signal.throwIfAborted();
    const reason = toCloudError(error);
    return {
      scope: { ...base, region: everyRegion },
      error: reason instanceof Error ? reason : new Error(String(reason)),
    };
  };
  let account: AwsAccount;
  try {
    account = await accountOf(wanted, clients, caller);
  } catch (error) {
    return [failed(error)];
  }
  clients.add(account);
  try {
    const regions = await regionsOf(settings, clients, account, signal);
    return [...regions, globalRegion].map((region) => Object.assign({ region }, base));
  } catch (error) {
    return [failed(error), { ...base, region: globalRegion }];
  }
}

async function regionsOf(
  { regions }: AwsSettings,
  clients: ClientsOfScopes,
  { number, partition, credentials }: AwsAccount,
  abortSignal: AbortSignal,
): Promise<readonly string[]> {
  if (regions !== 'enabled') return regions;
  const { DescribeRegionsCommand } = await import('@aws-sdk/client-ec2');
  const ec2 = await clients.with(number, partitionOfArn(`arn:${partition}`).homeRegion, credentials).ec2();
  const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({ AllRegions: false }), { abortSignal });
  const names = Regions.map(({ RegionName }) => RegionName).filter((name) => name !== undefined);
  if (names.length === 0) throw new ProtocolError('DescribeRegions names no region');
  return names.toSorted();
}
