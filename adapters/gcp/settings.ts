import { kinds } from 'bursar/adapter';
import type { AuthClient } from 'google-auth-library';
import { z } from 'zod';
import { gcpServices } from './rates.ts';

const projectId = z
  .string()
  .regex(
    /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
    'expected the id of a project, such as "acme-prod"',
  );

const number = (of: string) => z.string().regex(/^\d{1,20}$/, `expected the number of ${of}`);

const below = { exclude: z.array(projectId).default([]) };

const chosenProjects = z.union(
  [
    z
      .array(projectId)
      .min(1)
      .refine((ids) => new Set(ids).size === ids.length, 'a project is named twice'),
    z.strictObject({ organization: number('an organization'), ...below }),
    z.strictObject({ folder: number('a folder'), ...below }),
  ],
  'expected a list of project ids, { organization: "123" } or { folder: "456" }',
);

const authClient = z.custom<AuthClient>(
  (value) => typeof value === 'object' && value !== null && 'getRequestHeaders' in value,
  'expected a client of google-auth-library',
);

const accessToken = z.custom<() => Promise<string>>(
  (value) => typeof value === 'function',
  'expected a function that gives an access token',
);

/** The contents of a credentials file: of a service account, a workload identity federation, a user. */
const credentials = z.looseObject({ type: z.string() }, 'expected the contents of a credentials file');

const endpoint = z
  .url()
  .refine((text) => isLoopback(text) || text.startsWith('https:'), 'plain http is for loopback only');

/** What `gcp({ … })` takes. */
export const gcpSettings = z.strictObject({
  /** Which projects, or what they are below: left out, the project of the credentials. */
  projects: chosenProjects.optional(),
  /** Only what is in these regions, and what has none: left out, everything. */
  regions: z
    .array(z.string().regex(/^[a-z]+(?:-[a-z]+)+\d+$/, 'expected a region such as "europe-west1"'))
    .min(1)
    .optional(),
  /** Names of the kinds to inventory: left out, all. */
  kinds: z
    .array(z.enum(kinds.map(({ name }) => name)))
    .min(1)
    .optional(),
  /**
   * Who is asked what there is: each project's services, or Cloud Asset Inventory for all at once. Left out, the assets
   * for an organization or folder, the services for projects.
   */
  inventory: z.enum(['services', 'assets']).optional(),
  /** Where to send everything to, in place of Google. */
  endpoint: endpoint.optional(),
  /** In place of the application default credentials, for programs. */
  credentials: credentials.optional(),
  /** Gives an access token whenever one is needed, for programs. */
  accessToken: accessToken.optional(),
  /** A client of google-auth-library that knows its own credentials, for programs. */
  authClient: authClient.optional(),
  /** The project that calls are counted and billed for; left out, the one that is read. */
  quotaProject: projectId.optional(),
  /** Calls a second to a service, in each project, in place of Bursar's own caution: `{ compute: 10 }`. */
  callsPerSecond: z.partialRecord(z.enum(gcpServices), z.number().positive()).default({}),
  /** Attempts for a call, the first one included. */
  maxAttempts: z.int().min(1).max(20).default(6),
  /** How long a call may take before it is tried again. */
  requestTimeoutMs: z.int().min(100).max(600_000).default(60_000),
});

export type GcpSettings = z.output<typeof gcpSettings>;

/** As a config writes them. */
export type GcpSettingsInput = z.input<typeof gcpSettings>;

/** The folder or organization whose projects are read: `organizations/123`; undefined where projects were named. */
export function topOf({ projects }: Pick<GcpSettings, 'projects'>): string | undefined {
  if (projects === undefined || Array.isArray(projects)) return undefined;
  return 'organization' in projects ? `organizations/${projects.organization}` : `folders/${projects.folder}`;
}

/** Who is asked what there is. */
export function inventoryOf({ inventory, projects }: GcpSettings): 'services' | 'assets' {
  return inventory ?? (topOf({ projects }) === undefined ? 'services' : 'assets');
}

function isLoopback(text: string): boolean {
  // What is no URL at all is told as such.
  if (!URL.canParse(text)) return true;
  const { hostname } = new URL(text);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
