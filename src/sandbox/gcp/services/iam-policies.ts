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

/** Who may do what in projects, folders and the organization: a part of the Resource Manager. */
export function iamPolicyRoutes({ estate }: GcpContext): readonly GcpRoute[] {
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

  return [
    route('projects', '/v3/projects/{project}', (request) => policyOfProject(projectOf(estate, request))),
    route('folders', '/v3/folders/{folder}', folderPolicy),
    route('organizations', '/v3/organizations/{organization}', organizationPolicy),
  ];
}

function route(sort: string, path: string, policyOf: (request: GcpRequest) => IamPolicy): GcpRoute {
  return {
    operation: `${sort}.getIamPolicy`,
    method: 'POST',
    path: `${path}:getIamPolicy`,
    permission: `resourcemanager.${sort}.getIamPolicy`,
    handle: (request) => jsonAnswer(policyDocument(policyOf(request), versionOf(request))),
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
