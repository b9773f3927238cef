import type { TokenCredential } from '@azure/core-auth';
import { kinds } from 'bursar/adapter';
import { z } from 'zod';
import { azureCloudNames } from './clouds.ts';
import { budgetedServices } from './rates.ts';

const guid = z
  .string()
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'expected a GUID')
  .transform((text) => text.toLowerCase());

const subscription = guid.describe('a subscription’s id');

const subscriptions = z.union(
  [
    z.array(subscription).min(1),
    z.strictObject({
      /** Id of a management group: all subscriptions below it. */
      managementGroup: z.string().regex(/^[\w().-]{1,90}$/),
      /** Subscriptions to leave out. */
      exclude: z.array(subscription).default([]),
    }),
  ],
  'expected a list of subscription ids, or { managementGroup, exclude? }',
);

/** Where a secret is kept: a config holds none itself. Programs may give a function that tells it. */
const secret = z.union(
  [
    z.strictObject({ env: z.string().min(1) }),
    z.strictObject({ file: z.string().min(1) }),
    z.custom<() => Promise<string>>((value) => typeof value === 'function'),
  ],
  'expected where the secret is kept: { env: NAME } or { file: PATH }',
);

const application = { tenantId: guid, clientId: guid };

const tokenCredential = z.custom<TokenCredential>(
  (value) => typeof value === 'object' && value !== null && 'getToken' in value,
);

const credential = z.union(
  [
    z.enum(['default', 'managed-identity', 'workload-identity', 'cli']),
    /** A user-assigned managed identity. */
    z.strictObject({ managedIdentity: guid }),
    z.strictObject({ ...application, secret }),
    /** A PEM file with the certificate and its key. */
    z.strictObject({ ...application, certificate: z.string().min(1), password: secret.optional() }),
    /** A token of another issuer (Kubernetes, GitHub) that Entra ID trusts. */
    z.strictObject({ ...application, tokenFile: z.string().min(1) }),
    tokenCredential,
  ],
  [
    'expected "default", "managed-identity", "workload-identity", "cli"',
    '{ managedIdentity: CLIENT_ID }',
    '{ tenantId, clientId, secret: { env: NAME } }',
    '{ tenantId, clientId, certificate: PATH }',
    'or { tenantId, clientId, tokenFile: PATH }',
  ].join(', '),
);

const httpsUrl = z.url({ protocol: /^https$/, error: 'expected an address that begins with https://' });

/** What `azure({ … })` takes. */
export const azureSettings = z.strictObject({
  /** Which subscriptions: left out, all that the credential sees. */
  subscriptions: subscriptions.optional(),
  /** As whom to sign in: left out, by whatever `DefaultAzureCredential` finds. */
  credential: credential.default('default'),
  /** The tenant to sign in to, where the credential does not say and may be of several. */
  tenant: guid.optional(),
  /** Whether the tenant itself is read as well: service principals, and what is granted above subscriptions. */
  directory: z.boolean().default(true),
  regions: z
    .union(
      [
        z.literal('all'),
        z.array(z.string().regex(/^[a-z]+\d?$/, 'expected a region such as "westeurope"')).min(1),
      ],
      'expected "all" or a list of regions such as "westeurope"',
    )
    .default('all'),
  /** Names of the kinds to inventory: left out, all. */
  kinds: z
    .array(z.enum(kinds.map(({ name }) => name)))
    .min(1)
    .optional(),
  /** By Resource Graph, many subscriptions at once, or by each service's own lists, slower and never behind. */
  inventory: z.enum(['graph', 'arm']).default('graph'),
  /** Whether each subscription is asked since when its deallocated machines are so, which Resource Graph does not know. */
  stoppedSince: z.boolean().default(true),
  /** Which of Microsoft's clouds. */
  cloud: z.enum(azureCloudNames).default('public'),
  /** Where to send everything to, in place of Azure; Microsoft Graph is then at `/graph` there, metrics at `/metrics`. */
  endpoint: httpsUrl.optional(),
  /** Where to sign in: left out, at `endpoint` where there is one, else where the cloud does. */
  authority: httpsUrl.optional(),
  /** A PEM file, or its text, with the authorities to trust besides those of the system. */
  ca: z.string().min(1).optional(),
  /** Calls a second to a service, in each subscription, in place of Bursar's own caution: `{ Compute: 5 }`. */
  callsPerSecond: z.partialRecord(z.enum(budgetedServices), z.number().positive()).default({}),
  /** Attempts for a call, the first one included. */
  maxAttempts: z.int().min(1).max(20).default(6),
  /** How long a call may take before it is tried again. */
  requestTimeoutMs: z.int().min(100).max(600_000).default(60_000),
});

export type AzureSettings = z.output<typeof azureSettings>;

/** As a config writes them. */
export type AzureSettingsInput = z.input<typeof azureSettings>;
