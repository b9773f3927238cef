import { expect, it } from 'vitest';
import {
  type AzureCall,
  otherSubscription,
  refusal,
  serveAzure,
  testSubscription,
  testTenant,
} from '../azure-server.ts';
import { collected, collectedBothWays, connected, testScope } from '../connected.ts';
import { common, document, idIn, lowerId } from '../documents.ts';
import type { ArmDocument } from '../graph-table.ts';

const authorization = 'providers/Microsoft.Authorization';
const group = '/providers/Microsoft.Management/managementGroups/Acme';
const identity = document('Microsoft.ManagedIdentity/userAssignedIdentities/Web', {
  principalId: 'P-Identity',
});

function assignment(scope: string, name: string, properties: object): ArmDocument {
  const prefix = scope === '/' ? '' : scope;
  return {
    id: `${prefix}/${authorization}/roleAssignments/${name}`,
    name,
    type: 'Microsoft.Authorization/roleAssignments',
    properties: { scope, createdOn: '2026-01-02T03:04:05.1234567Z', ...properties },
  };
}

function role(name: string, properties: object): ArmDocument {
  const id = `/subscriptions/${testSubscription}/${authorization}/roleDefinitions/${name}`;
  return { id, name, type: 'Microsoft.Authorization/roleDefinitions', properties };
}

const roleId = (name: string) =>
  `/subscriptions/${testSubscription}/${authorization}/roleDefinitions/${name}`;
const contributor = role('B24988AC', {
  roleName: 'Contributor',
  type: 'BuiltInRole',
  assignableScopes: ['/'],
});
const operator = role('CAFE', {
  roleName: 'VM operator',
  type: 'CustomRole',
  description: 'Starts and stops.',
  permissions: [{ actions: ['Microsoft.Compute/virtualMachines/*'], notActions: [] }],
  assignableScopes: [`/subscriptions/${testSubscription}`],
  createdOn: '2026-01-02T03:04:05Z',
  updatedOn: '2026-02-02T03:04:05Z',
});
const everywhere = role('BEEF', {
  ...(operator['properties'] as object),
  roleName: 'Everywhere',
  assignableScopes: [group],
});

const assignments = [
  assignment(`/subscriptions/${testSubscription}`, 'a1', {
    principalId: 'U1',
    principalType: 'User',
    roleDefinitionId: roleId('b24988ac'),
  }),
  assignment(idIn('Microsoft.Storage/storageAccounts/Kept'), 'a2', {
    principalId: 'p-identity',
    principalType: 'ServicePrincipal',
    roleDefinitionId: roleId('cafe'),
    condition: '@Resource[x] StringEquals y',
  }),
  assignment(`/subscriptions/${testSubscription}/resourceGroups/Payments`, 'a3', {
    principalId: 'S1',
    principalType: 'ServicePrincipal',
    roleDefinitionId: roleId('cafe'),
  }),
];
const above = [
  assignment(group, 'a4', {
    principalId: 'G1',
    principalType: 'Group',
    roleDefinitionId: '/providers/Microsoft.Authorization/roleDefinitions/beef',
  }),
  assignment('/', 'a5', {
    principalId: 'U1',
    principalType: 'User',
    roleDefinitionId: '/providers/Microsoft.Authorization/roleDefinitions/owner',
  }),
];

it('reads role assignments of a subscription alike from both', async () => {
  const documents = [identity, contributor, operator, ...assignments];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'grant');
  const scope = { provider: 'azure', account: testSubscription, region: 'global' };
  const ofAll = { kind: 'grant', scope, untaggable: true, createdAt: Date.UTC(2026, 0, 2, 3, 4, 5, 123) };
  const custom = '/providers/microsoft.authorization/roledefinitions/cafe';
  const expected = [
    {
      ...ofAll,
      name: 'a1',
      attributes: {
        principal: 'user:u1',
        principalType: 'user',
        role: 'Contributor',
        reach: 'account',
        target: `/subscriptions/${testSubscription}`,
      },
    },
    {
      ...ofAll,
      name: 'a2',
      attributes: {
        principal: lowerId('Microsoft.ManagedIdentity/userAssignedIdentities/Web'),
        principalType: 'managed-identity',
        role: custom,
        reach: 'resource',
        target: lowerId('Microsoft.Storage/storageAccounts/Kept'),
        condition: '@Resource[x] StringEquals y',
      },
    },
    {
      ...ofAll,
      name: 'a3',
      attributes: {
        principal: '/serviceprincipals/s1',
        principalType: 'service-principal',
        role: custom,
        reach: 'resource-group',
        target: `/subscriptions/${testSubscription}/resourcegroups/payments`,
      },
    },
  ].map((one, index) => ({ ...one, id: assignments[index]?.id.toLowerCase() }));
  expect(byGraph.resources.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(expected);
  expect({ ...byArm, resources: byArm.resources.length }).toEqual({ ...byGraph, resources: 3 });
  expect(byArm.resources).toEqual(byGraph.resources);
});

it('reads what is granted above subscriptions once, in the tenant', async () => {
  const groups = {
    status: 200,
    body: { value: [{ id: group, name: 'Acme', type: 'Microsoft.Management/managementGroups' }] },
  };
  const documents = [contributor, ...above];
  const instead = ({ path }: AzureCall) => {
    if (path === '/providers/Microsoft.Management/managementGroups') return groups;
    if (path === `${group}/${authorization}/roleAssignments`) return { status: 200, body: { value: above } };
    return undefined;
  };
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents, instead }), 'grant');
  const tenant = `tenants/${testTenant}`;
  expect(
    byGraph.resources.map(({ scope, attributes }) => ({ account: scope.account, attributes })),
  ).toMatchObject([
    { account: tenant, attributes: { reach: 'organization', target: `/${tenant}` } },
    { account: tenant, attributes: { reach: 'folder', target: group.toLowerCase(), principal: 'group:g1' } },
  ]);
  expect(byArm).toEqual(byGraph);
});

it('reads the roles that customers made, and how many have them', async () => {
  const documents = [contributor, operator, everywhere, ...assignments];
  const groups = { status: 200, body: { value: [{ id: group, name: 'Acme' }] } };
  const instead = ({ path }: AzureCall) => {
    if (path === '/providers/Microsoft.Management/managementGroups') return groups;
    if (path.startsWith(`${group}/${authorization}/roleDefinitions`))
      return { status: 200, body: { value: [everywhere] } };
    return undefined;
  };
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents, instead }), 'policy');
  expect(byGraph.resources).toEqual([
    {
      kind: 'policy',
      id: '/providers/microsoft.authorization/roledefinitions/beef',
      name: 'Everywhere',
      scope: { provider: 'azure', account: `tenants/${testTenant}`, region: 'global' },
      untaggable: true,
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      attributes: {
        managedByProvider: false,
        modifiedAt: Date.UTC(2026, 1, 2, 3, 4, 5),
        document: expect.objectContaining({ assignableScopes: [group] }),
      },
    },
    expect.objectContaining({
      id: '/providers/microsoft.authorization/roledefinitions/cafe',
      scope: testScope(),
      attributes: expect.objectContaining({
        attachments: 2,
        document: expect.objectContaining({ roleName: 'VM operator' }),
      }),
    }),
  ]);
  expect(byArm).toEqual(byGraph);
});

/** A directory with an application of the tenant's, one of Microsoft's, and two managed identities. */
function directory(call: AzureCall) {
  if (call.path === '/graph/v1.0/applications') {
    const passwordCredentials = [
      {
        keyId: 'k1',
        startDateTime: '2020-01-01T00:00:00Z',
        endDateTime: '2021-01-01T00:00:00Z',
        hint: 'abc',
      },
    ];
    return { status: 200, body: { value: [{ appId: 'app-1', passwordCredentials, keyCredentials: [] }] } };
  }
  if (call.path !== '/graph/v1.0/servicePrincipals') return undefined;
  const vm = idIn('Microsoft.Compute/virtualMachines/Web');
  const value = [
    {
      id: 'SP1',
      appId: 'app-1',
      displayName: 'deploy',
      servicePrincipalType: 'Application',
      appOwnerOrganizationId: testTenant,
      createdDateTime: '2026-01-02T03:04:05Z',
    },
    {
      id: 'SP2',
      appId: 'app-2',
      displayName: 'Office',
      servicePrincipalType: 'Application',
      appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
    },
    {
      id: 'SP3',
      appId: 'app-3',
      displayName: 'Web',
      servicePrincipalType: 'ManagedIdentity',
      alternativeNames: ['isExplicit=False', vm],
      keyCredentials: [{ keyId: 'own' }],
    },
    {
      id: 'SP4',
      appId: 'app-4',
      displayName: 'shared',
      servicePrincipalType: 'ManagedIdentity',
      alternativeNames: ['isExplicit=True', identity.id],
    },
  ];
  return { status: 200, body: { value } };
}

it('reads managed identities alike from both, and the service principals of the tenant', async () => {
  const server = await serveAzure({ documents: [identity], instead: directory });
  const { byGraph, byArm } = await collectedBothWays(server, 'principal');
  const nobody = { lastUseKnown: false, policies: [], inlinePolicies: [], groups: [] };
  const inTenant = { kind: 'principal', scope: testScope(`tenants/${testTenant}`), untaggable: true };
  expect(byGraph).toEqual({
    failed: [],
    unreadable: [],
    resources: [
      {
        ...inTenant,
        id: '/serviceprincipals/sp1',
        name: 'deploy',
        createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
        attributes: {
          ...nobody,
          type: 'service-principal',
          serviceLinked: false,
          credentials: [
            {
              type: 'secret',
              id: 'k1',
              active: false,
              createdAt: Date.UTC(2020, 0, 1),
              expiresAt: Date.UTC(2021, 0, 1),
              lastUseKnown: false,
            },
          ],
        },
      },
      {
        ...inTenant,
        id: '/serviceprincipals/sp2',
        name: 'Office',
        attributes: { ...nobody, type: 'service-principal', serviceLinked: true, credentials: [] },
      },
      {
        ...inTenant,
        id: '/serviceprincipals/sp3',
        name: 'Web',
        attributes: { ...nobody, type: 'managed-identity', serviceLinked: false, credentials: [] },
      },
      {
        ...common('principal', 'Microsoft.ManagedIdentity/userAssignedIdentities/Web'),
        attributes: { ...nobody, type: 'managed-identity', serviceLinked: false, credentials: [] },
      },
    ],
  });
  expect(byArm).toEqual(byGraph);
});

it('reads managed identities where the directory may not be read, and says what to grant', async () => {
  const server = await serveAzure({ documents: [identity] });
  const { resources, failed } = await collected(await connected(server), 'principal');
  expect(resources).toHaveLength(1);
  expect(failed).toEqual([
    expect.stringMatching(
      /^tenants\/.*DeniedError: Authorization_RequestDenied.*grant Application\.Read\.All/,
    ),
  ]);
});

it('lets a subscription fail alone where grants are listed by Resource Manager', async () => {
  const server = await serveAzure({
    documents: [contributor, ...assignments],
    instead: ({ path, method }) => {
      if (method === 'POST') return refusal(403, 'AuthorizationFailed');
      return path.startsWith(`/subscriptions/${otherSubscription}/`) || path.startsWith('/providers/')
        ? refusal(403, 'AuthorizationFailed')
        : undefined;
    },
  });
  const { resources, failed } = await collected(await connected(server), 'grant');
  expect(resources).toHaveLength(3);
  expect(failed.toSorted()).toEqual([
    expect.stringMatching(new RegExp(`^${otherSubscription}: DeniedError`)),
    expect.stringMatching(/^tenants\/.*: DeniedError/),
  ]);
});
