import type { EpochMs } from '../../../core/time.ts';
import type { Population } from '../../population.ts';
import { Dice, mixText, type Weighted } from '../../seeded.ts';
import { diskIdOf, vmIdOf } from './attachment.ts';
import { builtInRole } from './built-in-roles.ts';
import { guidOf, indexOfGuid } from './guid.ts';
import { principalIdOf } from './identities.ts';
import { type AzureModel, daysBefore, seedOf, serviceOf, withChanges } from './model.ts';
import { groupOf, type Place } from './place.ts';

/** A modelled role assignment. */
export interface RoleAssignment extends AzureModel {
  /** What it holds for. */
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly principalType: 'User' | 'Group' | 'ServicePrincipal';
  readonly condition?: string | undefined;
}

/** A modelled role that somebody of the company's wrote. */
export interface RoleDefinition extends AzureModel {
  readonly roleName: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly scopes: readonly string[];
  readonly modifiedAt: EpochMs;
}

type Reach = 'subscription' | 'resource-group' | 'machine' | 'disk' | 'management-group';

const reaches: readonly Weighted<Reach>[] = [
  [40, 'subscription'],
  [35, 'resource-group'],
  [12, 'machine'],
  [5, 'disk'],
  [8, 'management-group'],
];

const principals: readonly Weighted<'identity' | 'application' | 'user' | 'group'>[] = [
  [40, 'identity'],
  [15, 'application'],
  [25, 'user'],
  [20, 'group'],
];

const condition =
  "((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'reports'))";

/** The role assignments that belong with a place: of its subscription, or above it, or of what is in it. */
export function roleAssignmentsOf(place: Place, companyGroup: string): Population<RoleAssignment> {
  return guidPopulation(place, 'role-assignment', (index, name, dice) => {
    const reach = dice.weighted(reaches);
    const scope = scopeOf(place, reach, companyGroup, dice.bits());
    const { principalId, principalType } = principalOf(place, dice);
    const custom = dice.chance(0.15) && place.count('role-definition') > 0 && reach !== 'management-group';
    const drawn = dice.bits();
    const { path } = groupOf(place, 0);
    const subscriptionPath = path.slice(0, path.indexOf('/resourceGroups'));
    const role = custom
      ? guidOf(mixText(place.seed, 'role-definition'), drawn % place.count('role-definition'))
      : builtInRole(drawn).id;
    const armId = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    return {
      ...untagged(place, index, name, armId),
      createdAt: daysBefore(place, dice.between(10, 900)),
      scope,
      roleDefinitionId: `${reach === 'management-group' ? '' : subscriptionPath}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      principalId,
      principalType,
      condition: dice.chance(0.05) ? condition : undefined,
    };
  });
}

function scopeOf(place: Place, reach: Reach, companyGroup: string, drawn: number): string {
  const { path } = groupOf(place, drawn);
  const machines = place.count('instance');
  switch (reach) {
    case 'management-group':
      return `/providers/Microsoft.Management/managementGroups/${companyGroup}`;
    case 'machine':
      return machines === 0 ? path : vmIdOf(place, drawn % machines);
    case 'disk':
      return machines === 0 ? path : diskIdOf(place, drawn % machines);
    case 'resource-group':
      return path;
    case 'subscription':
      return path.slice(0, path.indexOf('/resourceGroups'));
  }
}

function principalOf(place: Place, dice: Dice): Pick<RoleAssignment, 'principalId' | 'principalType'> {
  const who = dice.weighted(principals);
  const drawn = dice.bits();
  const identities = place.count('identity');
  const applications = place.count('application');
  if (who === 'identity' && identities > 0)
    return { principalId: principalIdOf(place, drawn % identities), principalType: 'ServicePrincipal' };
  if (who === 'application' && applications > 0)
    return {
      principalId: servicePrincipalIdOf(place, drawn % applications),
      principalType: 'ServicePrincipal',
    };
  const group = who === 'group';
  const principalId = guidOf(mixText(place.estateSeed, group ? 'groups' : 'users'), drawn % 20);
  return { principalId, principalType: group ? 'Group' : 'User' };
}

/** The id of the object that stands for an application of a place in the tenant. */
export function servicePrincipalIdOf(place: Pick<Place, 'seed'>, index: number): string {
  return guidOf(mixText(place.seed, 'service-principal'), index);
}

/** The roles that people of a place's subscription wrote. */
export function roleDefinitionsOf(place: Place): Population<RoleDefinition> {
  return guidPopulation(place, 'role-definition', (index, name, dice) => {
    const { path } = groupOf(place, 0);
    const scope = path.slice(0, path.indexOf('/resourceGroups'));
    const armId = `${scope}/providers/Microsoft.Authorization/roleDefinitions/${name}`;
    const createdDaysAgo = dice.between(100, 900);
    return {
      ...untagged(place, index, name, armId),
      // A role is one of the tenant's, wherever it may be assigned.
      arn: `/providers/microsoft.authorization/roledefinitions/${name}`,
      createdAt: daysBefore(place, createdDaysAgo),
      modifiedAt: daysBefore(place, dice.between(1, createdDaysAgo)),
      roleName: `Acme ${serviceOf(dice.bits())} operator ${place.shortLocation} ${index + 1}`,
      actions: dice.pick([
        ['Microsoft.Compute/*/read', 'Microsoft.Compute/virtualMachines/start/action'],
        ['*'],
        ['Microsoft.Storage/*', 'Microsoft.Network/*/read'],
      ]),
      notActions: dice.chance(0.3) ? ['Microsoft.Authorization/*/Write'] : [],
      dataActions: dice.chance(0.2)
        ? ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read']
        : [],
      scopes: [scope],
    };
  });
}

/** What has no tags, and no group of its own. */
function untagged(place: Place, index: number, name: string, armId: string) {
  return {
    index,
    id: name,
    name,
    group: groupOf(place, 0),
    armId,
    arn: armId.toLowerCase(),
    tags: [],
    truths: [],
    undecidable: [],
  };
}

function guidPopulation<Model extends AzureModel>(
  place: Place,
  kind: 'role-assignment' | 'role-definition',
  make: (index: number, name: string, dice: Dice) => Model,
): Population<Model> {
  const size = place.count(kind);
  const names = mixText(place.seed, kind);

  function at(index: number): Model {
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`there is no ${kind} ${index} among ${size}`);
    return withChanges(place, make(index, guidOf(names, index), new Dice(seedOf(place, kind, index))));
  }

  function find(name: string): Model | undefined {
    const index = indexOfGuid(names, name);
    return index === undefined || index >= size ? undefined : at(index);
  }

  return { size, at, find };
}
