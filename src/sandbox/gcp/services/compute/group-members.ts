import { jsonAnswer } from '../../answer.ts';
import type { InstanceGroup } from '../../estate/instance-groups.ts';
import type { Instance } from '../../estate/instances.ts';
import type { GcpRequest, GcpRoute } from '../../service.ts';
import { offsetOf, pageSizeOf, pageToken } from '../page.ts';
import { base, scopeOf } from './collection-routes.ts';
import { instanceGroupManagers, instanceGroups } from './collections.ts';
import { linkBase } from './fields.ts';
import { findIn } from './lists.ts';

const paging = ['maxResults', 'pageToken', 'filter', 'returnPartialSuccess'];

/** What is in instance groups. */
export const groupMemberRoutes: readonly GcpRoute[] = (
  [
    ['zones/{zone}', 'instanceGroup'],
    ['regions/{region}', 'regionInstanceGroup'],
  ] as const
).flatMap(([where, operations]): readonly GcpRoute[] => [
  {
    operation: `${operations}Managers.listManagedInstances`,
    method: 'POST',
    path: `${base}/${where}/instanceGroupManagers/{resource}/listManagedInstances`,
    permission: 'compute.instanceGroupManagers.get',
    query: paging,
    handle: (request) =>
      members(request, instanceGroupManagers, 'managedInstances', (instance, group) => ({
        instance: linkBase + instance.path,
        id: instance.number,
        name: instance.id,
        instanceStatus: instance.status,
        currentAction: 'NONE',
        version: {
          instanceTemplate: `${linkBase}projects/${request.project.id}/global/instanceTemplates/${group.template}`,
        },
      })),
  },
  {
    operation: `${operations}s.listInstances`,
    method: 'POST',
    path: `${base}/${where}/instanceGroups/{resource}/listInstances`,
    permission: 'compute.instanceGroups.list',
    query: paging,
    handle: (request) =>
      members(request, instanceGroups, 'items', ({ path, status }) => ({
        instance: linkBase + path,
        status,
      })),
  },
]);

function members(
  request: GcpRequest,
  collection: typeof instanceGroups,
  property: string,
  documentOf: (instance: Instance, group: InstanceGroup) => object,
) {
  const { params, query } = request;
  const { model } = findIn(collection, request, scopeOf(params), params['resource'] ?? '');
  const list = `members ${model.path}`;
  const from = offsetOf(list, query.get('pageToken'));
  const size = pageSizeOf(query, 'maxResults', { usual: 500, most: 500 });
  const page = model.members.slice(from, from + size);
  return jsonAnswer({
    ...(page.length > 0 && { [property]: page.map((instance) => documentOf(instance, model)) }),
    ...(from + size < model.members.length && { nextPageToken: pageToken(list, from + size) }),
  });
}
