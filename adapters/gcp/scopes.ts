import { type FailedScope, globalRegion, mapBounded, pagesOf, type Scope } from 'bursar/adapter';
import type { GcpClients } from './client.ts';
import type { ClientsOfProjects } from './clients-of-projects.ts';
import { toCloudError } from './errors.ts';
import type { FolderRecord, Hierarchy, ProjectRecord } from './hierarchy.ts';
import { answerOf, itemsOf, tokenOf } from './lists.ts';
import type { GcpSettings } from './settings.ts';

/** Projects that are asked about at a time. */
const concurrency = 8;

/**
 * Every project to inventory, and what is above them where a folder or organization was named; what is out of reach is
 * told as a failure. @throws {CloudError} where not even the credentials are there
 */
export async function* scopesOf(
  settings: GcpSettings,
  clients: ClientsOfProjects,
  hierarchy: Hierarchy,
  signal: AbortSignal,
): AsyncGenerator<Scope | FailedScope, void, void> {
  const { projects } = settings;
  if (projects === undefined || Array.isArray(projects)) {
    const ids = projects ?? [await ownProject(clients, signal)];
    for (let start = 0; start < ids.length; start += concurrency)
      yield* await mapBounded(ids.slice(start, start + concurrency), concurrency, (id) =>
        oneProject(id, clients.of(id), hierarchy, signal),
      );
    return;
  }
  const exclude = new Set(projects.exclude);
  const top =
    'organization' in projects ? `organizations/${projects.organization}` : `folders/${projects.folder}`;
  // What organizes is asked about by whoever asks: it has no budget of its own.
  const walk = { clients: clients.of(settings.quotaProject ?? top), hierarchy, exclude, signal };
  const name = await topName(top, walk);
  yield* below({ name: top, ...(name !== undefined && { displayName: name }) }, [], walk);
}

interface Walk {
  readonly clients: GcpClients;
  readonly hierarchy: Hierarchy;
  readonly exclude: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** A folder or organization, and all that is below it. */
async function* below(
  container: FolderRecord & { readonly name: string },
  path: readonly string[],
  walk: Walk,
): AsyncGenerator<Scope | FailedScope, void, void> {
  const { hierarchy, exclude, signal } = walk;
  const scope = scopeOf(container.name, container.displayName);
  hierarchy.addContainer(container.name, scope);
  const here = [...path, container.displayName ?? container.name];
  let folders: readonly FolderRecord[];
  try {
    for await (const page of projectsIn(container.name, walk)) {
      for (const project of page) {
        const { projectId, state } = project;
        // What is being deleted is neither billed nor answered for any more.
        if (projectId === undefined || state !== 'ACTIVE' || exclude.has(projectId)) continue;
        const found = scopeOf(projectId, project.displayName);
        hierarchy.addProject(project, found, here);
        yield found;
      }
    }
    folders = (await Array.fromAsync(foldersIn(container.name, walk))).flat();
  } catch (error) {
    signal.throwIfAborted();
    yield { scope, error: reasonOf(error) };
    return;
  }
  yield scope;
  for (const folder of folders) {
    if (folder.name === undefined || folder.state !== 'ACTIVE') continue;
    yield* below({ ...folder, name: folder.name }, here, walk);
  }
}

function projectsIn(
  parent: string,
  { clients, signal }: Walk,
): AsyncGenerator<readonly ProjectRecord[], void, void> {
  return pagesOf(`projects of ${parent}`, async (token) => {
    const client = await clients.projects();
    const request = { parent, pageSize: 100, pageToken: token ?? null };
    const sent = await clients.send((options) => client.listProjects(request, options), { signal });
    const answer = answerOf('projects', sent);
    return {
      items: itemsOf('projects', answer['projects']),
      next: tokenOf('projects', answer['nextPageToken']),
    };
  });
}

function foldersIn(
  parent: string,
  { clients, signal }: Walk,
): AsyncGenerator<readonly FolderRecord[], void, void> {
  return pagesOf(`folders of ${parent}`, async (token) => {
    const client = await clients.folders();
    const request = { parent, pageSize: 100, pageToken: token ?? null };
    const sent = await clients.send((options) => client.listFolders(request, options), { signal });
    const answer = answerOf('folders', sent);
    return {
      items: itemsOf('folders', answer['folders']),
      next: tokenOf('folders', answer['nextPageToken']),
    };
  });
}

/** What the top is called, where that may be read. */
async function topName(name: string, { clients, signal }: Walk): Promise<string | undefined> {
  try {
    const answer = name.startsWith('folders/')
      ? await clients
          .folders()
          .then((client) => clients.send((options) => client.getFolder({ name }, options), { signal }))
      : await clients
          .organizations()
          .then((client) => clients.send((options) => client.getOrganization({ name }, options), { signal }));
    const { displayName } = answerOf(name, answer);
    return typeof displayName === 'string' ? displayName : undefined;
  } catch (error) {
    signal.throwIfAborted();
    // Its name is not worth losing all that is below it over; if it cannot be read either, that is told then.
    reasonOf(error);
    return undefined;
  }
}

/** A project that was named. */
async function oneProject(
  id: string,
  clients: GcpClients,
  hierarchy: Hierarchy,
  signal: AbortSignal,
): Promise<Scope | FailedScope> {
  try {
    const client = await clients.projects();
    const name = `projects/${id}`;
    const sent = await clients.send((options) => client.getProject({ name }, options), { signal });
    // Every field may be missing.
    const project = answerOf(name, sent) as ProjectRecord;
    const scope = scopeOf(id, project.displayName);
    if (project.state !== 'ACTIVE')
      return {
        scope,
        error: new Error(
          `the project is ${project.state ?? 'in a state that Google does not tell'}: leave it out, or restore it`,
        ),
      };
    hierarchy.addProject(project, scope, undefined);
    return scope;
  } catch (error) {
    signal.throwIfAborted();
    return { scope: scopeOf(id), error: reasonOf(error) };
  }
}

async function ownProject({ credentials }: ClientsOfProjects, signal: AbortSignal): Promise<string> {
  try {
    return await credentials.project();
  } catch (error) {
    signal.throwIfAborted();
    throw toCloudError(error);
  }
}

function scopeOf(account: string, name?: string): Scope {
  return { provider: 'gcp', account, ...(name !== undefined && { accountName: name }), region: globalRegion };
}

/** Why something is out of reach. A fault of ours propagates. */
function reasonOf(error: unknown): Error {
  const reason = toCloudError(error);
  if (reason instanceof Error) return reason;
  throw reason;
}
