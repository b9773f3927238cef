import { account, type Clock } from 'bursar/adapter';
import type { Asked } from '../asked.ts';
import { type GcpCollector, gcpCollector } from '../collector.ts';
import type { Hierarchy, ProjectRecord } from '../hierarchy.ts';
import { answerOf } from '../lists.ts';
import { projectName } from '../names.ts';
import { defined, fold, instantOf, labelsOf, required, told } from '../record.ts';

/** A project, and the names of what is above it. */
interface AccountRecord {
  readonly project: ProjectRecord;
  readonly path?: readonly string[];
}

const states = { ACTIVE: 'active', DELETE_REQUESTED: 'closing' } as const;

/** What the scopes' list told this long ago is as good as asking again. */
const freshForMs = 600_000;

/** The project itself. */
export function accountCollector(hierarchy: Hierarchy, clock: Clock): GcpCollector<typeof account> {
  return gcpCollector({
    kind: account,
    permissions: ['resourcemanager.projects.get'],
    async *pages(asked) {
      const known = hierarchy.project(asked.scope.account);
      const isFresh = known !== undefined && clock.now() - known.listedAt < freshForMs;
      const project = isFresh ? known.record : await read(asked);
      yield [{ project, ...defined({ path: known?.path }) }];
    },

    read({ project, path }: AccountRecord, scope) {
      const id = required(project.projectId, 'projectId');
      return {
        kind: 'account',
        id: projectName(id),
        name: told(project.displayName) ?? id,
        scope,
        tags: labelsOf(project.labels),
        ...defined({ createdAt: instantOf(project.createTime) }),
        attributes: {
          number: required(project.name, 'name').replace(/^projects\//, ''),
          alias: id,
          state: fold(states, project.state, 'the state'),
          ...defined({ path: path && [...path], joinedAt: instantOf(project.createTime) }),
        },
      };
    },
  });
}

async function read({ clients, scope, signal }: Asked): Promise<ProjectRecord> {
  const client = await clients.projects();
  const name = `projects/${scope.account}`;
  return answerOf(name, await clients.send((options) => client.getProject({ name }, options), { signal }));
}
