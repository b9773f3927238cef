import { expect, test } from 'vitest';
import { policyCollector } from '../../../../adapters/aws/collectors/policy.ts';
import { principalCollector } from '../../../../adapters/aws/collectors/principal.ts';
import { createReadIdentities } from '../../../../adapters/aws/reading/identities.ts';
import { AwsRefusal, collectAll, queryAnswer, testScope } from '../aws-server.ts';
import { decoded, iam, policy, report, serveIdentities } from '../identity-server.ts';

const scope = testScope('global');
const clock = { now: () => 0 };
const own = iam('policy/team/app');
const ofAws = 'arn:aws:iam::aws:policy/AdministratorAccess';

test('reads policies with the document in force and their tags', async () => {
  const aws = await serveIdentities(
    { policies: [policy(own), policy(ofAws, { AttachmentCount: 1 })] },
    {
      ListPolicyTags: ({ input }) =>
        input['Marker'] === 'more'
          ? queryAnswer('ListPolicyTags', { Tags: [{ Key: 'b', Value: '2' }], IsTruncated: false })
          : queryAnswer('ListPolicyTags', {
              Tags: [{ Key: 'a', Value: String(input['PolicyArn']) }],
              IsTruncated: true,
              Marker: 'more',
            }),
    },
  );
  const collector = policyCollector(createReadIdentities(clock));
  const { resources, unreadable } = await collectAll(collector, aws.clients(), scope);
  expect(unreadable).toEqual([]);
  expect(resources).toEqual([
    {
      kind: 'policy',
      id: own,
      name: 'app',
      scope,
      tags: { a: own, b: '2' },
      createdAt: Date.parse('2025-01-01T00:00:00Z'),
      attributes: {
        managedByProvider: false,
        attachments: 3,
        modifiedAt: Date.parse('2025-06-01T00:00:00Z'),
        document: decoded('ec2:Describe*'),
      },
    },
    expect.objectContaining({ id: iam('aws-policy/AdministratorAccess'), name: 'AdministratorAccess' }),
  ]);
  expect(resources[1]).not.toHaveProperty('tags');
  expect(resources[1]?.attributes).toMatchObject({ managedByProvider: true, attachments: 1 });
});

test('does not take tags that are denied for none', async () => {
  const aws = await serveIdentities(
    { policies: [policy(own)] },
    { ListPolicyTags: () => new AwsRefusal('AccessDenied', 403) },
  );
  const { resources } = await collectAll(policyCollector(createReadIdentities(clock)), aws.clients(), scope);
  expect(resources.map(({ tags }) => tags)).toEqual([undefined]);
});

test('keeps a policy without a document apart', async () => {
  const aws = await serveIdentities({ policies: [policy(own, { PolicyVersionList: [] }), policy(ofAws)] });
  const collector = policyCollector(createReadIdentities(clock));
  const { resources, unreadable } = await collectAll(collector, aws.clients(), scope);
  expect(resources).toHaveLength(1);
  expect(unreadable).toEqual(['the document of the version in force is missing']);
});

test('an account’s identities are read once for principals and policies, and anew in the next pass', async () => {
  const aws = await serveIdentities({ policies: [policy(ofAws)], report: report() });
  const readIdentities = createReadIdentities(clock);
  const collectors = [principalCollector(readIdentities), policyCollector(readIdentities)] as const;
  const listings = () =>
    aws.calls.filter(({ operation }) => operation === 'GetAccountAuthorizationDetails').length;
  const pass = () =>
    Promise.all([
      collectAll(collectors[0], aws.clients(), scope),
      collectAll(collectors[1], aws.clients(), scope),
    ]);
  await pass();
  expect(listings()).toBe(1);
  await pass();
  expect(listings()).toBe(2);
});
