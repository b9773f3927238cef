import { policy } from 'bursar/adapter';
import { listAssets } from '../assets/asset-lists.ts';
import { gcpCollector } from '../collector.ts';
import { listPages } from '../lists.ts';
import { defined, required } from '../record.ts';

/** A custom role as IAM has it. */
interface RoleRecord {
  /** `projects/p/roles/deployer`, `organizations/123/roles/auditor` */
  readonly name?: string;
  readonly title?: string;
  readonly description?: string;
  readonly stage?: string;
  readonly deleted?: boolean;
  readonly includedPermissions?: readonly string[];
}

const fields = 'roles(name,title,description,stage,deleted,includedPermissions),nextPageToken';

/** Custom roles, of projects and of organizations. */
export const policyCollector = gcpCollector({
  kind: policy,
  level: 'any',
  permissions: ['iam.roles.list'],
  async *pages(asked) {
    const { account } = asked.scope;
    // Folders have none.
    if (account.startsWith('folders/')) return;
    const iam = await asked.clients.iam();
    const ofOrganization = account.startsWith('organizations/');
    const parent = ofOrganization ? account : `projects/${account}`;
    const roles = ofOrganization ? iam.organizations.roles : iam.projects.roles;
    yield* listPages(asked, {
      what: 'iam roles',
      property: 'roles',
      fields,
      ask: (pageToken) =>
        roles.list({ parent, view: 'FULL', pageSize: 500, ...(pageToken !== undefined && { pageToken }) }),
    });
  },
  ofAssets: {
    permissions: [listAssets],
    pages: (assets) =>
      assets.resources(['iam.googleapis.com/Role'], ({ resource }) => {
        const role: RoleRecord | undefined = resource?.data;
        return role?.deleted === true ? undefined : role;
      }),
  },

  read(raw: RoleRecord, scope) {
    const name = required(raw.name, 'name');
    const { description, stage, includedPermissions } = raw;
    return {
      kind: 'policy',
      id: `//iam.googleapis.com/${name}`,
      name: name.slice(name.lastIndexOf('/') + 1),
      scope,
      untaggable: true,
      attributes: {
        managedByProvider: false,
        document: defined({
          title: raw.title,
          description,
          stage,
          // Google leaves the list out of a role that has no permissions at all.
          includedPermissions: includedPermissions ?? [],
        }),
      },
    };
  },
});
