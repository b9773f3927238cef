import type { RoleAssignment, RoleDefinition } from '../estate/authorization.ts';
import { type BuiltInRole, builtInRoles } from '../estate/built-in-roles.ts';
import { type ArmDocument, textsOf } from './arm-document.ts';
import { armType, derivedType } from './arm-type.ts';
import { commonOf, isoText } from './common.ts';

export const identityType = armType({
  name: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  population: (cell) => cell.identities,
  document: (identity, cell): ArmDocument => ({
    ...commonOf(identity, cell),
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    properties: textsOf({
      tenantId: cell.tenantId,
      principalId: identity.principalId,
      clientId: identity.clientId,
    }),
  }),
});

export const roleAssignmentType = armType({
  name: 'Microsoft.Authorization/roleAssignments',
  table: 'authorizationresources',
  population: (cell) => cell.roleAssignments,
  document: (assignment): ArmDocument => ({
    id: assignment.armId,
    name: assignment.name,
    type: 'Microsoft.Authorization/roleAssignments',
    properties: assignmentProperties(assignment),
    createdAt: assignment.createdAt,
  }),
});

function assignmentProperties(assignment: RoleAssignment) {
  return textsOf({
    roleDefinitionId: assignment.roleDefinitionId,
    principalId: assignment.principalId,
    principalType: assignment.principalType,
    scope: assignment.scope,
    condition: assignment.condition ?? null,
    conditionVersion: assignment.condition === undefined ? null : '2.0',
    createdOn: isoText(assignment.createdAt),
    updatedOn: isoText(assignment.createdAt),
    createdBy: '00000000-0000-0000-0000-000000000001',
    updatedBy: '00000000-0000-0000-0000-000000000001',
    delegatedManagedIdentityResourceId: null,
    description: null,
  });
}

export const roleDefinitionType = armType({
  name: 'Microsoft.Authorization/roleDefinitions',
  table: 'authorizationresources',
  population: (cell) => cell.roleDefinitions,
  document: (definition): ArmDocument => customRole(definition),
});

function customRole(definition: RoleDefinition): ArmDocument {
  const { actions, notActions, dataActions } = definition;
  return {
    id: definition.armId,
    name: definition.name,
    type: 'Microsoft.Authorization/roleDefinitions',
    createdAt: definition.createdAt,
    properties: textsOf({
      roleName: definition.roleName,
      type: 'CustomRole',
      description: '',
      assignableScopes: definition.scopes,
      permissions: [{ actions, notActions, dataActions, notDataActions: [] }],
      createdOn: isoText(definition.createdAt),
      updatedOn: isoText(definition.modifiedAt),
      createdBy: '00000000-0000-0000-0000-000000000001',
      updatedBy: '00000000-0000-0000-0000-000000000001',
    }),
  };
}

/** A role that comes with Azure, as it is told of in a scope. */
export function builtInDocument(role: BuiltInRole, scope: string): ArmDocument {
  const { actions, notActions, dataActions } = role;
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${role.id}`,
    name: role.id,
    type: 'Microsoft.Authorization/roleDefinitions',
    properties: textsOf({
      roleName: role.name,
      type: 'BuiltInRole',
      description: role.description,
      assignableScopes: ['/'],
      permissions: [{ actions, notActions, dataActions, notDataActions: [] }],
      createdOn: '2015-02-02T21:55:09.8806423Z',
      updatedOn: '2023-08-21T15:07:02.6573260Z',
      createdBy: null,
      updatedBy: null,
    }),
  };
}

/** The roles that come with Azure, as Resource Graph has them: once in the whole tenant. */
export const builtInType = derivedType({
  name: 'Microsoft.Authorization/roleDefinitions',
  table: 'authorizationresources',
  ofTenant: true,
  size: () => builtInRoles.length,
  at(_, index): ArmDocument {
    const role = builtInRoles[index];
    if (role === undefined) throw new RangeError(`there is no role ${index} that comes with Azure`);
    return builtInDocument(role, '');
  },
});
