import type { Clock, Scope } from 'bursar/adapter';
import type { ClientsOfProjects } from './clients-of-projects.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { GcpSettings } from './settings.ts';

/** What a connection is made of. */
export interface ConnectionParts {
  readonly settings: GcpSettings;
  readonly clients: ClientsOfProjects;
  readonly hierarchy: Hierarchy;
  readonly clock: Clock;
}

/** Whether a scope is a project, and no folder or organization. */
export function isProject({ account }: Scope): boolean {
  return !account.includes('/');
}
