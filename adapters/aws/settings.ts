import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { kinds } from 'bursar/adapter';
import { z } from 'zod';
import { budgetedServices } from './rates.ts';

const role = z.strictObject({
  /** `arn:aws:iam::123456789012:role/bursar` */
  arn: z.string().regex(/^arn:[\w-]+:iam::\d{12}:role\/.+$/, 'expected the ARN of a role'),
  externalId: z.string().min(2).optional(),
  sessionName: z
    .string()
    .regex(/^[\w+=,.@-]{2,64}$/, 'expected 2 to 64 letters, digits or +=,.@-')
    .optional(),
});

function accountIn({ arn }: { readonly arn: string }): string | undefined {
  return arn.split(':')[4];
}

/** One role for each account: a second one would inventory it twice. */
const roles = z
  .array(role)
  .min(1)
  .check(({ value, issues }) => {
    for (const [index, one] of value.entries()) {
      const first = value.findIndex((other) => accountIn(other) === accountIn(one));
      if (first === index) continue;
      const message = `account ${accountIn(one)} has a role already, number ${first + 1}`;
      issues.push({ code: 'custom', message, input: one.arn, path: [index, 'arn'] });
    }
  });

const accountNumber = z.string().regex(/^\d{12}$/, 'expected the twelve digits of an account');

const organization = z.strictObject({
  /** Name of the role that is assumed in each account, with its path if it has one. */
  role: z.string().min(1),
  externalId: z.string().min(2).optional(),
  /** Accounts to leave out. */
  exclude: z.array(accountNumber).default([]),
  /** Ids of organizational units or roots: only the accounts below them. Left out, all of the organization. */
  units: z
    .array(
      z.string().regex(/^(?:ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/, 'expected "ou-…" or "r-…"'),
    )
    .min(1)
    .optional(),
});

const accounts = z
  .strictObject({ roles: roles.optional(), organization: organization.optional() })
  .refine((given) => (given.roles === undefined) !== (given.organization === undefined), {
    error: 'expected either "roles" or "organization"',
  });

const credentials = z.custom<AwsCredentialIdentityProvider>(
  (value) => typeof value === 'function',
  'expected a function that gives credentials',
);

/** What `aws({ … })` takes. */
export const awsSettings = z.strictObject({
  /** Which accounts: left out, the one whose credentials these are. */
  accounts: accounts.optional(),
  regions: z
    .union(
      [
        z.literal('enabled'),
        z
          .array(z.string().regex(/^[a-z]{2,4}(?:-[a-z]+)+-\d$/, 'expected a region such as "eu-west-1"'))
          .min(1),
      ],
      'expected "enabled" or a list of regions such as "eu-west-1"',
    )
    .default('enabled'),
  /** Names of the kinds to inventory: left out, all. */
  kinds: z
    .array(z.enum(kinds.map(({ name }) => name)))
    .min(1)
    .optional(),
  /** Where to send everything to, in place of AWS. `AWS_ENDPOINT_URL` does the same. */
  endpoint: z.url().optional(),
  /** A profile of the shared config files. */
  profile: z.string().min(1).optional(),
  /** In place of the SDK's ordinary chain, for programs. */
  credentials: credentials.optional(),
  /** Calls a second to a service, in each account and region, in place of Bursar's own caution: `{ EC2: 10 }`. */
  callsPerSecond: z.partialRecord(z.enum(budgetedServices), z.number().positive()).default({}),
  /** Attempts for a call, the first one included. */
  maxAttempts: z.int().min(1).max(20).default(6),
  /** How long a call may take before it is tried again. */
  requestTimeoutMs: z.int().min(100).max(600_000).default(30_000),
  /** Whether Cost Explorer is asked what each account cost last month; AWS charges for every question. */
  costExplorer: z.boolean().default(false),
});

export type AwsSettings = z.output<typeof awsSettings>;

/** As a config writes them. */
export type AwsSettingsInput = z.input<typeof awsSettings>;
