import type { DBInstance } from '@aws-sdk/client-rds';
import { database, pagesOf } from 'bursar/adapter';
import { awsCollector } from '../collector.ts';
import { defined, fold, instantOf, required, tagsOf } from '../record.ts';

/** RDS's many states, by what can be done with the instance. Backups and changes of settings end by themselves. */
const states = {
  available: 'available',
  'backing-up': 'maintenance',
  'configuring-activity-stream': 'maintenance',
  'configuring-associated-roles': 'maintenance',
  'configuring-enhanced-monitoring': 'maintenance',
  'configuring-iam-database-auth': 'maintenance',
  'configuring-log-exports': 'maintenance',
  'converting-to-vpc': 'maintenance',
  maintenance: 'maintenance',
  modifying: 'maintenance',
  'moving-to-vpc': 'maintenance',
  rebooting: 'maintenance',
  renaming: 'maintenance',
  'resetting-master-credentials': 'maintenance',
  'storage-config-upgrade': 'maintenance',
  'storage-initialization': 'maintenance',
  'storage-optimization': 'maintenance',
  upgrading: 'maintenance',
  creating: 'starting',
  starting: 'starting',
  stopping: 'stopping',
  stopped: 'stopped',
  'delete-precheck': 'deleting',
  deleting: 'deleting',
  failed: 'failed',
  'inaccessible-encryption-credentials': 'failed',
  'inaccessible-encryption-credentials-recoverable': 'failed',
  'incompatible-create': 'failed',
  'incompatible-credentials': 'failed',
  'incompatible-network': 'failed',
  'incompatible-option-group': 'failed',
  'incompatible-parameters': 'failed',
  'incompatible-restore': 'failed',
  'insufficient-capacity': 'failed',
  'restore-error': 'failed',
  'storage-full': 'failed',
} as const;

/** RDS database instances, members of Aurora clusters included. */
export const databaseCollector = awsCollector({
  kind: database,
  reach: 'region',
  permissions: ['rds:DescribeDBInstances'],

  async *pages(clients, _scope, abortSignal) {
    const { DescribeDBInstancesCommand } = await import('@aws-sdk/client-rds');
    const rds = await clients.rds();
    yield* pagesOf('rds DescribeDBInstances', async (Marker) => {
      const command = new DescribeDBInstancesCommand({ MaxRecords: 100, Marker });
      const { DBInstances: items = [], Marker: next } = await rds.send(command, { abortSignal });
      return { items, next };
    });
  },

  read(raw: DBInstance, scope) {
    const id = required(raw.DBInstanceArn, 'DBInstanceArn');
    return {
      kind: 'database',
      id,
      name: required(raw.DBInstanceIdentifier, 'DBInstanceIdentifier'),
      scope,
      ...defined({ tags: tagsOf(raw.TagList), createdAt: instantOf(raw.InstanceCreateTime) }),
      attributes: {
        engine: required(raw.Engine, 'Engine'),
        engineVersion: required(raw.EngineVersion, 'EngineVersion'),
        type: required(raw.DBInstanceClass, 'DBInstanceClass'),
        state: fold(states, raw.DBInstanceStatus, 'the state'),
        highAvailability: required(raw.MultiAZ, 'MultiAZ'),
        storageType: required(raw.StorageType, 'StorageType'),
        storageGib: required(raw.AllocatedStorage, 'AllocatedStorage'),
        public: required(raw.PubliclyAccessible, 'PubliclyAccessible'),
        encrypted: required(raw.StorageEncrypted, 'StorageEncrypted'),
        deletionProtection: required(raw.DeletionProtection, 'DeletionProtection'),
        ...defined({
          iops: raw.Iops,
          cluster: neighbour(id, 'cluster', raw.DBClusterIdentifier),
          replicaOf: neighbour(id, 'db', raw.ReadReplicaSourceDBInstanceIdentifier),
          licence: raw.LicenseModel,
        }),
      },
    };
  },
});

/** The ARN of something named in the same account and region; of another region it is named by its ARN. */
function neighbour(arn: string, type: string, name: string | undefined): string | undefined {
  if (name === undefined || name.startsWith('arn:')) return name;
  return [...arn.split(':').slice(0, 5), type, name].join(':');
}
