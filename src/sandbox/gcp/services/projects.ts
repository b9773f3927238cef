import type { Estate, ProjectCell } from '../estate/estate.ts';
import { permissionDenied } from '../refusals.ts';
import type { GcpRequest } from '../service.ts';

/** The project that a request is about, with what it has. */
export function projectOf(estate: Estate, { project }: Pick<GcpRequest, 'project'>): ProjectCell {
  const found = estate.project(project.id);
  // The front has looked it up already.
  if (found === undefined) throw permissionDenied('resourcemanager.projects.get', `projects/${project.id}`);
  return found;
}
