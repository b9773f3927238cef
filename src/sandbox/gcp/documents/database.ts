import type { Database } from '../estate/databases.ts';
import type { Cell } from '../estate/estate.ts';
import { zonesOf } from '../estate/regions.ts';

/** A Cloud SQL instance as its own API and Cloud Asset Inventory tell it. */
export function databaseDocument(database: Database, { project, region }: Cell): object {
  const { id: name, zone, replicaOf, replicas } = database;
  const otherZone = zonesOf(region).find((other) => other !== zone) ?? zone;
  return {
    kind: 'sql#instance',
    name,
    project: project.id,
    region,
    gceZone: zone,
    ...(database.regional && { secondaryGceZone: otherZone }),
    state: database.state,
    databaseVersion: database.version,
    databaseInstalledVersion: `${database.version}_R20260914.00_01`,
    instanceType: replicaOf === undefined ? 'CLOUD_SQL_INSTANCE' : 'READ_REPLICA_INSTANCE',
    backendType: 'SECOND_GEN',
    connectionName: `${project.id}:${region}:${name}`,
    createTime: new Date(database.createdAt).toISOString(),
    ...(replicaOf !== undefined && { masterInstanceName: `${project.id}:${replicaOf}` }),
    ...(replicas.length > 0 && { replicaNames: replicas }),
    ipAddresses: [
      database.public
        ? { type: 'PRIMARY', ipAddress: database.address }
        : { type: 'PRIVATE', ipAddress: `10.77.${database.index % 256}.3` },
    ],
    serviceAccountEmailAddress: `p${project.number}-${database.seed.toString(36)}@gcp-sa-cloud-sql.iam.gserviceaccount.com`,
    selfLink: `https://sqladmin.googleapis.com/sql/v1beta4/projects/${project.id}/instances/${name}`,
    etag: Buffer.from(`${name} ${database.seed}`).toString('hex').slice(0, 64),
    geminiConfig: { entitled: false },
    sqlNetworkArchitecture: 'NEW_NETWORK_ARCHITECTURE',
    settings: settingsDocument(database),
  };
}

function settingsDocument(database: Database): object {
  const { tags, zone } = database;
  return {
    kind: 'sql#settings',
    settingsVersion: String(1 + (database.seed % 40)),
    tier: database.tier,
    edition: database.edition,
    availabilityType: database.regional ? 'REGIONAL' : 'ZONAL',
    // The only thing that tells of an instance which somebody has stopped.
    activationPolicy: database.stopped ? 'NEVER' : 'ALWAYS',
    pricingPlan: 'PER_USE',
    replicationType: 'SYNCHRONOUS',
    dataDiskType: database.diskType,
    dataDiskSizeGb: String(database.diskGib),
    storageAutoResize: true,
    storageAutoResizeLimit: '0',
    locationPreference: { kind: 'sql#locationPreference', zone },
    ipConfiguration: {
      ipv4Enabled: database.public,
      sslMode: 'ALLOW_UNENCRYPTED_AND_ENCRYPTED',
      ...(database.public && {
        authorizedNetworks: [
          { kind: 'sql#aclEntry', value: database.seed % 5 === 0 ? '0.0.0.0/0' : '203.0.113.0/24' },
        ],
      }),
    },
    backupConfiguration: {
      kind: 'sql#backupConfiguration',
      enabled: database.replicaOf === undefined,
      startTime: '03:00',
      backupRetentionSettings: { retentionUnit: 'COUNT', retainedBackups: 7 },
    },
    deletionProtectionEnabled: database.deletionProtection,
    connectorEnforcement: 'NOT_REQUIRED',
    ...(tags.length > 0 && { userLabels: Object.fromEntries(tags) }),
  };
}
