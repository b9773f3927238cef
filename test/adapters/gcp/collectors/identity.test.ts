import { systemClock } from 'bursar/adapter';
import { describe, expect, test } from 'vitest';
import { accountCollector } from '../../../../adapters/gcp/collectors/account.ts';
import { grantCollector } from '../../../../adapters/gcp/collectors/grant.ts';
import { policyCollector } from '../../../../adapters/gcp/collectors/policy.ts';
import { principalCollector } from '../../../../adapters/gcp/collectors/principal.ts';
import { Hierarchy } from '../../../../adapters/gcp/hierarchy.ts';
import {
  clientsAt,
  collectAll,
  collectFrom,
  GcpRefusal,
  serveGcp,
  testProject,
  testScope,
} from '../gcp-server.ts';

const email = `ci@${testProject}.iam.gserviceaccount.com`;
const accountName = `projects/${testProject}/serviceAccounts/${email}`;
const accounts = `GET /v1/projects/${testProject}/serviceAccounts`;

test('a service account is told with the keys that people have made of it', async () => {
  const key = (id: string, more: object) => ({
    name: `${accountName}/keys/${id}`,
    keyType: 'USER_MANAGED',
    validAfterTime: '2026-01-01T00:00:00Z',
    validBeforeTime: '9999-12-31T23:59:59Z',
    ...more,
  });
  const { resources, calls } = await collectFrom(principalCollector, {
    [accounts]: { accounts: [{ name: accountName, email, uniqueId: '1', displayName: 'CI' }] },
    [`${accounts}/${email}/keys`]: {
      keys: [key('a1', {}), key('b2', { disabled: true, validBeforeTime: '2027-01-01T00:00:00Z' })],
    },
  });
  expect(resources).toEqual([
    {
      kind: 'principal',
      id: `//iam.googleapis.com/${accountName}`,
      name: email,
      scope: testScope,
      untaggable: true,
      attributes: {
        type: 'service-account',
        serviceLinked: false,
        lastUseKnown: false,
        policies: [],
        inlinePolicies: [],
        groups: [],
        credentials: [
          {
            type: 'service-account-key',
            id: 'a1',
            active: true,
            lastUseKnown: false,
            createdAt: Date.parse('2026-01-01T00:00:00Z'),
          },
          {
            type: 'service-account-key',
            id: 'b2',
            active: false,
            lastUseKnown: false,
            createdAt: Date.parse('2026-01-01T00:00:00Z'),
            expiresAt: Date.parse('2027-01-01T00:00:00Z'),
          },
        ],
      },
    },
  ]);
  expect(calls.at(-1)?.query.getAll('keyTypes')).toEqual(['USER_MANAGED']);
});

test('keys of an account that is switched off are no use to anybody; keys that may not be read are unknown', async () => {
  const { resources } = await collectFrom(principalCollector, {
    [accounts]: {
      accounts: [
        { name: accountName, email, disabled: true },
        { name: `${accountName}2`, email: `2${email}` },
      ],
    },
    [`${accounts}/${email}/keys`]: { keys: [{ name: `${accountName}/keys/a1` }] },
    [`${accounts}/${email}2/keys`]: new GcpRefusal(403, 'PERMISSION_DENIED'),
  });
  expect(resources[0]?.attributes).toMatchObject({ credentials: [{ active: false }] });
  expect(resources[1]?.attributes).not.toHaveProperty('credentials');
});

test('custom roles, of a project and of an organization; folders have none', async () => {
  const role = (name: string) => ({
    name,
    title: 'Deployer',
    stage: 'GA',
    includedPermissions: ['run.services.create'],
  });
  const { endpoint, calls } = await serveGcp({
    [`GET /v1/projects/${testProject}/roles`]: { roles: [role(`projects/${testProject}/roles/deployer`)] },
    'GET /v1/organizations/123/roles': { roles: [role('organizations/123/roles/auditor')] },
  });
  const all = clientsAt(endpoint);
  const ofProject = await collectAll(policyCollector, all.of(testProject));
  expect(ofProject.resources).toMatchObject([
    {
      id: `//iam.googleapis.com/projects/${testProject}/roles/deployer`,
      name: 'deployer',
      untaggable: true,
      attributes: {
        managedByProvider: false,
        document: { title: 'Deployer', stage: 'GA', includedPermissions: ['run.services.create'] },
      },
    },
  ]);
  expect(ofProject.resources[0]?.attributes).not.toHaveProperty('attachments');
  const organization = { ...testScope, account: 'organizations/123' };
  const ofOrganization = await collectAll(policyCollector, all.of('organizations/123'), organization);
  expect(ofOrganization.resources.map(({ id }) => id)).toEqual([
    '//iam.googleapis.com/organizations/123/roles/auditor',
  ]);
  const ofFolder = await collectAll(policyCollector, all.of('folders/7'), {
    ...testScope,
    account: 'folders/7',
  });
  expect(ofFolder.resources).toEqual([]);
  expect(calls.map(({ query }) => query.get('view'))).toEqual(['FULL', 'FULL']);
});

describe('grants', () => {
  const policy = {
    version: 3,
    bindings: [
      { role: 'roles/viewer', members: ['user:ada@acme.example', `serviceAccount:${email}`, 'allUsers'] },
      {
        role: `projects/${testProject}/roles/deployer`,
        members: ['group:deployers@acme.example'],
        condition: { title: 'for a while', expression: 'request.time < timestamp("2027-01-01T00:00:00Z")' },
      },
      {
        role: 'roles/owner',
        members: ['deleted:user:bob@acme.example?uid=1', 'principalSet://iam.googleapis.com/pool/x'],
      },
    ],
  };
  const target = `//cloudresourcemanager.googleapis.com/projects/${testProject}`;

  test('of a project are one for each member of a binding', async () => {
    const { resources, calls } = await collectFrom(grantCollector, {
      [`POST /v3/projects/${testProject}:getIamPolicy`]: policy,
    });
    expect(resources.map(({ id, attributes }) => [id, attributes])).toMatchObject([
      [
        `${target}#roles/viewer#user:ada@acme.example`,
        {
          principal: 'user:ada@acme.example',
          principalType: 'user',
          role: 'roles/viewer',
          reach: 'account',
          target,
        },
      ],
      [
        `${target}#roles/viewer#serviceAccount:${email}`,
        { principal: `//iam.googleapis.com/${accountName}`, principalType: 'service-account' },
      ],
      [`${target}#roles/viewer#allUsers`, { principal: 'allUsers', principalType: 'public' }],
      [
        expect.stringContaining('request.time'),
        {
          principalType: 'group',
          role: `//iam.googleapis.com/projects/${testProject}/roles/deployer`,
          condition: 'request.time < timestamp("2027-01-01T00:00:00Z")',
          expiresAt: Date.parse('2027-01-01T00:00:00Z'),
        },
      ],
      [expect.any(String), { principal: 'deleted:user:bob@acme.example?uid=1', principalType: 'user' }],
      [expect.any(String), { principal: 'principalSet://iam.googleapis.com/pool/x', principalType: 'other' }],
    ]);
    expect(resources.every(({ untaggable }) => untaggable === true)).toBe(true);
    // Conditions are told to nobody who does not ask for this version.
    expect(calls[0]?.body).toEqual({ options: { requestedPolicyVersion: 3 } });
  });

  test.each([
    ['organizations/123', 'organization'],
    ['folders/7', 'folder'],
  ])('of %s hold for all below it', async (account, reach) => {
    const { endpoint } = await serveGcp({
      [`POST /v3/${account}:getIamPolicy`]: { bindings: policy.bindings.slice(0, 1) },
    });
    const { resources } = await collectAll(grantCollector, clientsAt(endpoint).of(account), {
      ...testScope,
      account,
    });
    expect(resources[0]?.attributes).toMatchObject({
      reach,
      target: `//cloudresourcemanager.googleapis.com/${account}`,
    });
  });

  test('of a project that has none are none', async () => {
    const { resources } = await collectFrom(grantCollector, {
      [`POST /v3/projects/${testProject}:getIamPolicy`]: { etag: 'ACAB' },
    });
    expect(resources).toEqual([]);
  });
});

describe('a project', () => {
  const record = {
    name: 'projects/123456789012',
    projectId: testProject,
    displayName: 'Acme Production',
    state: 'ACTIVE',
    createTime: '2026-05-01T00:00:00Z',
    labels: { 'cost-center': 'cc-1' },
  };
  const expected = {
    kind: 'account',
    id: `//cloudresourcemanager.googleapis.com/projects/${testProject}`,
    name: 'Acme Production',
    tags: { 'cost-center': 'cc-1' },
    attributes: { number: '123456789012', alias: testProject, state: 'active' },
  };

  test('is asked about where nobody has listed it', async () => {
    const collector = accountCollector(new Hierarchy(systemClock), systemClock);
    const { resources, calls } = await collectFrom(collector, {
      [`GET /v3/projects/${testProject}`]: record,
    });
    expect(resources).toMatchObject([expected]);
    expect(calls).toHaveLength(1);
  });

  test('that was listed just now is not asked about again', async () => {
    const hierarchy = new Hierarchy(systemClock);
    hierarchy.addProject(record, testScope, ['acme.example', 'Production']);
    const { resources, calls } = await collectFrom(accountCollector(hierarchy, systemClock), {});
    expect(resources).toMatchObject([
      { ...expected, attributes: { ...expected.attributes, path: ['acme.example', 'Production'] } },
    ]);
    expect(calls).toEqual([]);
  });

  test('that was listed long ago is asked about again', async () => {
    let now = 0;
    const clock = { now: () => now };
    const hierarchy = new Hierarchy(clock);
    hierarchy.addProject({ ...record, displayName: 'old' }, testScope, undefined);
    now = 3_600_000;
    const { resources } = await collectFrom(accountCollector(hierarchy, clock), {
      [`GET /v3/projects/${testProject}`]: record,
    });
    expect(resources).toMatchObject([expected]);
  });
});
