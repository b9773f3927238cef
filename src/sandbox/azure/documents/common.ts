import type { Cell } from '../estate/estate.ts';
import type { AzureModel } from '../estate/model.ts';
import type { ArmDocument } from './arm-document.ts';

/** What is told of every resource in the same way. */
export function commonOf(
  model: AzureModel,
  cell: Pick<Cell, 'location'>,
): Pick<ArmDocument, 'id' | 'name' | 'group' | 'location' | 'tags' | 'createdAt'> {
  return {
    id: model.armId,
    name: model.name,
    group: model.group.name,
    location: cell.location,
    tags: model.tags,
    createdAt: model.createdAt,
  };
}

/** An instant as most providers write it. */
export function isoText(at: number): string {
  return new Date(at).toISOString();
}

/** The identities of a resource, where it has one of the company's, as JSON. */
export function identityText(id: string | undefined): string | undefined {
  return id === undefined
    ? undefined
    : JSON.stringify({ type: 'UserAssigned', userAssignedIdentities: { [id]: {} } });
}
