import { jsonAnswer } from '../answer.ts';
import type { GcpContext } from '../context.ts';
import type { Folder, Project } from '../estate/place.ts';
import { invalidArgument, permissionDenied } from '../refusals.ts';
import type { GcpRequest, GcpRoute, GcpService } from '../service.ts';
import { iamPolicyRoutes } from './iam-policies.ts';
import { offsetOf, pageSizeOf, pageToken } from './page.ts';
import { folderDocument, organizationDocument, projectDocument } from './resource-manager/documents.ts';
import { type Queried, queryOf } from './resource-manager/search-query.ts';

const paging = ['pageSize', 'pageToken'];

/** Cloud Resource Manager: the organization, its folders and its projects. */
export function resourceManagerService(context: GcpContext): GcpService {
  const { organization, folders, projects } = context.estate;

  const routes: readonly GcpRoute[] = [
    {
      operation: 'projects.search',
      method: 'GET',
      path: '/v3/projects:search',
      permission: 'resourcemanager.projects.get',
      query: [...paging, 'query'],
      handle: (request) =>
        listed(
          request,
          'projects',
          projects.filter(queryOf(request.query.get('query'), fieldsOfProject)),
          projectDocument,
        ),
    },
    {
      operation: 'projects.list',
      method: 'GET',
      path: '/v3/projects',
      permission: 'resourcemanager.projects.list',
      query: [...paging, 'parent', 'showDeleted'],
      handle(request) {
        const parent = parentOf(request);
        return listed(
          request,
          'projects',
          projects.filter((project) => project.parent === parent),
          projectDocument,
        );
      },
    },
    {
      operation: 'projects.get',
      method: 'GET',
      path: '/v3/projects/{project}',
      permission: 'resourcemanager.projects.get',
      handle: ({ project }) => jsonAnswer(projectDocument(project)),
    },
    {
      operation: 'folders.search',
      method: 'GET',
      path: '/v3/folders:search',
      permission: 'resourcemanager.folders.get',
      query: [...paging, 'query'],
      handle: (request) =>
        listed(
          request,
          'folders',
          folders.filter(queryOf(request.query.get('query'), fieldsOfFolder)),
          folderDocument,
        ),
    },
    {
      operation: 'folders.list',
      method: 'GET',
      path: '/v3/folders',
      permission: 'resourcemanager.folders.list',
      query: [...paging, 'parent', 'showDeleted'],
      handle(request) {
        const parent = parentOf(request);
        return listed(
          request,
          'folders',
          folders.filter((folder) => folder.parent === parent),
          folderDocument,
        );
      },
    },
    {
      operation: 'folders.get',
      method: 'GET',
      path: '/v3/folders/{folder}',
      permission: 'resourcemanager.folders.get',
      handle({ params }) {
        const folder = folders.find(({ id }) => id === params['folder']);
        if (folder === undefined)
          throw permissionDenied(
            'resourcemanager.folders.get',
            `//cloudresourcemanager.googleapis.com/folders/${params['folder'] ?? ''}`,
          );
        return jsonAnswer(folderDocument(folder));
      },
    },
    {
      operation: 'organizations.search',
      method: 'GET',
      path: '/v3/organizations:search',
      permission: 'resourcemanager.organizations.get',
      query: [...paging, 'query'],
      handle: (request) =>
        listed(
          request,
          'organizations',
          [organization].filter(
            queryOf(request.query.get('query'), ({ displayName, customerId }) => ({
              domain: displayName,
              directorycustomerid: customerId,
              'owner.directorycustomerid': customerId,
            })),
          ),
          organizationDocument,
        ),
    },
    {
      operation: 'organizations.get',
      method: 'GET',
      path: '/v3/organizations/{organization}',
      permission: 'resourcemanager.organizations.get',
      handle({ params }) {
        if (params['organization'] !== organization.id)
          throw permissionDenied(
            'resourcemanager.organizations.get',
            `//cloudresourcemanager.googleapis.com/organizations/${params['organization'] ?? ''}`,
          );
        return jsonAnswer(organizationDocument(organization));
      },
    },
  ];

  /** What is asked about the children of. */
  function parentOf({ query, operation }: GcpRequest): string {
    const parent = query.get('parent') ?? '';
    if (!/^(?:organizations|folders)\/\d+$/.test(parent))
      throw invalidArgument(`field [parent] has issue [invalid resource name: '${parent}']`);
    const known =
      parent === `organizations/${organization.id}` || folders.some(({ id }) => parent === `folders/${id}`);
    if (!known)
      throw permissionDenied(
        `resourcemanager.${operation}`,
        `//cloudresourcemanager.googleapis.com/${parent}`,
      );
    return parent;
  }

  return {
    service: 'cloudresourcemanager',
    api: 'cloudresourcemanager.googleapis.com',
    routes: [...routes, ...iamPolicyRoutes(context)],
  };
}

function fieldsOfProject({ id, name, parent, labels }: Project): Queried {
  const above = parent.split('/');
  return {
    id,
    projectid: id,
    name: id,
    displayname: name,
    parent,
    'parent.type': above[0]?.replace(/s$/, ''),
    'parent.id': above[1],
    state: 'ACTIVE',
    lifecyclestate: 'ACTIVE',
    ...Object.fromEntries(labels.map(([key, value]) => [`labels.${key}`, value])),
  };
}

function fieldsOfFolder({ id, displayName, parent }: Folder): Queried {
  return {
    displayname: displayName,
    parent,
    name: `folders/${id}`,
    state: 'ACTIVE',
    lifecyclestate: 'ACTIVE',
  };
}

/** One page of a list. */
function listed<Model>(
  { query, operation }: GcpRequest,
  name: string,
  models: readonly Model[],
  documentOf: (model: Model) => object,
) {
  const list = `${operation} ${query.get('parent') ?? query.get('query') ?? ''}`;
  const from = offsetOf(list, query.get('pageToken'));
  const size = pageSizeOf(query, 'pageSize', { usual: 50, most: 300 });
  const next = from + size < models.length ? { nextPageToken: pageToken(list, from + size) } : {};
  return jsonAnswer({ [name]: models.slice(from, from + size).map(documentOf), ...next });
}
