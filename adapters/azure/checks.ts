import type { AdapterContext, Check, Scope, Selection } from 'bursar/adapter';
import type { ClientsOfScopes } from './clients-of-scopes.ts';
import { toCloudError } from './errors.ts';
import { chosenKinds, neededActions } from './permissions.ts';
import { directoryPermission } from './reading/service-principals.ts';
import { restPages } from './rest-pages.ts';
import { actionsMissing, type Grant } from './role-actions.ts';
import { scopesOf } from './scopes.ts';
import type { AzureSettings } from './settings.ts';
import { signedIn } from './signed-in.ts';
import { isTenant } from './tenant-scope.ts';

/** Tokens are good for five minutes around the clock of who reads them. */
const mostSkewMs = 240_000;

/** Who signs in, the clock, every subscription, and which permissions are missing there. */
export async function* checksOf(
  settings: AzureSettings,
  clients: ClientsOfScopes,
  context: AdapterContext,
  selection: Selection,
  signal: AbortSignal,
): AsyncGenerator<Check> {
  const title = 'Azure credentials';
  try {
    const { name, tenant } = await signedIn(clients, signal);
    yield { title, status: 'ok', detail: tenant === undefined ? name : `${name} in tenant ${tenant}` };
  } catch (error) {
    signal.throwIfAborted();
    const remedy = 'set "credential", or sign in by any way DefaultAzureCredential knows';
    yield { title, status: 'failed', detail: messageOf(error), remedy };
    return;
  }
  yield await clockCheck(clients, context, signal);
  try {
    for await (const listed of scopesOf(settings, clients, signal)) {
      if ('error' in listed) {
        const remedy = 'assign the identity the role that "permissions" prints, in this subscription';
        yield { title: titleOf(listed.scope), status: 'failed', detail: listed.error.message, remedy };
      } else if (!isTenant(listed)) {
        yield await permissionCheck(listed, clients, neededActions(settings, selection), signal);
      } else if (chosenKinds(settings, selection).has('principal')) {
        yield await directoryCheck(clients, signal);
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    yield {
      title: 'Azure subscriptions',
      status: 'failed',
      detail: messageOf(toCloudError(error)),
      remedy: 'assign the identity the role that "permissions" prints, in each subscription or above them',
    };
  }
}

function titleOf({ account, accountName }: Scope): string {
  return `Azure subscription ${accountName ?? account}`;
}

async function permissionCheck(
  scope: Scope,
  clients: ClientsOfScopes,
  needed: readonly string[],
  signal: AbortSignal,
): Promise<Check> {
  const title = titleOf(scope);
  try {
    const grants: Grant[] = [];
    const path = `/subscriptions/${scope.account}/providers/Microsoft.Authorization/permissions`;
    const client = await clients.tenant.resourceManager();
    for await (const page of restPages<Grant>(
      client,
      { path, query: { 'api-version': '2022-04-01' } },
      signal,
    ))
      grants.push(...page);
    const missing = actionsMissing(needed, grants);
    if (missing.length === 0)
      return { title, status: 'ok', detail: `${needed.length} permissions looked up, none missing` };
    const remedy = 'grant what "permissions" prints';
    return { title, status: 'failed', detail: `may not: ${missing.join(', ')}`, remedy };
  } catch (error) {
    signal.throwIfAborted();
    const detail = `its permissions could not be looked up: ${messageOf(toCloudError(error))}`;
    return { title, status: 'warning', detail };
  }
}

async function directoryCheck({ tenant }: ClientsOfScopes, signal: AbortSignal): Promise<Check> {
  const title = 'Microsoft Graph';
  try {
    const client = await tenant.microsoftGraph();
    const list = { path: '/v1.0/servicePrincipals', query: { $select: 'id', $top: 1 } };
    for await (const page of restPages(client, list, signal)) {
      return { title, status: 'ok', detail: `service principals can be read, ${page.length} tried` };
    }
    return { title, status: 'ok', detail: 'service principals can be read, none is there' };
  } catch (error) {
    signal.throwIfAborted();
    const remedy = `grant it ${directoryPermission} as an application permission, or set "directory" to false`;
    return { title, status: 'failed', detail: messageOf(toCloudError(error)), remedy };
  }
}

async function clockCheck(
  { tenant }: ClientsOfScopes,
  { clock }: AdapterContext,
  abortSignal: AbortSignal,
): Promise<Check> {
  const title = 'Clock';
  let serverMs = Number.NaN;
  try {
    const client = await tenant.resourceManager();
    const queryParameters = { 'api-version': '2022-12-01' };
    const { headers } = await client.pathUnchecked('/subscriptions').get({ abortSignal, queryParameters });
    serverMs = Date.parse(headers['date'] ?? '');
  } catch (error) {
    abortSignal.throwIfAborted();
    return { title, status: 'skipped', detail: messageOf(toCloudError(error)) };
  }
  if (Number.isNaN(serverMs)) return { title, status: 'skipped', detail: 'Azure told no time' };
  const skewMs = Math.abs(clock.now() - serverMs);
  const detail = `${Math.round(skewMs / 1_000)} s off Azure's`;
  return skewMs < mostSkewMs
    ? { title, status: 'ok', detail }
    : {
        title,
        status: 'failed',
        detail,
        remedy: 'set the clock: tokens are refused more than five minutes off',
      };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
