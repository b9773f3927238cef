import { FoldersClient, OrganizationsClient, ProjectsClient } from '@google-cloud/resource-manager';
import { iam } from '@googleapis/iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProjectCell } from '../../../../src/sandbox/gcp/estate/estate.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { allOf, authOf, gcpSandbox, optionsOf, projectOf } from './support.ts';

let sandbox: Sandbox;
let project: ProjectCell;

beforeAll(async () => {
  sandbox = await gcpSandbox(4_000);
  project = projectOf(sandbox);
});

afterAll(() => sandbox.close());

describe('service accounts', () => {
  function client() {
    // The library's own copy declares the same class.
    return iam({ version: 'v1', auth: authOf(sandbox) as never, rootUrl: `${sandbox.gcp.url}/` });
  }

  test('are listed page by page, with their keys', async () => {
    const emails: string[] = [];
    let pageToken: string | undefined;
    do {
      const { data } = await client().projects.serviceAccounts.list({
        name: `projects/${project.id}`,
        pageSize: 10,
        ...(pageToken !== undefined && { pageToken }),
      });
      emails.push(...(data.accounts ?? []).map(({ email }) => email ?? ''));
      pageToken = data.nextPageToken ?? undefined;
    } while (pageToken !== undefined);
    const accounts = allOf(project.serviceAccounts);
    expect(emails).toEqual(accounts.map(({ id }) => id));

    const withKeys = accounts.find(({ keys }) => keys.some(({ type }) => type === 'USER_MANAGED'));
    const { data } = await client().projects.serviceAccounts.keys.list({
      name: `projects/${project.id}/serviceAccounts/${withKeys?.id}`,
      keyTypes: ['USER_MANAGED'],
    });
    expect(data.keys).toHaveLength(withKeys?.keys.filter(({ type }) => type === 'USER_MANAGED').length ?? 0);
    expect(data.keys?.[0]).toMatchObject({ keyType: 'USER_MANAGED', keyOrigin: 'GOOGLE_PROVIDED' });
    await expect(
      client().projects.serviceAccounts.keys.list({
        name: `projects/${project.id}/serviceAccounts/nobody@${project.id}.iam.gserviceaccount.com`,
      }),
    ).rejects.toMatchObject({ status: 404 });
  });

  test('are found by the address that machines have of them', () => {
    for (const account of allOf(project.serviceAccounts))
      expect(project.serviceAccounts.find(account.id)?.uniqueId).toBe(account.uniqueId);
  });
});

test('tells the permissions of roles to who asks for all', async () => {
  const client = iam({ version: 'v1', auth: authOf(sandbox) as never, rootUrl: `${sandbox.gcp.url}/` });
  const parent = `projects/${project.id}`;
  const brief = await client.projects.roles.list({ parent });
  const whole = await client.projects.roles.list({ parent, view: 'FULL', showDeleted: true });
  expect(brief.data.roles?.[0]).not.toHaveProperty('includedPermissions');
  expect(whole.data.roles?.map(({ name }) => name)).toEqual(
    allOf(project.customRoles).map(({ name }) => name),
  );
  expect(whole.data.roles?.[0]?.includedPermissions).toEqual(project.customRoles.at(0).permissions);
  const predefined = await client.roles.list({ view: 'FULL' });
  expect(predefined.data.roles?.map(({ name }) => name)).toContain('roles/owner');
});

describe('policies', () => {
  test('tell conditions to who asks for them, and else roles that none has', async () => {
    const client = new ProjectsClient(optionsOf(sandbox));
    const resource = `projects/${project.id}`;
    const [whole] = await client.getIamPolicy({ resource, options: { requestedPolicyVersion: 3 } });
    expect(whole.version).toBe(3);
    const conditional = whole.bindings?.find(({ condition }) => condition?.title === 'for the migration');
    expect(conditional).toMatchObject({ role: 'roles/compute.admin' });
    expect(conditional?.condition?.expression).toMatch(/^request\.time < timestamp\("/);
    const [older] = await client.getIamPolicy({ resource });
    expect(older.version).toBe(1);
    expect(older.bindings?.some(({ role }) => role?.startsWith('roles/compute.admin_withcond_'))).toBe(true);
    expect(older.bindings?.every(({ condition }) => condition === null)).toBe(true);
    await client.close();
  });

  test('have members of all sorts', async () => {
    const client = new ProjectsClient(optionsOf(sandbox));
    const members = new Set<string>();
    for (const { id } of sandbox.gcp.estate.projects) {
      const [policy] = await client.getIamPolicy({ resource: `projects/${id}` });
      for (const binding of policy.bindings ?? [])
        for (const member of binding.members ?? []) members.add(member.split(':')[0] ?? '');
    }
    expect([...members]).toEqual(
      expect.arrayContaining(['user', 'group', 'domain', 'serviceAccount', 'deleted', 'principalSet']),
    );
    await client.close();
  });

  test('are there for folders and the organization', async () => {
    const { folders, organization } = sandbox.gcp.estate;
    const folderClient = new FoldersClient(optionsOf(sandbox));
    const organizationClient = new OrganizationsClient(optionsOf(sandbox));
    for (const { id } of folders) {
      const [policy] = await folderClient.getIamPolicy({ resource: `folders/${id}` });
      expect(policy.bindings?.length).toBeGreaterThan(0);
    }
    const [policy] = await organizationClient.getIamPolicy({ resource: `organizations/${organization.id}` });
    expect(policy.bindings?.map(({ role }) => role)).toContain('roles/resourcemanager.organizationAdmin');
    await expect(organizationClient.getIamPolicy({ resource: 'organizations/1' })).rejects.toThrow(
      'resourcemanager.organizations.getIamPolicy',
    );
    await folderClient.close();
    await organizationClient.close();
  });
});
