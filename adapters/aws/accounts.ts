import type { Account } from '@aws-sdk/client-organizations';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { type AdapterContext, type FailedScope, pagesOf } from 'bursar/adapter';
import { type AwsAccount, type ClientsOfScopes, firstRegion } from './clients-of-scopes.ts';
import { type AssumedRole, ownCredentials, roleCredentials } from './credentials.ts';
import { toCloudError } from './errors.ts';
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
  signal: AbortSignal,
): Promise<Caller> {
  const region = firstRegion(settings, process.env);
  const credentials = await ownCredentials(settings, clock);
  try {
    return { ...(await identityOf(clients, 'caller', region, credentials, signal)), region, credentials };
  } catch (error) {
    signal.throwIfAborted();
    throw toCloudError(error);
  }
}

interface Identity {
  readonly account: string;
  readonly arn: string;
  readonly partition: string;
}

async function identityOf(
  clients: ClientsOfScopes,
  account: string,
  region: string,
  credentials: AwsCredentialIdentityProvider,
  abortSignal: AbortSignal,
): Promise<Identity> {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const sts = await clients.with(account, region, credentials).sts();
  const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal });
  if (Account === undefined || Arn === undefined) throw new Error('STS tells no account');
  return { account: Account, arn: Arn, partition: Arn.split(':')[1] ?? 'aws' };
}

/** The accounts that are configured; one whose role is refused is a failure of its own, not of the others. */
export async function* accountsOf(
  settings: AwsSettings,
  clients: ClientsOfScopes,
  caller: Caller,
  { clock }: AdapterContext,
  signal: AbortSignal,
): AsyncGenerator<AwsAccount | FailedScope> {
  const own: AwsAccount = {
    number: caller.account,
    partition: caller.partition,
    credentials: caller.credentials,
  };
  clients.addCaller(own);
  const { accounts, endpoint } = settings;
  if (accounts === undefined) {
    yield own;
    return;
  }
  const { region, credentials } = caller;
  const wanted = accounts.organization
    ? await membersOf(accounts.organization, clients, caller, signal)
    : (accounts.roles ?? []).map((role): Wanted => ({ number: accountIn(role.arn), role }));
  for (const { number, name, role } of wanted) {
    if (number === caller.account && accounts.organization !== undefined) {
      yield { ...own, ...(name !== undefined && { name }) };
      continue;
    }
    try {
      const keys = await roleCredentials(role, credentials, { region, endpoint, clock });
      await keys();
      yield {
        number,
        partition: role.arn.split(':')[1] ?? 'aws',
        credentials: keys,
        ...(name !== undefined && { name }),
      };
    } catch (error) {
      signal.throwIfAborted();
      yield failedAccount(number, name, toCloudError(error));
    }
  }
}

interface Wanted {
  readonly number: string;
  readonly name?: string;
  readonly role: AssumedRole;
}

async function membersOf(
  { role, externalId, exclude }: NonNullable<NonNullable<AwsSettings['accounts']>['organization']>,
  clients: ClientsOfScopes,
  caller: Caller,
  abortSignal: AbortSignal,
): Promise<readonly Wanted[]> {
  const { ListAccountsCommand } = await import('@aws-sdk/client-organizations');
  const organizations = await clients
    .of({ provider: 'aws', account: caller.account, region: 'global' })
    .organizations();
  const members: Wanted[] = [];
  const pages = pagesOf('organizations ListAccounts', async (NextToken) => {
    const answer = await organizations.send(new ListAccountsCommand({ NextToken }), { abortSignal });
    return { items: answer.Accounts ?? [], next: answer.NextToken };
  });
  for await (const page of pages) {
    for (const member of page) {
      if (member.Id === undefined || !isActive(member) || exclude.includes(member.Id)) continue;
      const arn = `arn:${caller.partition}:iam::${member.Id}:role/${role}`;
      members.push({
        number: member.Id,
        role: { arn, externalId },
        ...(member.Name !== undefined && { name: member.Name }),
      });
    }
  }
  return members;
}

function isActive({ State, Status }: Account): boolean {
  return (State ?? Status) === 'ACTIVE';
}

function accountIn(roleArn: string): string {
  return roleArn.split(':')[4] ?? '';
}

/** An account of which nothing can be read. */
export function failedAccount(number: string, name: string | undefined, error: unknown): FailedScope {
  return {
    scope: {
      provider: 'aws',
      account: number,
      region: '*',
      ...(name !== undefined && { accountName: name }),
    },
    error: error instanceof Error ? error : new Error(String(error)),
  };
}
