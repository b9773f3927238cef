import { type AdapterContext, type FailedScope, globalRegion, type Scope } from 'bursar/adapter';
import { accountsOf, callerOf, failedAccount } from './accounts.ts';
import type { AwsAccount, ClientsOfScopes } from './clients-of-scopes.ts';
import { toCloudError } from './errors.ts';
import { partitionOfArn } from './partition.ts';
import type { AwsSettings } from './settings.ts';

/** Every account's regions, and the account as a whole; what is out of reach is told as a failure. @throws {CloudError} */
export async function* scopesOf(
  settings: AwsSettings,
  clients: ClientsOfScopes,
  context: AdapterContext,
  signal: AbortSignal,
): AsyncGenerator<Scope | FailedScope> {
  const caller = await callerOf(settings, clients, context, signal);
  for await (const account of accountsOf(settings, clients, caller, context, signal)) {
    if ('error' in account) {
      yield account;
      continue;
    }
    clients.add(account);
    const { number, name } = account;
    const base = { provider: 'aws', account: number, ...(name !== undefined && { accountName: name }) };
    try {
      for (const region of await regionsOf(settings, clients, account, signal)) yield { ...base, region };
    } catch (error) {
      signal.throwIfAborted();
      yield failedAccount(number, name, toCloudError(error));
    }
    yield { ...base, region: globalRegion };
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
  if (names.length === 0) throw new Error('DescribeRegions names no region');
  return names.toSorted();
}
