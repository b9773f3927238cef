import { z } from 'zod';
import { jsonAnswer } from '../answer.ts';
import type { GcpContext } from '../context.ts';
import { policyDocument } from '../documents/iam-policy.ts';
import type { IamPolicy } from '../estate/iam-policies.ts';
import { policyOfFolder, policyOfOrganization, policyOfProject } from '../estate/iam-policies.ts';
import { invalidArgument, permissionDenied } from '../refusals.ts';
import type { GcpRequest, GcpRoute } from '../service.ts';
import { projectOf } from './projects.ts';

const asked = z.object({
  options: z
    .object({ requestedPolicyVersion: z.union([z.literal(0), z.literal(1), z.literal(3)]).optional() })
    .optional(),
});

const tested = z.object({
  permissions: z
    .array(z.string().regex(/^[a-z]+(?:\.\w+)+$/i))
    .min(1)
    .max(100),
});

/** Who may do what in projects, folders and the organization: a part of the Resource Manager. */
export function iamPolicyRoutes({ estate, isDenied }: GcpContext): readonly GcpRoute[] {
  const { organization, folders, projects } = estate;

  function folderPolicy({ params }: GcpRequest): IamPolicy {
    const folder = folders.find(({ id }) => id === params['folder']);
    if (folder !== undefined) return policyOfFolder(folder);
    throw notSeen('folders', params['folder']);
  }

  function organizationPolicy({ params }: GcpRequest): IamPolicy {
    if (params['organization'] === organization.id) return policyOfOrganization(organization, projects[0]);
    throw notSeen('organizations', params['organization']);
  }

  const policies: readonly PoliciesOf[] = [
    {
      sort: 'projects',
      path: '/v3/projects/{project}',
      policyOf: (request) => policyOfProject(projectOf(estate, request)),
    },
    { sort: 'folders', path: '/v3/folders/{folder}', policyOf: folderPolicy },
    { sort: 'organizations', path: '/v3/organizations/{organization}', policyOf: organizationPolicy },
  ];
  return policies.flatMap((of) => [readingRoute(of), testingRoute(of, isDenied)]);
}

/** Where something that has a policy is asked about it. */
interface PoliciesOf {
  readonly sort: string;
  readonly path: string;
  policyOf(request: GcpRequest): IamPolicy;
}

function readingRoute({ sort, path, policyOf }: PoliciesOf): GcpRoute {
  return {
    operation: `${sort}.getIamPolicy`,
    method: 'POST',
    path: `${path}:getIamPolicy`,
    permission: `resourcemanager.${sort}.getIamPolicy`,
    handle: (request) => jsonAnswer(policyDocument(policyOf(request), versionOf(request))),
  };
}

/** Which of some permissions the caller has: Bursar's own service account has all that nobody has taken away. */
function testingRoute({ sort, path, policyOf }: PoliciesOf, isDenied: GcpContext['isDenied']): GcpRoute {
  return {
    operation: `${sort}.testIamPermissions`,
    method: 'POST',
    path: `${path}:testIamPermissions`,
    permission: `resourcemanager.${sort}.get`,
    handle(request) {
      // Refused for what the caller may not see.
      policyOf(request);
      const parsed = tested.safeParse(documentOf(request.body.toString()));
      if (!parsed.success) throw invalidArgument('Permissions must be named, 100 of them at most.');
      const project = sort === 'projects' ? request.project.id : undefined;
      const permissions = parsed.data.permissions.filter((permission) => !isDenied(permission, project));
      return jsonAnswer(permissions.length > 0 ? { permissions } : {});
    },
  };
}

function versionOf({ body }: GcpRequest): number {
  const parsed = asked.safeParse(documentOf(body.toString()));
  if (!parsed.success) throw invalidArgument('Invalid value at "options.requestedPolicyVersion".');
  return parsed.data.options?.requestedPolicyVersion ?? 0;
}

function documentOf(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw invalidArgument('Invalid JSON payload received.');
  }
}

function notSeen(sort: string, id: string | undefined): Error {
  return permissionDenied(
    `resourcemanager.${sort}.getIamPolicy`,
    `//cloudresourcemanager.googleapis.com/${sort}/${id ?? ''}`,
  );
}
