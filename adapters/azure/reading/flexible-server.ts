import type { database, ResourceOf } from 'bursar/adapter';
import { armId, idOf } from '../arm-id.ts';
import type { GraphQuery } from '../graph-query.ts';
import { type ArmRecord, defined, fold, instantOf, type Maybe, number, required } from '../record.ts';

/** A flexible server of PostgreSQL or MySQL; where the two differ, each has what the other lacks. */
export interface FlexibleServerRecord extends ArmRecord {
  readonly sku?: Maybe<{ readonly name?: Maybe<string> }>;
  readonly systemData?: Maybe<{ readonly createdAt?: Maybe<string> }>;
  readonly properties?: Maybe<{
    readonly state?: Maybe<string>;
    readonly version?: Maybe<string>;
    readonly fullVersion?: Maybe<string>;
    readonly storage?: Maybe<{
      readonly storageSizeGB?: Maybe<number>;
      readonly iops?: Maybe<number>;
      readonly type?: Maybe<string>;
      readonly storageSku?: Maybe<string>;
    }>;
    readonly highAvailability?: Maybe<{ readonly mode?: Maybe<string> }>;
    readonly network?: Maybe<{ readonly publicNetworkAccess?: Maybe<string> }>;
    readonly sourceServerResourceId?: Maybe<string>;
  }>;
}

/** What Resource Graph is asked of flexible servers. */
export const flexibleServerQuery: GraphQuery = {
  types: ['microsoft.dbforpostgresql/flexibleservers', 'microsoft.dbformysql/flexibleservers'],
  columns: ['name', 'location', 'tags', 'sku', 'systemData'],
  properties: [
    'state',
    'version',
    'fullVersion',
    'storage',
    'highAvailability',
    'network',
    'sourceServerResourceId',
  ],
};

const states = {
  ready: 'available',
  starting: 'starting',
  provisioning: 'starting',
  stopping: 'stopping',
  stopped: 'stopped',
  updating: 'maintenance',
  restarting: 'maintenance',
  dropping: 'deleting',
  disabled: 'failed',
  inaccessible: 'failed',
} as const;

/** What a flexible server is, apart from where it is. */
export function flexibleServerOf(
  raw: FlexibleServerRecord,
): Pick<ResourceOf<typeof database>, 'attributes' | 'createdAt'> {
  const { storage, ...properties } = required(raw.properties, 'properties');
  const publicAccess = properties.network?.publicNetworkAccess?.toLowerCase();
  return {
    ...defined({ createdAt: instantOf(raw.systemData?.createdAt) }),
    attributes: {
      engine: idOf(raw).includes('/microsoft.dbformysql/') ? 'mysql' : 'postgres',
      engineVersion: required(properties.fullVersion ?? properties.version, 'version'),
      type: required(raw.sku?.name, 'sku.name'),
      state: fold(states, properties.state, 'the state'),
      highAvailability: (properties.highAvailability?.mode ?? 'Disabled').toLowerCase() !== 'disabled',
      // Servers made before there was a choice do not tell it.
      storageType: storage?.type ?? storage?.storageSku ?? 'Premium_LRS',
      storageGib: required(storage?.storageSizeGB, 'storage.storageSizeGB'),
      ...defined({
        iops: number(storage?.iops),
        public: publicAccess === undefined ? undefined : publicAccess === 'enabled',
        replicaOf: replicaOf(raw),
      }),
    },
  };
}

/** A server that is none's replica names itself, or nothing. */
function replicaOf(raw: FlexibleServerRecord): string | undefined {
  const source = armId(raw.properties?.sourceServerResourceId);
  return source === idOf(raw) ? undefined : source;
}
