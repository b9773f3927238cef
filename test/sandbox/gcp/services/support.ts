import { UserRefreshClient } from 'google-auth-library';
import type { Cell, ProjectCell } from '../../../../src/sandbox/gcp/estate/estate.ts';
import type { Population } from '../../../../src/sandbox/population.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../../src/sandbox/sandbox.ts';

export const startedAt = Date.UTC(2026, 10, 20, 12);
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** A sandbox of Google Cloud alone, at a fixed instant. */
export async function gcpSandbox(size: number, options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({ clouds: ['gcp'], seed: 7, size, clock: { now: () => startedAt }, ...options });
}

/** Who is known to the sandbox. */
export function authOf(sandbox: Sandbox): UserRefreshClient {
  const auth = new UserRefreshClient();
  auth.setCredentials({ access_token: sandbox.gcp.token() });
  return auth;
}

/** What a client of Google's is made with to speak to the sandbox. */
export function optionsOf(sandbox: Sandbox) {
  return {
    apiEndpoint: '127.0.0.1',
    port: sandbox.gcp.port,
    protocol: 'http',
    fallback: true,
    projectId: projectOf(sandbox).id,
    // Some clients bring a copy of their own of the library that declares the same class.
    authClient: authOf(sandbox) as never,
  } as const;
}

/** The project with most in it. */
export function projectOf(sandbox: Sandbox): ProjectCell {
  const [first, second] = sandbox.gcp.estate.projects;
  const project = second ?? first;
  if (project === undefined) throw new Error('the estate has no project');
  return project;
}

export function allOf<Model>(population: Population<Model>): readonly Model[] {
  return Array.from({ length: population.size }, (_, index) => population.at(index));
}

/** All of a project's resources of a kind, with the cell of each. */
export function allIn<Model>(
  project: ProjectCell,
  population: (cell: Cell) => Population<Model>,
): readonly (Model & { readonly cell: Cell })[] {
  return project.cells.flatMap((cell) => allOf(population(cell)).map((model) => ({ ...model, cell })));
}
