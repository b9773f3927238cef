import { jsonAnswer } from '../answer.ts';
import type { GcpContext } from '../context.ts';
import { keyDocument, roleDocument, serviceAccountDocument } from '../documents/identity.ts';
import type { ServiceAccount } from '../estate/service-accounts.ts';
import { GoogleError } from '../google-error.ts';
import { invalidArgument, permissionDenied } from '../refusals.ts';
import type { GcpRequest, GcpService } from '../service.ts';
import { predefinedRoles } from './iam/predefined-roles.ts';
import { listPart, pageOf } from './listing.ts';
import { projectOf } from './projects.ts';

const rolePaging = { name: 'roles', usual: 300, most: 1_000 };
const roleParameters = ['pageSize', 'pageToken', 'view', 'showDeleted'];

/** Identity and Access Management, as far as service accounts, their keys and roles can be read. */
export function iamService({ estate }: GcpContext): GcpService {
  function accountOf(request: GcpRequest): ServiceAccount {
    const project = projectOf(estate, request);
    const email = request.params['account'] ?? '';
    const account = project.serviceAccounts.find(email);
    if (account !== undefined) return account;
    throw new GoogleError({
      status: 'NOT_FOUND',
      reason: 'notFound',
      message: `Unknown service account: projects/${project.id}/serviceAccounts/${email}`,
    });
  }

  function listAccounts(request: GcpRequest): object {
    const project = projectOf(estate, request);
    const part = listPart(project.serviceAccounts, (account) => serviceAccountDocument(account, project));
    return pageOf(request, { name: 'accounts', usual: 20, most: 100 }, [part]);
  }

  /** All keys at once: there are few of an account. */
  function listKeys(request: GcpRequest): object {
    const account = accountOf(request);
    const types = request.query.getAll('keyTypes').filter((type) => type !== 'KEY_TYPE_UNSPECIFIED');
    const strange = types.find((type) => type !== 'USER_MANAGED' && type !== 'SYSTEM_MANAGED');
    if (strange !== undefined)
      throw invalidArgument(
        `Invalid value at 'key_types' (type.googleapis.com/google.iam.admin.v1.ListServiceAccountKeysRequest.KeyType), "${strange}"`,
      );
    const keys = account.keys.filter(({ type }) => types.length === 0 || types.includes(type));
    return { keys: keys.map((key) => keyDocument(key, account, request.project)) };
  }

  function listProjectRoles(request: GcpRequest): object {
    const whole = request.query.get('view') === 'FULL';
    const deleted = request.query.get('showDeleted') === 'true';
    const part = listPart(
      projectOf(estate, request).customRoles,
      (role) => roleDocument(role, whole),
      (role) => deleted || !role.deleted,
    );
    return pageOf(request, rolePaging, [part]);
  }

  function getProjectRole(request: GcpRequest): object {
    const id = request.params['role'] ?? '';
    const role = projectOf(estate, request).customRoles.find(id);
    if (role === undefined) throw roleNotFound(`projects/${request.project.id}/roles/${id}`);
    return roleDocument(role, true);
  }

  function checkOrganization({ params }: GcpRequest): void {
    const { organization = '' } = params;
    if (organization !== estate.organization.id)
      throw permissionDenied('iam.roles.list', `organizations/${organization}`);
  }

  return {
    service: 'iam',
    api: 'iam.googleapis.com',
    routes: [
      {
        operation: 'serviceAccounts.list',
        method: 'GET',
        path: '/v1/projects/{project}/serviceAccounts',
        permission: 'iam.serviceAccounts.list',
        query: ['pageSize', 'pageToken'],
        handle: (request) => jsonAnswer(listAccounts(request)),
      },
      {
        operation: 'serviceAccounts.get',
        method: 'GET',
        path: '/v1/projects/{project}/serviceAccounts/{account}',
        permission: 'iam.serviceAccounts.get',
        handle: (request) => jsonAnswer(serviceAccountDocument(accountOf(request), request.project)),
      },
      {
        operation: 'serviceAccounts.keys.list',
        method: 'GET',
        path: '/v1/projects/{project}/serviceAccounts/{account}/keys',
        permission: 'iam.serviceAccountKeys.list',
        query: ['keyTypes'],
        handle: (request) => jsonAnswer(listKeys(request)),
      },
      {
        operation: 'projects.roles.list',
        method: 'GET',
        path: '/v1/projects/{project}/roles',
        permission: 'iam.roles.list',
        query: roleParameters,
        handle: (request) => jsonAnswer(listProjectRoles(request)),
      },
      {
        operation: 'projects.roles.get',
        method: 'GET',
        path: '/v1/projects/{project}/roles/{role}',
        permission: 'iam.roles.get',
        handle: (request) => jsonAnswer(getProjectRole(request)),
      },
      {
        operation: 'organizations.roles.list',
        method: 'GET',
        path: '/v1/organizations/{organization}/roles',
        permission: 'iam.roles.list',
        query: roleParameters,
        handle(request) {
          checkOrganization(request);
          // The company has all its roles in its projects.
          return jsonAnswer({});
        },
      },
      {
        operation: 'roles.list',
        method: 'GET',
        path: '/v1/roles',
        permission: 'iam.roles.list',
        query: [...roleParameters, 'parent'],
        handle(request) {
          const whole = request.query.get('view') === 'FULL';
          const part = {
            size: predefinedRoles.length,
            at: (index: number) => predefinedDocument(index, whole),
          };
          return jsonAnswer(pageOf(request, rolePaging, [part]));
        },
      },
      {
        operation: 'roles.get',
        method: 'GET',
        path: '/v1/roles/{role}',
        permission: 'iam.roles.get',
        handle({ params }) {
          const name = `roles/${params['role'] ?? ''}`;
          const index = predefinedRoles.findIndex((role) => role.name === name);
          if (index < 0) throw roleNotFound(name);
          return jsonAnswer(predefinedDocument(index, true) ?? {});
        },
      },
    ],
  };
}

function predefinedDocument(index: number, whole: boolean): object | undefined {
  const role = predefinedRoles[index];
  if (role === undefined) return undefined;
  const { includedPermissions, ...brief } = role;
  return { ...brief, stage: 'GA', etag: 'AA==', ...(whole && { includedPermissions }) };
}

function roleNotFound(name: string): GoogleError {
  return new GoogleError({
    status: 'NOT_FOUND',
    reason: 'notFound',
    message: `The role named ${name} was not found.`,
  });
}
