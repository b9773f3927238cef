import { type Check, CloudError, type Scope, type Selection } from 'bursar/adapter';
import type { GcpClients } from './client.ts';
import { type ConnectionParts, isProject } from './connection-parts.ts';
import { toCloudError } from './errors.ts';
import { answerOf } from './lists.ts';
import { isAboveProjects, readPermissions } from './permissions.ts';
import { disabledApis } from './probes.ts';
import { scopesOf } from './scopes.ts';

/** A clock that is further off than this has its own signatures refused, and asks for signals of another time. */
const mostSkewMs = 240_000;

/** Credentials and whose they are, the clock, every project, the permissions that are missing and APIs that are off. */
export async function* checksOf(
  parts: ConnectionParts,
  selection: Selection,
  signal: AbortSignal,
): AsyncGenerator<Check> {
  const { settings, clients, hierarchy } = parts;
  try {
    const detail = await clients.credentials.whose();
    yield { title: 'Google Cloud credentials', status: 'ok', detail };
  } catch (error) {
    signal.throwIfAborted();
    yield {
      title: 'Google Cloud credentials',
      status: 'failed',
      detail: messageOf(error),
      remedy:
        'give application default credentials: the service account of the machine, GOOGLE_APPLICATION_CREDENTIALS, workload identity federation',
    };
    return;
  }
  let clockIsChecked = false;
  try {
    for await (const listed of scopesOf(settings, clients, hierarchy, signal)) {
      if (!clockIsChecked) yield clockCheck(clients.skewMs);
      clockIsChecked = true;
      if ('error' in listed) {
        const remedy = 'give these credentials the role that "permissions" prints';
        yield { title: titleOf(listed.scope), status: 'failed', detail: listed.error.message, remedy };
      } else yield* scopeChecks(listed, parts, selection, signal);
    }
  } catch (error) {
    signal.throwIfAborted();
    yield { title: 'Google Cloud projects', status: 'failed', detail: messageOf(toCloudError(error)) };
  }
}

async function* scopeChecks(
  scope: Scope,
  parts: ConnectionParts,
  selection: Selection,
  signal: AbortSignal,
): AsyncGenerator<Check> {
  const title = titleOf(scope);
  const clients = parts.clients.of(scope.account);
  const needed = readPermissions(parts.settings, selection).filter(
    (permission) => isAboveProjects(permission) !== isProject(scope),
  );
  try {
    const missing = await missingPermissions(needed, scope, clients, signal);
    if (missing.length > 0) {
      const remedy = 'grant what "permissions" prints';
      yield { title, status: 'failed', detail: `may not: ${missing.join(', ')}`, remedy };
    } else yield { title, status: 'ok', detail: `${needed.length} permissions tried, none missing` };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CloudError)) throw error;
    yield { title, status: 'warning', detail: `permissions could not be tried: ${error.message}` };
  }
  if (!isProject(scope)) return;
  const disabled = await disabledApis(scope, parts, selection, signal);
  if (disabled.length === 0) return;
  yield {
    title,
    status: 'failed',
    detail: `not enabled: ${disabled.join(', ')}`,
    remedy: `gcloud services enable ${disabled.join(' ')} --project=${scope.account}; or leave the kinds that need them out by "kinds"`,
  };
}

/** Asked all at once: Google answers with those that are there. */
async function missingPermissions(
  permissions: readonly string[],
  { account }: Scope,
  clients: GcpClients,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (permissions.length === 0) return [];
  const request = { permissions: [...permissions] };
  const resource = account.includes('/') ? account : `projects/${account}`;
  const client = account.startsWith('organizations/')
    ? await clients.organizations()
    : account.startsWith('folders/')
      ? await clients.folders()
      : await clients.projects();
  const sent = await clients.send((options) => client.testIamPermissions({ ...request, resource }, options), {
    signal,
  });
  const granted = answerOf('permissions', sent)['permissions'];
  const there = new Set<unknown>(Array.isArray(granted) ? granted : []);
  return permissions.filter((permission) => !there.has(permission));
}

function clockCheck(skewMs: number | undefined): Check {
  const title = 'Clock';
  if (skewMs === undefined) return { title, status: 'skipped', detail: 'Google told no time' };
  const detail = `${Math.round(Math.abs(skewMs) / 1_000)} s off Google's`;
  return Math.abs(skewMs) < mostSkewMs
    ? { title, status: 'ok', detail }
    : { title, status: 'failed', detail, remedy: 'set the clock' };
}

function titleOf({ account, accountName }: Scope): string {
  return account.includes('/') ? `Google Cloud ${account}` : `Google Cloud project ${accountName ?? account}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
