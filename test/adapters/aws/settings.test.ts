import { expect, test } from 'vitest';
import { aws } from '../../../adapters/aws/index.ts';
import { awsSettings } from '../../../adapters/aws/settings.ts';

/** The faults of settings, each with its path. */
function faultsOf(settings: unknown): readonly string[] {
  const { error } = awsSettings.safeParse(settings);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('nothing at all is a sound setting: the own account, in all regions', () => {
  expect(awsSettings.parse({})).toEqual({
    regions: 'enabled',
    callsPerSecond: {},
    maxAttempts: 6,
    requestTimeoutMs: 30_000,
    costExplorer: false,
  });
  expect(aws().settings).toEqual({});
});

test('settings are not checked where they are written, but where the config is loaded', () => {
  const { adapter, settings } = aws({ regions: ['nowhere'] });
  expect(adapter.settings.safeParse(settings).success).toBe(false);
});

test('every fault is told, each with its path', () => {
  const faults = faultsOf({
    accounts: { organization: { role: '', exclude: ['12'], units: ['ou-x'] } },
    regions: ['eu-west-1', 'Ireland'],
    kinds: ['instances'],
    endpoint: 'localhost',
    callsPerSecond: { EC2: 0 },
    maxAttempts: 0,
    credentials: { accessKeyId: 'a' },
    profil: 'x',
  });
  const paths = [
    'accounts.organization.role',
    'accounts.organization.exclude.0',
    'accounts.organization.units.0',
    'regions',
    'kinds.0',
    'endpoint',
    'callsPerSecond.EC2',
    'maxAttempts',
    'credentials',
  ];
  for (const path of paths) expect(faults).toContainEqual(expect.stringMatching(new RegExp(`^${path}[.:]`)));
  expect(faults).toContainEqual(expect.stringContaining('"profil"'));
});

test.each([
  ['both', { roles: [{ arn: 'arn:aws:iam::123456789012:role/a' }], organization: { role: 'a' } }],
  ['neither', {}],
])('accounts are named by roles or by the organization, not by %s', (_, accounts) => {
  expect(faultsOf({ accounts })).toEqual(['accounts: expected either "roles" or "organization"']);
});

test('an account has one role', () => {
  const roles = ['111111111111:role/a', '222222222222:role/a', '111111111111:role/b'].map((role) => ({
    arn: `arn:aws:iam::${role}`,
  }));
  expect(faultsOf({ accounts: { roles } })).toEqual([
    'accounts.roles.2.arn: account 111111111111 has a role already, number 1',
  ]);
});

test('a service whose rate cannot be set is told', () => {
  expect(faultsOf({ callsPerSecond: { EC3: 5 } })).toEqual([expect.stringContaining('EC3')]);
});

test.each(['cn-north-1', 'us-gov-west-1', 'ap-southeast-5', 'us-iso-east-1', 'eusc-de-east-1'])(
  '%s is a region',
  (region) => {
    expect(awsSettings.parse({ regions: [region] }).regions).toEqual([region]);
  },
);
