import type { Cell } from '../estate/estate.ts';
import type { FlexibleServer } from '../estate/flexible-servers.ts';
import {
  databasesPerServer,
  elasticPoolIdOf,
  groupOfSqlServer,
  type SqlDatabase,
  sqlServerCount,
  sqlServerNameOf,
} from '../estate/sql-databases.ts';
import { type ArmDocument, textsOf } from './arm-document.ts';
import { armType, derivedType } from './arm-type.ts';
import { commonOf, isoText } from './common.ts';

function serverIdOf(cell: Cell, server: number): string {
  return `${groupOfSqlServer(cell, server).path}/providers/Microsoft.Sql/servers/${sqlServerNameOf(cell, server)}`;
}

export const sqlServerType = derivedType({
  name: 'Microsoft.Sql/servers',
  size: sqlServerCount,
  at: (cell, server): ArmDocument => ({
    id: serverIdOf(cell, server),
    name: sqlServerNameOf(cell, server),
    type: 'Microsoft.Sql/servers',
    group: groupOfSqlServer(cell, server).name,
    location: cell.location,
    tags: [],
    kind: 'v12.0',
    properties: textsOf({
      administratorLogin: 'sqladmin',
      version: '12.0',
      state: 'Ready',
      fullyQualifiedDomainName: `${sqlServerNameOf(cell, server)}.database.windows.net`,
      privateEndpointConnections: [],
      minimalTlsVersion: '1.2',
      // Every other one is open to the world.
      publicNetworkAccess: server % 2 === 0 ? 'Enabled' : 'Disabled',
    }),
  }),
});

const masters = 1;

/** Databases with the one that each server keeps for itself, which is told of as the first. */
export const sqlDatabaseType = withMasters(
  armType({
    name: 'Microsoft.Sql/servers/databases',
    population: (cell) => cell.sqlDatabases,
    document: (database, cell): ArmDocument => ({
      ...commonOf(database, cell),
      type: 'Microsoft.Sql/servers/databases',
      kind: kindOf(database),
      sku: JSON.stringify(database.sku),
      properties: textsOf({
        collation: 'SQL_Latin1_General_CP1_CI_AS',
        maxSizeBytes: database.maxSizeGib * 1_073_741_824,
        status: database.status,
        databaseId: '00000000-0000-0000-0000-000000000000',
        creationDate: isoText(database.createdAt),
        currentServiceObjectiveName:
          database.elasticPool === undefined ? objectiveOf(database) : 'ElasticPool',
        requestedServiceObjectiveName:
          database.elasticPool === undefined ? objectiveOf(database) : 'ElasticPool',
        defaultSecondaryLocation: 'northeurope',
        catalogCollation: 'SQL_Latin1_General_CP1_CI_AS',
        zoneRedundant: database.zoneRedundant,
        licenseType: database.licence,
        elasticPoolId: database.elasticPool,
        secondaryType: database.secondary ? 'Geo' : undefined,
        readScale: 'Disabled',
        currentSku: database.sku,
        currentBackupStorageRedundancy: 'Geo',
        isInfraEncryptionEnabled: false,
        ...(database.status === 'Paused' && { autoPauseDelay: 60, minCapacity: 0.5 }),
      }),
    }),
  }),
);

function kindOf({ sku }: SqlDatabase): string {
  if (sku.family === undefined) return sku.name === 'ElasticPool' ? 'v12.0,user,pool' : 'v12.0,user';
  return sku.name.startsWith('GP_S') ? 'v12.0,user,vcore,serverless' : 'v12.0,user,vcore';
}

function objectiveOf({ sku }: SqlDatabase): string {
  if (sku.family !== undefined) return `${sku.name}_${sku.capacity}`;
  return sku.name === 'Basic' ? 'Basic' : sku.name === 'Premium' ? 'P1' : 'S2';
}

type Type = ReturnType<typeof armType>;

function withMasters(type: Type): Type {
  const master = (cell: Cell, server: number): ArmDocument => ({
    id: `${serverIdOf(cell, server)}/databases/master`,
    name: 'master',
    type: type.name,
    group: groupOfSqlServer(cell, server).name,
    location: cell.location,
    tags: [],
    kind: 'v12.0,system',
    sku: '{"name":"System","tier":"System","capacity":0}',
    properties: textsOf({
      collation: 'SQL_Latin1_General_CP1_CI_AS',
      maxSizeBytes: 32_212_254_720,
      status: 'Online',
      creationDate: isoText(cell.anchorAt - 900 * 86_400_000),
      currentServiceObjectiveName: 'System',
      zoneRedundant: false,
    }),
  });
  const perServer = databasesPerServer + masters;
  return {
    ...type,
    size: (cell) => type.size(cell) + sqlServerCount(cell),
    at(cell, index, options) {
      const server = Math.floor(index / perServer);
      const place = index % perServer;
      return place === 0
        ? master(cell, server)
        : type.at(cell, server * databasesPerServer + place - masters, options);
    },
    find(cell, names, options) {
      if (names.at(-1)?.toLowerCase() !== 'master') return type.find(cell, names, options);
      const server = serverNumber(cell, names[0]);
      return server === undefined ? undefined : master(cell, server);
    },
    childrenOf(cell, names) {
      const server = serverNumber(cell, names[0]);
      if (server === undefined) return { first: 0, end: 0 };
      const end = Math.min((server + 1) * perServer, type.size(cell) + sqlServerCount(cell));
      return { first: server * perServer, end };
    },
  };
}

function serverNumber(cell: Cell, name: string | undefined): number | undefined {
  const number = Number(/-([1-9]\d*)$/.exec(name ?? '')?.[1] ?? 0) - 1;
  return number >= 0 && number < sqlServerCount(cell) && sqlServerNameOf(cell, number) === name?.toLowerCase()
    ? number
    : undefined;
}

export const elasticPoolType = derivedType({
  name: 'Microsoft.Sql/servers/elasticPools',
  size: sqlServerCount,
  at: (cell, server): ArmDocument => ({
    id: elasticPoolIdOf(cell, server),
    name: `pool-${server + 1}`,
    type: 'Microsoft.Sql/servers/elasticPools',
    group: groupOfSqlServer(cell, server).name,
    location: cell.location,
    tags: [],
    kind: 'pool',
    sku: '{"name":"StandardPool","tier":"Standard","capacity":100}',
    properties: textsOf({
      state: 'Ready',
      creationDate: isoText(cell.anchorAt - 800 * 86_400_000),
      maxSizeBytes: 107_374_182_400,
      perDatabaseSettings: { minCapacity: 0, maxCapacity: 100 },
      zoneRedundant: false,
    }),
  }),
  childrenOf(cell, names) {
    const server = serverNumber(cell, names[0]);
    return server === undefined ? { first: 0, end: 0 } : { first: server, end: server + 1 };
  },
});

export const postgreSqlType = armType({
  name: 'Microsoft.DBforPostgreSQL/flexibleServers',
  population: (cell) => cell.postgreSqlServers,
  document: (server, cell): ArmDocument => ({
    ...commonOf(server, cell),
    type: 'Microsoft.DBforPostgreSQL/flexibleServers',
    sku: JSON.stringify(server.sku),
    hasSystemData: true,
    properties: textsOf({
      ...flexibleProperties(server, 'postgres.database.azure.com'),
      replica: { role: server.replicaOf === undefined ? 'Primary' : 'AsyncReplica', capacity: 5 },
      replicationRole: server.replicaOf === undefined ? 'Primary' : 'AsyncReplica',
    }),
  }),
});

export const mySqlType = armType({
  name: 'Microsoft.DBforMySQL/flexibleServers',
  population: (cell) => cell.mySqlServers,
  document: (server, cell): ArmDocument => ({
    ...commonOf(server, cell),
    type: 'Microsoft.DBforMySQL/flexibleServers',
    sku: JSON.stringify(server.sku),
    hasSystemData: true,
    properties: textsOf({
      ...flexibleProperties(server, 'mysql.database.azure.com'),
      replicationRole: server.replicaOf === undefined ? 'None' : 'Replica',
      replicaCapacity: 10,
    }),
  }),
});

function flexibleProperties(server: FlexibleServer, domain: string): Readonly<Record<string, unknown>> {
  return {
    administratorLogin: 'dbadmin',
    version: server.version,
    state: server.state,
    availabilityZone: server.zone,
    storage: {
      storageSizeGB: server.storageGib,
      iops: server.iops,
      autoGrow: 'Enabled',
      ...(server.engine === 'postgresql' && { type: '', tier: 'P10' }),
      ...(server.engine === 'mysql' && { storageSku: 'Premium_LRS', autoIoScaling: 'Disabled' }),
    },
    backup: { backupRetentionDays: 7, geoRedundantBackup: 'Disabled' },
    network: { publicNetworkAccess: server.public ? 'Enabled' : 'Disabled' },
    highAvailability: {
      mode: server.highAvailability,
      state: server.highAvailability === 'Disabled' ? 'NotEnabled' : 'Healthy',
    },
    fullyQualifiedDomainName: `${server.name}.${domain}`,
    sourceServerResourceId: server.replicaOf,
  };
}
