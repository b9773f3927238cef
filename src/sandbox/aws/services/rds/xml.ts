import type { Tag } from '../../../estate/tags.ts';
import type { Database } from '../../estate/databases.ts';
import type { Cell } from '../../estate/estate.ts';
import { element, listElement, wrapped } from '../../wire/xml.ts';

/** `<TagList>` of a resource. */
export function tagList(tags: readonly Tag[]): string {
  return listElement(
    'TagList',
    'Tag',
    tags.map(([key, value]) => element('Key', key) + element('Value', value)),
  );
}

/** The content of a `<DBInstance>`. */
export function databaseXml(database: Database, cell: Cell): string {
  const created = new Date(database.createdAt).toISOString();
  const { cluster } = database;
  const ready = database.status !== 'creating';
  return [
    element('DBInstanceIdentifier', database.id),
    element('DBInstanceClass', database.type),
    element('Engine', database.engine),
    element('DBInstanceStatus', database.status),
    element('MasterUsername', 'dbadmin'),
    ready ? wrapped('Endpoint', endpointXml(database, cell)) : '',
    element('AllocatedStorage', database.storageGib),
    ready ? element('InstanceCreateTime', created) : '',
    element('PreferredBackupWindow', '04:00-04:30'),
    element('BackupRetentionPeriod', database.replicaOf === undefined ? 7 : 0),
    listElement('VpcSecurityGroups', 'VpcSecurityGroupMembership', [
      element('VpcSecurityGroupId', `sg-0${database.vpcId.slice(5)}`) + element('Status', 'active'),
    ]),
    listElement('DBParameterGroups', 'DBParameterGroup', [
      element('DBParameterGroupName', `default.${database.engine}`) +
        element('ParameterApplyStatus', 'in-sync'),
    ]),
    element('AvailabilityZone', database.zone),
    wrapped('DBSubnetGroup', subnetGroupXml(database, cell)),
    element('PreferredMaintenanceWindow', 'sun:05:00-sun:05:30'),
    element('MultiAZ', database.multiAz),
    element('EngineVersion', database.engineVersion),
    element('AutoMinorVersionUpgrade', true),
    element('ReadReplicaSourceDBInstanceIdentifier', database.replicaOf),
    wrapped(
      'ReadReplicaDBInstanceIdentifiers',
      database.replicas.map((name) => element('ReadReplicaDBInstanceIdentifier', name)).join(''),
    ),
    element('LicenseModel', database.license),
    element('Iops', database.iops),
    element('StorageThroughput', database.throughputMibps ?? 0),
    element('PubliclyAccessible', database.public),
    element('StorageType', database.storageType),
    element('DbInstancePort', 0),
    element('DBClusterIdentifier', cluster),
    element('StorageEncrypted', database.encrypted),
    database.encrypted
      ? element('KmsKeyId', `arn:aws:kms:${cell.region}:${cell.account.id}:key/rds-${cell.account.id}`)
      : '',
    element('DbiResourceId', database.resourceId),
    element('CACertificateIdentifier', 'rds-ca-rsa2048-g1'),
    element('CopyTagsToSnapshot', false),
    element('MonitoringInterval', 0),
    element('DBInstanceArn', database.arn),
    element('IAMDatabaseAuthenticationEnabled', false),
    element('PerformanceInsightsEnabled', false),
    element('DeletionProtection', database.deletionProtection),
    tagList(database.tags),
    element('CustomerOwnedIpEnabled', false),
    element('NetworkType', 'IPV4'),
  ].join('');
}

/** The content of the `<DBCluster>` whose only member a database is. */
export function clusterXml(database: Database, cluster: string, cell: Cell): string {
  return [
    element('DBClusterIdentifier', cluster),
    element('DBClusterArn', `arn:aws:rds:${cell.region}:${cell.account.id}:cluster:${cluster}`),
    element('Status', database.status),
    element('Engine', database.engine),
    element('EngineVersion', database.engineVersion),
    element('EngineMode', 'provisioned'),
    element('MultiAZ', false),
    element('AllocatedStorage', database.storageGib),
    element('ClusterCreateTime', new Date(database.createdAt).toISOString()),
    element('StorageEncrypted', database.encrypted),
    element('DeletionProtection', database.deletionProtection),
    listElement('DBClusterMembers', 'DBClusterMember', [
      element('DBInstanceIdentifier', database.id) +
        element('IsClusterWriter', true) +
        element('PromotionTier', 1),
    ]),
    tagList(database.tags),
  ].join('');
}

function endpointXml(database: Database, cell: Cell): string {
  const host = `${database.id}.c${cell.seed.toString(36)}.${cell.region}.rds.amazonaws.com`;
  return (
    element('Address', host) + element('Port', database.port) + element('HostedZoneId', 'Z1TTGA775OQIYO')
  );
}

function subnetGroupXml({ vpcId, subnetIds }: Database, { region }: Cell): string {
  const subnets = subnetIds.map(
    (id, number) =>
      element('SubnetIdentifier', id) +
      wrapped('SubnetAvailabilityZone', element('Name', region + ('abc'[number] ?? 'a'))) +
      element('SubnetStatus', 'Active'),
  );
  return (
    element('DBSubnetGroupName', 'default') +
    element('DBSubnetGroupDescription', 'default') +
    element('VpcId', vpcId) +
    element('SubnetGroupStatus', 'Complete') +
    listElement('Subnets', 'Subnet', subnets)
  );
}
