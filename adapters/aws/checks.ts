import type { AdapterContext, Check, Selection } from 'bursar/adapter';
import { type Caller, callerOf } from './accounts.ts';
import type { ClientsOfScopes } from './clients-of-scopes.ts';
import { toCloudError } from './errors.ts';
import { probesOf } from './probes.ts';
import { scopesOf } from './scopes.ts';
import type { AwsSettings } from './settings.ts';

/** A clock that is further off than this has its signatures refused. */
const mostSkewMs = 240_000;

/** Credentials and whose they are, the clock, every account, and each permission tried by a harmless call. */
export async function* checksOf(
  settings: AwsSettings,
  clients: ClientsOfScopes,
  context: AdapterContext,
  selection: Selection,
  signal: AbortSignal,
): AsyncGenerator<Check> {
  let caller: Caller;
  try {
    caller = await callerOf(settings, clients, context, signal);
  } catch (error) {
    signal.throwIfAborted();
    yield {
      title: 'AWS credentials',
      status: 'failed',
      detail: messageOf(error),
      remedy:
        'give credentials by any way the AWS SDK knows: AWS_PROFILE, environment, SSO, an instance or task role',
    };
    return;
  }
  yield { title: 'AWS credentials', status: 'ok', detail: caller.arn };
  yield await clockCheck(clients, caller, context, signal);
  const seen = new Set<string>();
  for await (const listed of scopesOf(settings, clients, context, signal)) {
    const scope = 'error' in listed ? listed.scope : listed;
    const title = `AWS account ${scope.accountName ?? scope.account}`;
    if ('error' in listed) {
      const remedy = 'let its role trust these credentials; "permissions" prints what it needs';
      yield { title, status: 'failed', detail: listed.error.message, remedy };
    } else if (!seen.has(scope.account)) {
      seen.add(scope.account);
      yield* permissionChecks(title, clients.of(scope), settings, selection, signal);
    }
  }
}

async function* permissionChecks(
  title: string,
  clients: ReturnType<ClientsOfScopes['of']>,
  settings: AwsSettings,
  selection: Selection,
  signal: AbortSignal,
): AsyncGenerator<Check> {
  const missing: string[] = [];
  const failures: string[] = [];
  let tried = 0;
  for (const { permission, call } of probesOf(settings, selection)) {
    try {
      tried++;
      await call(clients, signal);
    } catch (error) {
      signal.throwIfAborted();
      const mapped = toCloudError(error);
      if (mapped instanceof Error && mapped.name === 'DeniedError') missing.push(permission);
      else if (mapped instanceof Error && mapped.name === 'NotFoundError') continue;
      else failures.push(`${permission} (${messageOf(mapped)})`);
    }
  }
  if (missing.length > 0) {
    const remedy = 'grant what "permissions" prints';
    yield { title, status: 'failed', detail: `may not: ${missing.join(', ')}`, remedy };
  }
  if (failures.length > 0)
    yield { title, status: 'warning', detail: `could not be tried: ${failures.join('; ')}` };
  if (missing.length === 0 && failures.length === 0) {
    yield { title, status: 'ok', detail: `${tried} permissions tried in ${clients.region}, none missing` };
  }
}

async function clockCheck(
  clients: ClientsOfScopes,
  { account, region, credentials }: Caller,
  { clock }: AdapterContext,
  abortSignal: AbortSignal,
): Promise<Check> {
  const title = 'Clock';
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const sts = await clients.with(account, region, credentials).sts();
  const command = new GetCallerIdentityCommand({});
  let serverMs = Number.NaN;
  command.middlewareStack.add(
    (next) => async (parameters) => {
      const result = await next(parameters);
      serverMs = Date.parse(dateHeaderOf(result.response) ?? '');
      return result;
    },
    { step: 'deserialize', name: 'bursarDate', priority: 'low' },
  );
  await sts.send(command, { abortSignal });
  if (Number.isNaN(serverMs)) return { title, status: 'skipped', detail: 'AWS told no time' };
  const skewMs = Math.abs(clock.now() - serverMs);
  const detail = `${Math.round(skewMs / 1_000)} s off AWS's`;
  return skewMs < mostSkewMs
    ? { title, status: 'ok', detail }
    : {
        title,
        status: 'failed',
        detail,
        remedy: 'set the clock; AWS refuses signatures more than five minutes off',
      };
}

function dateHeaderOf(response: unknown): string | undefined {
  const headers =
    typeof response === 'object' && response !== null && 'headers' in response ? response.headers : undefined;
  const date =
    typeof headers === 'object' && headers !== null && 'date' in headers ? headers.date : undefined;
  return typeof date === 'string' ? date : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
