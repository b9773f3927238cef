import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  ListTagsForResourceCommand,
  paginateDescribeDBInstances,
  RDSClient,
} from '@aws-sdk/client-rds';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../../src/sandbox/aws/estate/databases.ts';
import type { Cell } from '../../../../src/sandbox/aws/estate/estate.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { allOf, configOf, dayMs, firstWhere, largestCell, sandboxOf, startedAt } from './support.ts';

let sandbox: Sandbox;
let cell: Cell;
let client: RDSClient;
let databases: readonly Database[];

beforeAll(async () => {
  sandbox = await sandboxOf(20_000);
  cell = largestCell(sandbox, (place) => place.databases);
  client = new RDSClient(configOf(sandbox, cell));
  databases = allOf(cell.databases);
});

afterAll(() => sandbox.close());

async function listed() {
  const pages = [];
  for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client, pageSize: 20 }, {}))
    pages.push(DBInstances);
  return pages;
}

test('all databases are listed in pages, with what the estate knows of them', async () => {
  const pages = await listed();
  expect(pages.slice(0, -1).every(({ length }) => length === 20)).toBe(true);
  expect(pages.length).toBeGreaterThan(2);
  const all = pages.flat();
  expect(all.map(({ DBInstanceArn }) => DBInstanceArn)).toEqual(databases.map(({ arn }) => arn));
  for (const [index, told] of all.entries()) {
    const model = firstWhere(databases, (database) => database.index === index);
    expect(told).toMatchObject({
      DBInstanceIdentifier: model.id,
      DBInstanceClass: model.type,
      DBInstanceStatus: model.status,
      Engine: model.engine,
      MultiAZ: model.multiAz,
      AllocatedStorage: model.storageGib,
      StorageType: model.storageType,
      PubliclyAccessible: model.public,
      DeletionProtection: model.deletionProtection,
      TagList: model.tags.map(([Key, Value]) => ({ Key, Value })),
    });
    expect(told.Iops).toBe(model.iops);
    expect(told.InstanceCreateTime?.getTime()).toBe(
      model.status === 'creating' ? undefined : model.createdAt,
    );
  }
});

test('replicas name their source, and are named by it', async () => {
  const all = (await listed()).flat();
  const replicas = all.filter(({ ReadReplicaSourceDBInstanceIdentifier: source }) => source !== undefined);
  expect(replicas.length).toBeGreaterThan(0);
  for (const { DBInstanceIdentifier, ReadReplicaSourceDBInstanceIdentifier, Engine } of replicas) {
    const source = firstWhere(
      all,
      (one) => one.DBInstanceIdentifier === ReadReplicaSourceDBInstanceIdentifier,
    );
    expect(source.ReadReplicaDBInstanceIdentifiers).toContain(DBInstanceIdentifier);
    expect(source.Engine).toBe(Engine);
  }
  const named = all.flatMap(({ ReadReplicaDBInstanceIdentifiers = [] }) => ReadReplicaDBInstanceIdentifiers);
  expect(named).toHaveLength(replicas.length);
});

test('clusters name their members', async () => {
  const { DBClusters = [] } = await client.send(new DescribeDBClustersCommand({}));
  const members = databases.filter(({ cluster }) => cluster !== undefined);
  expect(DBClusters.map(({ DBClusterMembers = [] }) => DBClusterMembers[0]?.DBInstanceIdentifier)).toEqual(
    members.map(({ id }) => id),
  );
});

test('one is found by its name, its ARN, or a filter', async () => {
  const wanted = firstWhere(databases, ({ engine }) => engine === 'mysql');
  for (const DBInstanceIdentifier of [wanted.id, wanted.arn, wanted.id.toUpperCase()]) {
    const { DBInstances } = await client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
    expect(DBInstances?.map(({ DBInstanceArn }) => DBInstanceArn)).toEqual([wanted.arn]);
  }
  const Filters = [{ Name: 'engine', Values: ['mysql', 'mariadb'] }];
  const { DBInstances = [] } = await client.send(new DescribeDBInstancesCommand({ Filters }));
  expect(new Set(DBInstances.map(({ Engine }) => Engine))).toEqual(new Set(['mysql', 'mariadb']));
  const { TagList } = await client.send(new ListTagsForResourceCommand({ ResourceName: wanted.arn }));
  expect(TagList).toEqual(wanted.tags.map(([Key, Value]) => ({ Key, Value })));
});

function describeBy(input: object) {
  return client.send(new DescribeDBInstancesCommand(input));
}

test('what RDS refuses is refused', async () => {
  await expect(describeBy({ DBInstanceIdentifier: 'nobody-db-9' })).rejects.toMatchObject({
    name: 'DBInstanceNotFoundFault',
    $metadata: { httpStatusCode: 404 },
  });
  const invalid = { name: 'InvalidParameterValue', $metadata: { httpStatusCode: 400 } };
  for (const input of [{ MaxRecords: 19 }, { MaxRecords: 101 }, { Marker: 'abc' }])
    await expect(describeBy(input)).rejects.toMatchObject(invalid);
  await expect(describeBy({ Filters: [{ Name: 'colour', Values: ['red'] }] })).rejects.toMatchObject(invalid);
});

test('the databases that ought to be found are idle, old enough, and nobody’s replica', () => {
  const rule = 'database-without-connections';
  const flagged = databases.filter(({ truths }) => truths.includes(rule));
  expect(flagged.length).toBeGreaterThan(3);
  for (const { usage, replicaOf, createdAt, status, metricsMissing } of flagged)
    expect({ usage, replicaOf, status, metricsMissing, old: createdAt < startedAt - 14 * dayMs }).toEqual({
      usage: 'idle',
      replicaOf: undefined,
      status: 'available',
      metricsMissing: false,
      old: true,
    });
  for (const { undecidable, metricsMissing } of databases)
    expect(undecidable.includes(rule)).toBe(metricsMissing);
});
