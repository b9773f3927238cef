import { expect, it } from 'vitest';
import { refusal, serveAzure } from '../azure-server.ts';
import { collected, collectedBothWays, connected } from '../connected.ts';
import { common, document, idIn, lowerId } from '../documents.ts';

const server = 'Microsoft.Sql/servers/shop';

function sqlServer() {
  return document(server, { version: '12.0', publicNetworkAccess: 'Disabled', state: 'Ready' });
}

function sqlDatabase(name: string, properties: object = {}, more: object = {}) {
  return document(
    `${server}/databases/${name}`,
    {
      status: 'Online',
      creationDate: '2026-01-02T03:04:05.677Z',
      currentServiceObjectiveName: 'GP_Gen5_2',
      maxSizeBytes: 34_359_738_368,
      zoneRedundant: true,
      licenseType: 'LicenseIncluded',
      ...properties,
    },
    { sku: { name: 'GP_Gen5', tier: 'GeneralPurpose', capacity: 2 }, ...more },
  );
}

it('reads a SQL database alike from both, with what its server tells', async () => {
  const documents = [
    sqlServer(),
    sqlDatabase('orders'),
    sqlDatabase('pooled', {
      status: 'Paused',
      currentServiceObjectiveName: 'ElasticPool',
      elasticPoolId: idIn(`${server}/elasticPools/Pool`),
      licenseType: null,
    }),
    // Every server has it for itself.
    sqlDatabase('master'),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'database');
  expect(byGraph.resources).toEqual([
    {
      ...common('database', `${server}/databases/orders`, 'shop/orders'),
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5, 677),
      attributes: {
        engine: 'sqlserver',
        engineVersion: '12.0',
        type: 'GP_Gen5_2',
        state: 'available',
        highAvailability: true,
        storageType: 'GeneralPurpose',
        storageGib: 32,
        public: false,
        licence: 'LicenseIncluded',
      },
    },
    expect.objectContaining({
      attributes: expect.objectContaining({
        state: 'stopped',
        cluster: lowerId(`${server}/elasticPools/Pool`),
      }),
    }),
  ]);
  expect(byArm).toEqual(byGraph);
});

it('reads flexible servers of both engines alike from both', async () => {
  const postgres = 'Microsoft.DBforPostgreSQL/flexibleServers/Main';
  const mysql = 'Microsoft.DBforMySQL/flexibleServers/Copy';
  const systemData = { createdAt: '2026-01-02T03:04:05+00:00' };
  const documents = [
    document(
      postgres,
      {
        state: 'Ready',
        version: '16',
        storage: { storageSizeGB: 128, iops: 500, type: 'PremiumV2_LRS' },
        highAvailability: { mode: 'ZoneRedundant' },
        network: { publicNetworkAccess: 'Enabled' },
        replicationRole: 'Primary',
        sourceServerResourceId: idIn(postgres),
      },
      { sku: { name: 'Standard_D2s_v3', tier: 'GeneralPurpose' }, systemData },
    ),
    document(
      mysql,
      {
        state: 'Stopped',
        version: '8.0.21',
        storage: { storageSizeGB: 20, iops: 360, storageSku: 'Premium_LRS' },
        highAvailability: { mode: 'Disabled' },
        sourceServerResourceId: idIn('Microsoft.DBforMySQL/flexibleServers/Main'),
      },
      { sku: { name: 'Standard_B1ms', tier: 'Burstable' }, systemData },
    ),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'database');
  const createdAt = Date.UTC(2026, 0, 2, 3, 4, 5);
  expect(byGraph.resources).toEqual([
    {
      ...common('database', mysql),
      createdAt,
      attributes: {
        engine: 'mysql',
        engineVersion: '8.0.21',
        type: 'Standard_B1ms',
        state: 'stopped',
        highAvailability: false,
        storageType: 'Premium_LRS',
        storageGib: 20,
        iops: 360,
        replicaOf: lowerId('Microsoft.DBforMySQL/flexibleServers/Main'),
      },
    },
    {
      ...common('database', postgres),
      createdAt,
      attributes: {
        engine: 'postgres',
        engineVersion: '16',
        type: 'Standard_D2s_v3',
        state: 'available',
        highAvailability: true,
        storageType: 'PremiumV2_LRS',
        storageGib: 128,
        iops: 500,
        public: true,
      },
    },
  ]);
  expect(byArm).toEqual(byGraph);
});

it('takes a provider that was never registered for one that has nothing, and reads the others', async () => {
  const azure = await serveAzure({
    documents: [sqlServer(), sqlDatabase('orders')],
    instead: ({ path }) =>
      path.includes('/Microsoft.DBfor') ? refusal(409, 'MissingSubscriptionRegistration') : undefined,
  });
  const { resources, failed } = await collected(await connected(azure, { inventory: 'arm' }), 'database');
  expect(failed).toEqual([]);
  expect(resources.map(({ name }) => name)).toEqual(['shop/orders']);
});
