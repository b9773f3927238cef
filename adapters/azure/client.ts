import { AsyncLocalStorage } from 'node:async_hooks';
import type { Agent } from 'node:https';
import type { WebSiteManagementClient } from '@azure/arm-appservice';
import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import type { ComputeManagementClient } from '@azure/arm-compute';
import type { AzureMachineLearningWorkspaces } from '@azure/arm-machinelearning';
import type { ManagementGroupsAPI } from '@azure/arm-managementgroups';
import type { ManagedServiceIdentityClient } from '@azure/arm-msi';
import type { MySQLManagementFlexibleServerClient } from '@azure/arm-mysql-flexible';
import type { NetworkManagementClient } from '@azure/arm-network';
import type { PostgreSQLManagementFlexibleServerClient } from '@azure/arm-postgresql-flexible';
import type { ResourceGraphClient } from '@azure/arm-resourcegraph';
import type { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import type { SqlManagementClient } from '@azure/arm-sql';
import type { StorageManagementClient } from '@azure/arm-storage';
import type { TokenCredential } from '@azure/core-auth';
import type { Pipeline } from '@azure/core-rest-pipeline';
import type { MetricsClient } from '@azure/monitor-query-metrics';
import type { Client } from '@azure-rest/core-client';
import type { Clock } from 'bursar/adapter';
import { type AmbientCall, attemptsPolicy } from './attempts.ts';
import type { Budgets } from './budget.ts';
import { type AzureCloud, metricsScope, microsoftGraphScope } from './clouds.ts';
import type { BudgetedService } from './rates.ts';

/** Clients of what belongs to no subscription. Each is imported and made when it is first asked for. */
export interface TenantClients {
  /** Of a scope that each call names. */
  authorization(): Promise<AuthorizationManagementClient>;
  managementGroups(): Promise<ManagementGroupsAPI>;
  /** Entra ID's directory: users, groups, applications. For paths such as `/v1.0/servicePrincipals`. */
  microsoftGraph(): Promise<Client>;
  resourceGraph(): Promise<ResourceGraphClient>;
  /** Resource Manager for what no client of the SDK has; for paths such as `/providers/…`. */
  resourceManager(): Promise<Client>;
  subscriptions(): Promise<SubscriptionClient>;
  /** Calls the SDK with a signal, and listens to its answers, where the SDK takes no such options. */
  readonly ambient: AsyncLocalStorage<AmbientCall>;
}

/** The SDK's clients of one subscription, with those of its tenant. */
export interface AzureClients extends TenantClients {
  /** A GUID, lower case. */
  readonly subscription: string;
  appService(): Promise<WebSiteManagementClient>;
  compute(): Promise<ComputeManagementClient>;
  machineLearning(): Promise<AzureMachineLearningWorkspaces>;
  managedIdentity(): Promise<ManagedServiceIdentityClient>;
  /** Metrics of many resources of one region at once. */
  metrics(region: string): Promise<MetricsClient>;
  mySql(): Promise<MySQLManagementFlexibleServerClient>;
  network(): Promise<NetworkManagementClient>;
  postgreSql(): Promise<PostgreSQLManagementFlexibleServerClient>;
  sql(): Promise<SqlManagementClient>;
  storage(): Promise<StorageManagementClient>;
}

/** What all clients of a connection are made with. */
export interface ClientOptions {
  readonly credential: TokenCredential;
  readonly cloud: AzureCloud;
  /** Where to send everything to, in place of Azure. */
  readonly endpoint?: string | undefined;
  /** Shared by all clients, so that they share its sockets; trusts what the settings say. */
  readonly agent: Agent;
  readonly budgets: Budgets;
  readonly maxAttempts: number;
  readonly requestTimeoutMs: number;
  readonly clock: Clock;
  random(): number;
  /** Ends the waiting of calls that have no signal of their own. */
  readonly signal: AbortSignal;
}

/** Whose calls to what belongs to no subscription are counted. */
const tenant = 'tenant';

/** The clients of what belongs to no subscription. */
export function createTenantClients(options: ClientOptions): TenantClients {
  const ambient = new AsyncLocalStorage<AmbientCall>();
  const { credential, cloud } = options;
  const config = clientConfig(options);
  const equip = <C extends EquippableClient>(
    client: C,
    service: BudgetedService,
    base = config.endpoint,
  ): C => equipped(client, options, { ambient, account: tenant, service, base });
  return {
    ambient,
    authorization: once(async () => {
      const sdk = await import('@azure/arm-authorization');
      const none = '00000000-0000-0000-0000-000000000000';
      return equip(new sdk.AuthorizationManagementClient(credential, none, config), 'Authorization');
    }),
    managementGroups: once(async () => {
      const sdk = await import('@azure/arm-managementgroups');
      return equip(new sdk.ManagementGroupsAPI(credential, config), 'ManagementGroups');
    }),
    microsoftGraph: once(async () => {
      const { getClient } = await import('@azure-rest/core-client');
      const base = placeOf(options, 'graph', cloud.microsoftGraph);
      const credentials = { scopes: [microsoftGraphScope(cloud)] };
      return equip(
        getClient(base, credential, { ...config, endpoint: base, credentials }),
        'MicrosoftGraph',
        base,
      );
    }),
    resourceGraph: once(async () => {
      const sdk = await import('@azure/arm-resourcegraph');
      return equip(new sdk.ResourceGraphClient(credential, config), 'ResourceGraph');
    }),
    resourceManager: once(async () => {
      const { getClient } = await import('@azure-rest/core-client');
      return equip(getClient(config.endpoint, credential, config), 'ResourceManager');
    }),
    subscriptions: once(async () => {
      const sdk = await import('@azure/arm-resources-subscriptions');
      return equip(new sdk.SubscriptionClient(credential, config), 'Subscriptions');
    }),
  };
}

/** The clients of one subscription, each imported and made once, when it is first asked for. */
export function createClients(
  subscription: string,
  ofTenant: TenantClients,
  options: ClientOptions,
): AzureClients {
  const { credential, cloud } = options;
  const config = clientConfig(options);
  const equip = <C extends EquippableClient>(
    client: C,
    service: BudgetedService,
    base = config.endpoint,
  ): C => equipped(client, options, { ambient: ofTenant.ambient, account: subscription, service, base });
  return {
    ...ofTenant,
    subscription,
    appService: once(async () => {
      const sdk = await import('@azure/arm-appservice');
      return equip(new sdk.WebSiteManagementClient(credential, subscription, config), 'AppService');
    }),
    authorization: once(async () => {
      const sdk = await import('@azure/arm-authorization');
      return equip(new sdk.AuthorizationManagementClient(credential, subscription, config), 'Authorization');
    }),
    compute: once(async () => {
      const sdk = await import('@azure/arm-compute');
      return equip(new sdk.ComputeManagementClient(credential, subscription, config), 'Compute');
    }),
    machineLearning: once(async () => {
      const sdk = await import('@azure/arm-machinelearning');
      return equip(
        new sdk.AzureMachineLearningWorkspaces(credential, subscription, config),
        'MachineLearning',
      );
    }),
    managedIdentity: once(async () => {
      const sdk = await import('@azure/arm-msi');
      return equip(new sdk.ManagedServiceIdentityClient(credential, subscription, config), 'ManagedIdentity');
    }),
    metrics: onceForEach(async (region) => {
      const sdk = await import('@azure/monitor-query-metrics');
      const base = placeOf(options, `metrics/${region}`, cloud.metrics.replace('*', region));
      const credentials = { scopes: [metricsScope(cloud)] };
      // The endpoint among the options would win over the one before them.
      const ofRegion = { ...config, endpoint: base, credentials };
      return equip(new sdk.MetricsClient(base, credential, ofRegion), 'Metrics', base);
    }),
    mySql: once(async () => {
      const sdk = await import('@azure/arm-mysql-flexible');
      return equip(new sdk.MySQLManagementFlexibleServerClient(credential, subscription, config), 'MySql');
    }),
    network: once(async () => {
      const sdk = await import('@azure/arm-network');
      return equip(new sdk.NetworkManagementClient(credential, subscription, config), 'Network');
    }),
    postgreSql: once(async () => {
      const sdk = await import('@azure/arm-postgresql-flexible');
      return equip(
        new sdk.PostgreSQLManagementFlexibleServerClient(credential, subscription, config),
        'PostgreSql',
      );
    }),
    sql: once(async () => {
      const sdk = await import('@azure/arm-sql');
      return equip(new sdk.SqlManagementClient(credential, subscription, config), 'Sql');
    }),
    storage: once(async () => {
      const sdk = await import('@azure/arm-storage');
      return equip(new sdk.StorageManagementClient(credential, subscription, config), 'Storage');
    }),
  };
}

interface EquippableClient {
  readonly pipeline: Pipeline;
}

interface Equipment {
  readonly ambient: AsyncLocalStorage<AmbientCall>;
  readonly account: string;
  readonly service: BudgetedService;
  readonly base: string;
}

/** A client whose attempts are Bursar's, in place of the SDK's own. */
function equipped<C extends EquippableClient>(
  client: C,
  options: ClientOptions,
  { ambient, account, service, base }: Equipment,
): C {
  const budget = options.budgets.of(account, service);
  client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  client.pipeline.addPolicy(
    attemptsPolicy({
      budget,
      ambient,
      origin: new URL(base).origin,
      maxAttempts: options.maxAttempts,
      requestTimeoutMs: options.requestTimeoutMs,
      clock: options.clock,
      random: () => options.random(),
      signal: options.signal,
    }),
    { phase: 'Retry' },
  );
  return client;
}

/** Where a host other than Resource Manager's is: below the place that everything is sent to, if there is one. */
function placeOf({ endpoint }: ClientOptions, host: string, ordinary: string): string {
  return endpoint === undefined ? ordinary : `${endpoint.replace(/\/+$/, '')}/${host}`;
}

/** What an SDK's client is configured with: older ones know `credentialScopes`, newer ones `credentials`. */
function clientConfig({ cloud, endpoint, agent }: ClientOptions) {
  return {
    endpoint: endpoint ?? cloud.resourceManager,
    agent,
    credentialScopes: cloud.resourceManagerScope,
    credentials: { scopes: [cloud.resourceManagerScope] },
    userAgentOptions: { userAgentPrefix: 'bursar' },
  };
}

/** Makes its value once, however often and at the same time it is asked for. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}

/** Makes a value for each key once. */
function onceForEach<Value>(make: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const made = new Map<string, Promise<Value>>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
