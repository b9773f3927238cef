import type { Estate, ProjectCell } from '../../estate/estate.ts';
import type { Folder } from '../../estate/place.ts';
import { permissionDenied } from '../../refusals.ts';
import type { GcpRequest } from '../../service.ts';
import { projectOf } from '../projects.ts';

/** What an inventory is taken of: a project, or everything below a folder or the organization. */
export interface AssetScope {
  readonly projects: readonly ProjectCell[];
  readonly folders: readonly Folder[];
  readonly withOrganization: boolean;
}

/** What a request is about. @throws {GoogleError} for what is not there, or not to be seen. */
export function scopeOf(estate: Estate, request: GcpRequest): AssetScope {
  const { folder, organization, project } = request.params;
  if (project !== undefined)
    return { projects: [projectOf(estate, request)], folders: [], withOrganization: false };
  if (organization === estate.organization.id)
    return { projects: estate.projects, folders: estate.folders, withOrganization: true };
  const own = estate.folders.find(({ id }) => id === folder);
  if (own === undefined)
    throw permissionDenied(
      'cloudasset.assets.listResource',
      folder === undefined ? `organizations/${organization ?? ''}` : `folders/${folder}`,
    );
  const isBelow = (parent: string): boolean => ancestorsOf(estate, parent).includes(`folders/${own.id}`);
  return {
    projects: estate.projects.filter(({ parent }) => isBelow(parent)),
    folders: estate.folders.filter(({ id }) => isBelow(`folders/${id}`)),
    withOrganization: false,
  };
}

/** A folder or the organization and all that is above it, the nearest first. */
export function ancestorsOf(estate: Estate, name: string): readonly string[] {
  const above = estate.folders.find(({ id }) => name === `folders/${id}`)?.parent;
  return above === undefined ? [name] : [name, ...ancestorsOf(estate, above)];
}
