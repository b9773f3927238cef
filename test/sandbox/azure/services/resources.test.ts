import { WebSiteManagementClient } from '@azure/arm-appservice';
import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ComputeManagementClient } from '@azure/arm-compute';
import { AzureMachineLearningWorkspaces } from '@azure/arm-machinelearning';
import { ManagedServiceIdentityClient } from '@azure/arm-msi';
import { MySQLManagementFlexibleServerClient } from '@azure/arm-mysql-flexible';
import { NetworkManagementClient } from '@azure/arm-network';
import { PostgreSQLManagementFlexibleServerClient } from '@azure/arm-postgresql-flexible';
import { SqlManagementClient } from '@azure/arm-sql';
import { StorageManagementClient } from '@azure/arm-storage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell } from '../../../../src/sandbox/azure/estate/estate.ts';
import type { AzureModel } from '../../../../src/sandbox/azure/estate/model.ts';
import type { Population } from '../../../../src/sandbox/population.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import {
  allOf,
  azureSandbox,
  clientOptions,
  credentialOf,
  firstWhere,
  listed,
  refusalOf,
  sendByHand,
} from '../support.ts';

let sandbox: Sandbox;
let subscription: string;
let cells: readonly Cell[];

beforeAll(async () => {
  sandbox = await azureSandbox(6_000);
  subscription = sandbox.azure.subscriptionIds[1] ?? '';
  cells = sandbox.azure.estate.cellsOf(subscription, 'Microsoft.Compute');
});

afterAll(() => sandbox.close());

type Client<C> = new (
  credential: ReturnType<typeof credentialOf>,
  subscription: string,
  options: ReturnType<typeof clientOptions>,
) => C;

function clientOf<C>(type: Client<C>): C {
  return new type(credentialOf(sandbox), subscription, clientOptions(sandbox));
}

interface Told {
  readonly id?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** A list has every resource of a population of the subscription, with its tags. */
async function expectAll(list: AsyncIterable<Told>, populationOf: (cell: Cell) => Population<AzureModel>) {
  const models = cells.flatMap((cell) => allOf(populationOf(cell)));
  expect(models.length).toBeGreaterThan(0);
  const told = new Map((await listed(list)).map(({ id, tags }) => [id?.toLowerCase(), tags ?? {}]));
  for (const { arn, tags } of models) expect(told.get(arn)).toEqual(Object.fromEntries(tags));
  return told.size - models.length;
}

test('lists what Compute has, over all pages', async () => {
  const compute = clientOf(ComputeManagementClient);
  expect(await expectAll(compute.virtualMachines.listAll(), (cell) => cell.virtualMachines)).toBe(0);
  expect(await expectAll(compute.disks.list(), (cell) => cell.disks)).toBe(0);
  expect(await expectAll(compute.snapshots.list(), (cell) => cell.snapshots)).toBe(0);
  expect(await expectAll(compute.images.list(), (cell) => cell.images)).toBe(0);
  expect(await expectAll(compute.virtualMachineScaleSets.listAll(), (cell) => cell.scaleSets)).toBe(0);
});

test('lists what the network has', async () => {
  const network = clientOf(NetworkManagementClient);
  expect(await expectAll(network.publicIPAddresses.listAll(), (cell) => cell.addresses)).toBe(0);
  expect(await expectAll(network.natGateways.listAll(), (cell) => cell.natGateways)).toBe(0);
  expect(await expectAll(network.loadBalancers.listAll(), (cell) => cell.loadBalancers)).toBe(0);
  expect(await expectAll(network.applicationGateways.listAll(), (cell) => cell.applicationGateways)).toBe(0);
  const interfaces = await listed(network.networkInterfaces.listAll());
  const vms = cells.flatMap((cell) => allOf(cell.virtualMachines));
  expect(interfaces.map(({ virtualMachine }) => virtualMachine?.id)).toEqual(vms.map(({ armId }) => armId));
});

test('lists databases, those that servers keep for themselves beside the others', async () => {
  const sql = clientOf(SqlManagementClient);
  const servers = await listed(sql.servers.list());
  const lists = servers.map(({ id = '', name = '' }) =>
    listed(sql.databases.listByServer(id.split('/')[4] ?? '', name)),
  );
  const databases = (await Promise.all(lists)).flat();
  expect(databases.filter(({ name }) => name === 'master')).toHaveLength(servers.length);
  async function* found() {
    yield* databases;
  }
  expect(await expectAll(found(), (cell) => cell.sqlDatabases)).toBe(servers.length);
  const postgreSql = clientOf(PostgreSQLManagementFlexibleServerClient);
  expect(await expectAll(postgreSql.servers.listBySubscription(), (cell) => cell.postgreSqlServers)).toBe(0);
  const mySql = clientOf(MySQLManagementFlexibleServerClient);
  expect(await expectAll(mySql.servers.list(), (cell) => cell.mySqlServers)).toBe(0);
});

test('lists storage accounts, apps and identities; not all apps are of functions', async () => {
  const storage = clientOf(StorageManagementClient);
  expect(await expectAll(storage.storageAccounts.list(), (cell) => cell.storageAccounts)).toBe(0);
  const identities = clientOf(ManagedServiceIdentityClient);
  expect(
    await expectAll(identities.userAssignedIdentities.listBySubscription(), (cell) => cell.identities),
  ).toBe(0);
  const web = clientOf(WebSiteManagementClient);
  expect(await expectAll(web.webApps.list(), (cell) => cell.functionApps)).toBeGreaterThan(0);
});

test('tells how storage accounts keep their blobs', async () => {
  const { blobServices, managementPolicies } = clientOf(StorageManagementClient);
  const accounts = cells
    .flatMap((cell) => allOf(cell.storageAccounts))
    .filter(({ kind }) => kind !== 'FileStorage');
  const versioned = firstWhere(accounts, ({ versioning, lifecycle }) => versioning && lifecycle);
  const settings = await blobServices.getServiceProperties(versioned.group.name, versioned.name);
  expect(settings.isVersioningEnabled).toBe(true);
  const { policy } = await managementPolicies.get(versioned.group.name, versioned.name, 'default');
  expect(policy?.rules).toHaveLength(1);
  const plain = firstWhere(accounts, ({ lifecycle }) => !lifecycle);
  expect(await refusalOf(managementPolicies.get(plain.group.name, plain.name, 'default'))).toMatchObject({
    statusCode: 404,
    code: 'ManagementPolicyNotFound',
  });
});

test('lists galleries down to the versions of their images, each once', async () => {
  const { galleries, galleryImages, galleryImageVersions } = clientOf(ComputeManagementClient);
  const ids: string[] = [];
  for await (const { id = '', name = '' } of galleries.list()) {
    const group = id.split('/')[4] ?? '';
    for await (const image of galleryImages.listByGallery(group, name))
      for await (const version of galleryImageVersions.listByGalleryImage(group, name, image.name ?? ''))
        ids.push(version.id?.toLowerCase() ?? '');
  }
  const models = cells.flatMap((cell) => allOf(cell.galleryImages));
  expect(ids.toSorted()).toEqual(models.map(({ arn }) => arn).toSorted());
});

test('lists what Machine Learning has, by workspace', async () => {
  const learning = clientOf(AzureMachineLearningWorkspaces);
  const computes: Told[] = [];
  const endpoints: Told[] = [];
  for await (const { id = '', name = '' } of learning.workspaces.listBySubscription()) {
    const group = id.split('/')[4] ?? '';
    computes.push(...(await listed(learning.computeOperations.list(group, name))));
    for await (const endpoint of learning.onlineEndpoints.list(group, name)) {
      endpoints.push(endpoint);
      const deployments = learning.onlineDeployments.list(group, name, endpoint.name ?? '');
      expect((await listed(deployments)).length).toBeGreaterThan(0);
    }
  }
  const ids = (told: readonly Told[]) => told.map(({ id }) => id?.toLowerCase());
  expect(ids(computes)).toEqual(
    expect.arrayContaining(cells.flatMap((cell) => allOf(cell.computeInstances)).map(({ arn }) => arn)),
  );
  expect(ids(endpoints)).toEqual(cells.flatMap((cell) => allOf(cell.onlineEndpoints)).map(({ arn }) => arn));
});

test('tells what machines are doing, one by one or of all at once', async () => {
  const { virtualMachines } = clientOf(ComputeManagementClient);
  const stopped = firstWhere(
    cells.flatMap((cell) => allOf(cell.virtualMachines)),
    ({ power }) => power === 'deallocated',
  );
  const { statuses } = await virtualMachines.instanceView(stopped.group.name, stopped.name);
  expect(statuses?.map(({ code }) => code)).toEqual([
    'ProvisioningState/succeeded',
    'PowerState/deallocated',
  ]);
  expect(statuses?.[0]?.time?.getTime()).toBe(stopped.provisionedAt);
  const states = await listed(virtualMachines.listAll({ statusOnly: 'true' }));
  const one = states.find(({ id }) => id?.toLowerCase() === stopped.arn);
  expect(one?.instanceView?.statuses?.[1]?.code).toBe('PowerState/deallocated');
  const [plain] = await listed(virtualMachines.listAll());
  expect(plain?.instanceView).toBeUndefined();
});

test('lists the machines of scale sets: of one mode as machines, of the other only as theirs', async () => {
  const compute = clientOf(ComputeManagementClient);
  for (const set of cells.flatMap((cell) => allOf(cell.scaleSets))) {
    const own = await listed(compute.virtualMachineScaleSetVMs.list(set.group.name, set.name));
    expect(own).toHaveLength(set.mode === 'Uniform' ? set.capacity : 0);
  }
  const members = cells
    .flatMap((cell) => allOf(cell.virtualMachines))
    .filter(({ scaleSet }) => scaleSet !== undefined);
  expect(members.length).toBeGreaterThan(0);
});

test('tells who may do what: in a subscription, what it inherits, and at a group alone', async () => {
  const { roleAssignments, roleDefinitions } = clientOf(AuthorizationManagementClient);
  const all = await listed(roleAssignments.listForSubscription());
  const scopes = all.map(({ scope = '' }) => scope);
  const own = cells
    .flatMap((cell) => allOf(cell.roleAssignments))
    .filter(({ scope }) => scope.startsWith('/sub'));
  expect(scopes.filter((scope) => scope.startsWith('/sub'))).toHaveLength(own.length);
  expect(scopes.some((scope) => scope.startsWith('/providers/'))).toBe(true);
  const group = 'providers/Microsoft.Management/managementGroups/acme';
  const above = await listed(roleAssignments.listForScope(group, { filter: 'atScope()' }));
  expect(above.every(({ scope = '' }) => scope === `/${group}`)).toBe(true);
  const custom = await listed(
    roleDefinitions.list(`subscriptions/${subscription}`, { filter: "type eq 'CustomRole'" }),
  );
  expect(custom.map(({ name }) => name)).toEqual(
    cells.flatMap((cell) => allOf(cell.roleDefinitions)).map(({ name }) => name),
  );
  const builtIn = await listed(
    roleDefinitions.list(`subscriptions/${subscription}`, { filter: "type eq 'BuiltInRole'" }),
  );
  expect(builtIn.map(({ roleName }) => roleName)).toContain('Reader');
});

test('writes the group of machines in capitals, and finds it in any case', async () => {
  const { virtualMachines } = clientOf(ComputeManagementClient);
  const [vm] = await listed(virtualMachines.listAll());
  const group = vm?.id?.split('/')[4] ?? '';
  expect(group).toBe(group.toUpperCase());
  expect((await virtualMachines.get(group.toLowerCase(), vm?.name ?? '')).id).toBe(vm?.id);
});

test('what is not there is not found, be it a resource or its group', async () => {
  const { disks } = clientOf(ComputeManagementClient);
  const [group = ''] = cells.flatMap(({ groups }) => groups.map(({ name }) => name));
  expect(await refusalOf(disks.get(group, 'disk-web-999999'))).toMatchObject({
    statusCode: 404,
    code: 'ResourceNotFound',
  });
  expect(await refusalOf(disks.get('nonesuch', 'x'))).toMatchObject({
    statusCode: 404,
    code: 'ResourceGroupNotFound',
  });
});

test('Resource Manager itself knows when a resource was made', async () => {
  const { token } = await credentialOf(sandbox).getToken('https://management.azure.com/.default');
  const query =
    "api-version=2021-04-01&$expand=createdTime&$filter=resourceType eq 'Microsoft.Network/natGateways'";
  const answer = await sendByHand(sandbox, 'GET', `/subscriptions/${subscription}/resources?${query}`, {
    authorization: `Bearer ${token}`,
  });
  const gateways = cells.flatMap((cell) => allOf(cell.natGateways));
  // Each entry of this list has both.
  const told = answer.document?.['value'] as readonly { readonly id: string; readonly createdTime: string }[];
  expect(told.map(({ id, createdTime }) => [id, Date.parse(createdTime)])).toEqual(
    gateways.map(({ armId, createdAt }) => [armId, createdAt]),
  );
});

test('Microsoft Graph lists applications with their secrets, and all principals, page by page', async () => {
  const { token } = await credentialOf(sandbox).getToken('https://graph.microsoft.com/.default');
  const headers = { authorization: `Bearer ${token}` };
  const all = async (what: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const entries: Readonly<Record<string, unknown>>[] = [];
    let path: string | undefined = `/graph/v1.0/${what}?$top=7`;
    while (path !== undefined) {
      const { document } = await sendByHand(sandbox, 'GET', path, headers);
      entries.push(...(document?.['value'] as typeof entries));
      const next = document?.['@odata.nextLink'];
      path = typeof next === 'string' ? decodeURIComponent(next.replace(/^https:\/\/[^/]+/, '')) : undefined;
    }
    return entries;
  };
  const places = sandbox.azure.estate.cells;
  const models = places.flatMap((cell) => allOf(cell.applications));
  const applications = await all('applications');
  expect(applications.map(({ appId }) => appId)).toEqual(models.map(({ appId }) => appId));
  expect(applications.flatMap(({ passwordCredentials }) => passwordCredentials)).toContainEqual(
    expect.objectContaining({ endDateTime: expect.any(String), keyId: expect.any(String) }),
  );
  const principals = await all('servicePrincipals');
  const identities = places.flatMap((cell) => allOf(cell.identities));
  expect(principals.map(({ id }) => id)).toEqual([
    ...models.map(({ id }) => id),
    ...identities.map(({ principalId }) => principalId),
  ]);
});
