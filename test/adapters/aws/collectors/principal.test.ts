import { expect, test } from 'vitest';
import { principalCollector } from '../../../../adapters/aws/collectors/principal.ts';
import { createReadIdentities } from '../../../../adapters/aws/reading/identities.ts';
import { AwsRefusal, collectAll, queryAnswer, testScope } from '../aws-server.ts';
import { decoded, group, iam, report, role, serveIdentities, user } from '../identity-server.ts';

const scope = testScope('global');
const clock = { now: () => 0 };
const collector = () => principalCollector(createReadIdentities(clock));

const unused = 'false,N/A,N/A,N/A';
const aliceLine = [
  `alice,${iam('user/alice')},2026-01-01T00:00:00+00:00,true,2026-11-01T08:00:00+00:00,2026-02-01T00:00:00+00:00,N/A,true`,
  'true,2026-03-01T00:00:00+00:00,N/A,N/A,N/A',
  'false,2026-04-01T00:00:00+00:00,2026-11-09T00:00:00+00:00,eu-west-1,s3',
  'false,N/A,false,N/A',
].join(',');
const rootLine = [
  `<root_account>,${iam('root')},2020-01-01T00:00:00+00:00,not_supported,2026-05-05T05:05:05+00:00,not_supported,not_supported,false`,
  `${unused},N/A,${unused},N/A,true,2019-01-01T00:00:00+00:00,false,N/A`,
].join(',');

test('reads users with what the credential report tells of them, and root', async () => {
  const aws = await serveIdentities({
    users: [user('alice')],
    groups: [group('staff')],
    report: report(rootLine, aliceLine),
  });
  const { resources, unreadable } = await collectAll(collector(), aws.clients(), scope);
  expect(unreadable).toEqual([]);
  const [root, alice, staff] = resources;
  expect(alice).toEqual({
    kind: 'principal',
    id: iam('user/alice'),
    name: 'alice',
    scope,
    tags: { owner: 'alice' },
    createdAt: Date.parse('2026-01-01T00:00:00Z'),
    attributes: {
      type: 'user',
      serviceLinked: false,
      multiFactor: true,
      lastUseKnown: true,
      lastUsedAt: Date.parse('2026-11-09T00:00:00Z'),
      credentials: [
        {
          type: 'password',
          id: 'password',
          active: true,
          createdAt: Date.parse('2026-02-01T00:00:00Z'),
          lastUsedAt: Date.parse('2026-11-01T08:00:00Z'),
          lastUseKnown: true,
        },
        {
          type: 'access-key',
          id: 'access_key_1',
          active: true,
          createdAt: Date.parse('2026-03-01T00:00:00Z'),
          lastUseKnown: true,
        },
        {
          type: 'access-key',
          id: 'access_key_2',
          active: false,
          createdAt: Date.parse('2026-04-01T00:00:00Z'),
          lastUsedAt: Date.parse('2026-11-09T00:00:00Z'),
          lastUseKnown: true,
        },
      ],
      policies: [iam('aws-policy/ReadOnlyAccess')],
      inlinePolicies: [{ name: 'own', document: decoded('s3:*') }],
      groups: [iam('group/team/staff')],
    },
  });
  expect(root).toMatchObject({
    id: iam('root'),
    name: 'root',
    attributes: {
      type: 'root',
      multiFactor: false,
      lastUsedAt: Date.parse('2026-05-05T05:05:05Z'),
      credentials: [
        { type: 'password', active: true },
        { type: 'certificate', id: 'cert_1', active: true, lastUseKnown: false },
      ],
    },
  });
  expect(root).not.toHaveProperty('tags');
  expect(staff).toMatchObject({ id: iam('group/team/staff'), attributes: { type: 'group' } });
});

test('reads roles: used, never used, untold, of a service', async () => {
  const aws = await serveIdentities({
    roles: [
      role('app'),
      role('idle', { RoleLastUsed: '' }),
      role('untold', { RoleLastUsed: undefined }),
      role('AWSServiceRoleForX', { Path: '/aws-service-role/x.amazonaws.com/' }),
    ],
    report: report(rootLine),
  });
  const { resources, unreadable } = await collectAll(collector(), aws.clients(), scope);
  expect(unreadable).toEqual([]);
  const [, app, idle, untold, ofService] = resources;
  expect(app).toEqual({
    kind: 'principal',
    id: iam('role/app'),
    name: 'app',
    scope,
    tags: {},
    createdAt: Date.parse('2026-01-01T00:00:00Z'),
    attributes: {
      type: 'role',
      serviceLinked: false,
      lastUseKnown: true,
      lastUsedAt: Date.parse('2026-10-10T10:10:10Z'),
      credentials: [],
      policies: [iam('policy/team/app')],
      inlinePolicies: [],
      trust: decoded('sts:AssumeRole'),
      permissionsBoundary: iam('policy/fence'),
      groups: [],
    },
  });
  expect(idle?.attributes).toMatchObject({ lastUseKnown: true });
  expect(idle?.attributes).not.toHaveProperty('lastUsedAt');
  expect(untold?.attributes).toMatchObject({ lastUseKnown: false });
  expect(ofService?.attributes).toMatchObject({ serviceLinked: true });
});

test('without the report nothing is known of credentials, which is not none', async () => {
  const denied = await serveIdentities({ users: [user('alice', { GroupList: [] })] });
  const older = await serveIdentities({ users: [user('alice', { GroupList: [] })], report: report() });
  for (const aws of [denied, older]) {
    const { resources } = await collectAll(collector(), aws.clients(), scope);
    expect(resources.map(({ name }) => name)).toEqual(['root', 'alice']);
    for (const { attributes } of resources) {
      expect(attributes).toMatchObject({ lastUseKnown: false });
      expect(attributes).not.toHaveProperty('credentials');
      expect(attributes).not.toHaveProperty('multiFactor');
    }
  }
});

test('waits for the report to be made', async () => {
  const states = ['STARTED', 'INPROGRESS', 'COMPLETE'];
  const aws = await serveIdentities(
    { users: [user('alice', { GroupList: [] })], report: report(aliceLine) },
    { GenerateCredentialReport: () => queryAnswer('GenerateCredentialReport', { State: states.shift() }) },
  );
  const { resources } = await collectAll(collector(), aws.clients(), scope);
  expect(resources[1]?.attributes).toMatchObject({ lastUseKnown: true });
  expect(states).toEqual([]);
});

test('keeps records apart that it cannot make sense of', async () => {
  const aws = await serveIdentities({
    users: [user('lost', { GroupList: ['nowhere'] })],
    roles: [role('odd', { AssumeRolePolicyDocument: '%7Bnot json' }), role('app')],
    report: report(),
  });
  const { resources, unreadable } = await collectAll(collector(), aws.clients(), scope);
  expect(resources.map(({ name }) => name)).toEqual(['root', 'app']);
  expect(unreadable).toEqual(['the group nowhere is missing', expect.stringContaining('JSON')]);
});

test('an account that denies its identities fails', async () => {
  const aws = await serveIdentities(
    { report: report() },
    { GetAccountAuthorizationDetails: () => new AwsRefusal('AccessDenied', 403) },
  );
  await expect(collectAll(collector(), aws.clients(), scope)).rejects.toThrow('AccessDenied');
});
