import { z } from 'zod';

const labelName = z.string().regex(/^[a-zA-Z_]\w*$/, 'expected the name of a label');

/** Where a secret is, which is never in the config itself: read anew for every request, so that it may be changed. */
const secret = z.union(
  [z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })],
  'expected { env: "NAME" } or { file: "path" }',
);

export type Secret = z.output<typeof secret>;

const from = z.union(
  [z.enum(['id', 'id-tail', 'name', 'private-ip']), z.templateLiteral(['tag:', z.string().min(1)])],
  'expected "id", "id-tail", "name", "private-ip" or "tag:<key>"',
);

const identifier = z.strictObject({
  /** The label by which series tell which resource they are of: `instance_id`, `Hostname`, `instance`. */
  label: labelName,
  /** What of the resource its value is; `id-tail` is the last part of the id: `i-0abc`, the name in a self link. */
  from,
  /** Whether a port may follow the value, as in `10.0.0.7:9100`. */
  port: z.boolean().default(false),
  /** Whether capitals and small letters are the same. */
  ignoreCase: z.boolean().default(false),
});

/** How a resource is found among series. */
export type Identifier = z.output<typeof identifier>;

const template = z
  .string()
  .min(1)
  .refine((text) => text.includes('$match'), 'expected a selector with $match in it: up{$match}');

const pointKinds = ['average', 'maximum', 'sum'] as const;

const query = z
  .strictObject({
    /** Kinds of resource that it knows. */
    kinds: z.array(z.string().min(1)).min(1).default(['instance']),
    average: template.optional(),
    maximum: template.optional(),
    sum: template.optional(),
    /** What evidence is said to come from; left out, the query. */
    source: z.string().min(1).optional(),
  })
  .refine((given) => pointKinds.some((points) => given[points] !== undefined), {
    error: 'expected a query under "average", "maximum" or "sum"',
  });

/** The queries of a signal, by what a point of it is. */
export type SignalQuery = z.output<typeof query>;

const patterns = z.array(z.string().min(1)).min(1);

/** What `prometheus({ … })` takes. */
export const prometheusSettings = z.strictObject({
  /** Of the server, or of what speaks its HTTP API (Thanos, Mimir, VictoriaMetrics, a managed service). */
  url: z
    .url({ protocol: /^https?$/, error: 'expected an http or https URL' })
    .refine((text) => isWithoutCredentials(text), 'give credentials as "basicAuth" or "bearerToken"'),
  /** Tells several servers apart. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'expected small letters, digits and hyphens')
    .default('prometheus'),
  bearerToken: secret.optional(),
  basicAuth: z.strictObject({ username: z.string().min(1), password: secret }).optional(),
  headers: z.record(z.string().regex(/^[\w-]+$/), z.union([z.string(), secret])).default({}),
  /** Certificate authorities to trust in place of the usual ones: a PEM file. */
  ca: z.strictObject({ file: z.string().min(1) }).optional(),
  /** How resources are found among series; where the first finds nothing, the next is tried. */
  resources: z
    .array(identifier)
    .min(1)
    .default([{ label: 'instance', from: 'private-ip', port: true, ignoreCase: false }]),
  /** Labels that every series must have: `{ cluster: 'eu' }`. */
  matchers: z.record(labelName, z.string()).default({}),
  /** Which resources it knows; patterns such as `prod-*`. Left out, all. */
  scopes: z
    .strictObject({
      providers: patterns.optional(),
      accounts: patterns.optional(),
      regions: patterns.optional(),
    })
    .default({}),
  /** Queries by signal, in place of those that come with this; `false` for none. */
  queries: z.record(z.string(), z.union([z.literal(false), query])).default({}),
  /** Resources in one query. */
  resourcesPerQuery: z.int().min(1).max(1_000).default(100),
  /** Queries under way at a time. */
  concurrency: z.int().min(1).max(32).default(4),
  /** How long a query may take before it is tried again. */
  requestTimeoutMs: z.int().min(100).max(600_000).default(30_000),
  /** Attempts for a query, the first one included. */
  maxAttempts: z.int().min(1).max(10).default(3),
});

export type PrometheusSettings = z.output<typeof prometheusSettings>;

/** As a config writes them. */
export type PrometheusSettingsInput = z.input<typeof prometheusSettings>;

function isWithoutCredentials(text: string): boolean {
  const url = URL.parse(text);
  return url === null || (url.username === '' && url.password === '');
}
