import type { database, ResourceOf } from 'bursar/adapter';
import { armId, groupOf, idOf, parentOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import type { AzureClients } from '../client.ts';
import type { GraphQuery } from '../graph-query.ts';
import { type ArmRecord, defined, fold, instantOf, type Maybe, required, told } from '../record.ts';
import type { GraphReader } from '../resource-graph.ts';

interface SqlServerRecord extends ArmRecord {
  readonly properties?: Maybe<{
    readonly version?: Maybe<string>;
    readonly publicNetworkAccess?: Maybe<string>;
  }>;
}

/** A database of a SQL server, with its server. */
export interface SqlDatabaseRecord extends ArmRecord {
  readonly server?: SqlServerRecord;
  readonly sku?: Maybe<{ readonly name?: Maybe<string>; readonly tier?: Maybe<string> }>;
  readonly properties?: Maybe<{
    readonly status?: Maybe<string>;
    readonly creationDate?: Maybe<string>;
    readonly currentServiceObjectiveName?: Maybe<string>;
    readonly maxSizeBytes?: Maybe<number>;
    readonly zoneRedundant?: Maybe<boolean>;
    readonly licenseType?: Maybe<string>;
    readonly elasticPoolId?: Maybe<string>;
    /** `Geo`, `Named`, `Standby`: of what follows another database. */
    readonly secondaryType?: Maybe<string>;
  }>;
}

const serverQuery: GraphQuery = {
  types: ['microsoft.sql/servers'],
  columns: [],
  properties: ['version', 'publicNetworkAccess'],
};

const databaseQuery: GraphQuery = {
  types: ['microsoft.sql/servers/databases'],
  columns: ['name', 'location', 'tags', 'sku'],
  // Every server has this one for itself, and bills nothing for it.
  where: ["name != 'master'"],
  properties: [
    'status',
    'creationDate',
    'currentServiceObjectiveName',
    'maxSizeBytes',
    'zoneRedundant',
    'licenseType',
    'elasticPoolId',
    'secondaryType',
  ],
};

const states = {
  online: 'available',
  autoclosed: 'available',
  creating: 'starting',
  resuming: 'starting',
  starting: 'starting',
  restoring: 'starting',
  copying: 'starting',
  pausing: 'stopping',
  stopping: 'stopping',
  paused: 'stopped',
  stopped: 'stopped',
  scaling: 'maintenance',
  recovering: 'maintenance',
  recoverypending: 'maintenance',
  standby: 'maintenance',
  offlinechangingdwperformancetiers: 'maintenance',
  onlinechangingdwperformancetiers: 'maintenance',
  offlinesecondary: 'maintenance',
  disabled: 'failed',
  emergencymode: 'failed',
  inaccessible: 'failed',
  offline: 'failed',
  shutdown: 'failed',
  suspect: 'failed',
} as const;

const bytesPerGib = 2 ** 30;

/** Databases of SQL servers, by Resource Graph. */
export async function* sqlDatabases(
  graph: GraphReader,
): AsyncGenerator<readonly SqlDatabaseRecord[], void, void> {
  const servers = new Map<string, SqlServerRecord>();
  for await (const page of graph.rows<SqlServerRecord>(serverQuery))
    for (const server of page) servers.set(idOf(server), server);
  if (servers.size === 0) return;
  for await (const page of graph.rows<SqlDatabaseRecord>(databaseQuery)) {
    yield page.map((raw) => {
      const server = servers.get(parentOf(raw.id?.toLowerCase() ?? ''));
      return server === undefined ? raw : { ...raw, server };
    });
  }
}

/** Databases of the SQL servers of a subscription, by Resource Manager. */
export async function* listSqlDatabases(
  clients: AzureClients,
  signal: AbortSignal,
): AsyncGenerator<readonly SqlDatabaseRecord[], void, void> {
  const sql = await clients.sql();
  for await (const page of armPages<SqlServerRecord>(clients, 'SQL servers', sql.servers.list(), signal)) {
    for (const server of page) {
      const list = sql.databases.listByServer(groupOf(idOf(server)), required(server.name, 'name'));
      for await (const databases of armPages<SqlDatabaseRecord>(clients, 'SQL databases', list, signal))
        yield databases.filter(({ name }) => name !== 'master').map((raw) => ({ ...raw, server }));
    }
  }
}

/** What a database of a SQL server is, apart from where it is. */
export function sqlDatabaseOf(
  raw: SqlDatabaseRecord,
): Pick<ResourceOf<typeof database>, 'attributes' | 'createdAt'> {
  const properties = required(raw.properties, 'properties');
  const { version, publicNetworkAccess } = raw.server?.properties ?? {};
  const publicAccess = publicNetworkAccess?.toLowerCase();
  return {
    ...defined({ createdAt: instantOf(properties.creationDate) }),
    attributes: {
      engine: 'sqlserver',
      engineVersion: required(version, 'the version of its server'),
      type: required(properties.currentServiceObjectiveName ?? raw.sku?.name, 'the service objective'),
      state: fold(states, properties.status, 'the status'),
      highAvailability: properties.zoneRedundant ?? false,
      // The tier decides what it is stored on: there is nothing else to choose.
      storageType: required(raw.sku?.tier, 'sku.tier'),
      storageGib: required(properties.maxSizeBytes, 'maxSizeBytes') / bytesPerGib,
      ...defined({
        public: publicAccess === undefined ? undefined : publicAccess === 'enabled',
        cluster: armId(properties.elasticPoolId),
        secondary: told(properties.secondaryType) === undefined ? undefined : true,
        licence: told(properties.licenseType),
      }),
    },
  };
}
