import { expect, test } from 'vitest';
import { databaseCollector } from '../../../../adapters/aws/collectors/database.ts';
import { AwsRefusal, collectAll, named, queryAnswer, serveAws, testScope } from '../aws-server.ts';

const arn = (name: string) => `arn:aws:rds:eu-west-1:123456789012:db:${name}`;

const ordinary = {
  DBInstanceIdentifier: 'shop',
  DBInstanceArn: arn('shop'),
  DBInstanceClass: 'db.m5.large',
  Engine: 'postgres',
  EngineVersion: '16.4',
  DBInstanceStatus: 'available',
  MultiAZ: true,
  StorageType: 'gp3',
  AllocatedStorage: 200,
  Iops: 3_000,
  PubliclyAccessible: false,
  StorageEncrypted: true,
  DeletionProtection: true,
  LicenseModel: 'postgresql-license',
  InstanceCreateTime: '2026-01-02T03:04:05.678Z',
  TagList: named('Tag', [{ Key: 'constructor', Value: 'team <a>' }]),
};

function page(instances: readonly object[], Marker?: string): string {
  return queryAnswer('DescribeDBInstances', { DBInstances: named('DBInstance', instances), Marker });
}

test('reads an instance with its tags', async () => {
  const aws = await serveAws({ DescribeDBInstances: () => page([ordinary]) });
  const { resources, unreadable } = await collectAll(databaseCollector, aws.clients(), testScope());
  expect(unreadable).toEqual([]);
  expect(resources).toEqual([
    {
      kind: 'database',
      id: arn('shop'),
      name: 'shop',
      scope: testScope(),
      tags: { constructor: 'team <a>' },
      createdAt: Date.parse('2026-01-02T03:04:05.678Z'),
      attributes: {
        engine: 'postgres',
        engineVersion: '16.4',
        type: 'db.m5.large',
        state: 'available',
        highAvailability: true,
        storageType: 'gp3',
        storageGib: 200,
        iops: 3_000,
        public: false,
        encrypted: true,
        deletionProtection: true,
        licence: 'postgresql-license',
      },
    },
  ]);
});

test('follows the pages, and takes a repeated token for an error', async () => {
  const pages = [page([ordinary], 'more'), page([{ ...ordinary, DBInstanceArn: arn('other') }])];
  const aws = await serveAws({
    DescribeDBInstances: ({ input }) => pages[input['Marker'] === 'more' ? 1 : 0] ?? '',
  });
  const { resources } = await collectAll(databaseCollector, aws.clients(), testScope());
  expect(resources.map(({ id }) => id)).toEqual([arn('shop'), arn('other')]);

  const circle = await serveAws({ DescribeDBInstances: () => page([ordinary], 'more') });
  await expect(collectAll(databaseCollector, circle.clients(), testScope())).rejects.toThrow('a second time');
});

test('names clusters and sources of replicas by their ids', async () => {
  const member = { ...ordinary, DBClusterIdentifier: 'main', ReadReplicaSourceDBInstanceIdentifier: 'shop' };
  const abroad = { ...ordinary, ReadReplicaSourceDBInstanceIdentifier: 'arn:aws:rds:us-east-1:1:db:far' };
  const aws = await serveAws({ DescribeDBInstances: () => page([member, abroad]) });
  const { resources } = await collectAll(databaseCollector, aws.clients(), testScope());
  expect(resources.map(({ attributes }) => attributes)).toMatchObject([
    { cluster: 'arn:aws:rds:eu-west-1:123456789012:cluster:main', replicaOf: arn('shop') },
    { replicaOf: 'arn:aws:rds:us-east-1:1:db:far' },
  ]);
});

test('keeps an odd record apart and reads the rest of its page', async () => {
  const records = [
    { ...ordinary, DBInstanceStatus: 'levitating' },
    { ...ordinary, AllocatedStorage: undefined },
    ordinary,
  ];
  const aws = await serveAws({ DescribeDBInstances: () => page(records) });
  const { resources, unreadable } = await collectAll(databaseCollector, aws.clients(), testScope());
  expect(resources).toHaveLength(1);
  expect(unreadable).toEqual(['the state "levitating" is not known', 'AllocatedStorage is missing']);
});

test('does not take tags that are not told for none', async () => {
  const records = [
    { ...ordinary, TagList: undefined },
    { ...ordinary, TagList: '' },
  ];
  const aws = await serveAws({ DescribeDBInstances: () => page(records) });
  const { resources } = await collectAll(databaseCollector, aws.clients(), testScope());
  expect(resources.map(({ tags }) => tags)).toEqual([undefined, {}]);
});

test('an account without databases has none, one that denies them fails', async () => {
  const empty = await serveAws({ DescribeDBInstances: () => page([]) });
  expect((await collectAll(databaseCollector, empty.clients(), testScope())).resources).toEqual([]);
  const denying = await serveAws({ DescribeDBInstances: () => new AwsRefusal('AccessDenied', 403) });
  await expect(collectAll(databaseCollector, denying.clients(), testScope())).rejects.toThrow('AccessDenied');
});
