import { ComputeManagementClient } from '@azure/arm-compute';
import { NetworkManagementClient } from '@azure/arm-network';
import { PostgreSQLManagementFlexibleServerClient } from '@azure/arm-postgresql-flexible';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Cell } from '../../../../src/sandbox/azure/estate/estate.ts';
import type { VirtualMachine } from '../../../../src/sandbox/azure/estate/virtual-machines.ts';
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
let cell: Cell;
let compute: ComputeManagementClient;

const quick = { updateIntervalInMs: 1 };

beforeEach(async () => {
  sandbox = await azureSandbox(3_000);
  const [largest] = sandbox.azure.estate.cells.toSorted(
    (a, b) => b.virtualMachines.size - a.virtualMachines.size,
  );
  if (largest === undefined) throw new Error('an estate has places');
  cell = largest;
  compute = new ComputeManagementClient(credentialOf(sandbox), cell.subscription.id, clientOptions(sandbox));
});

afterEach(() => sandbox.close());

function machine(accepts: (vm: VirtualMachine) => boolean): VirtualMachine {
  return firstWhere(allOf(cell.virtualMachines), accepts);
}

const isPlain = ({ power, ephemeral, size }: VirtualMachine): boolean =>
  power === 'running' && !ephemeral && size.architecture === 'x64';

async function powerOf({ group, name }: VirtualMachine): Promise<string | undefined> {
  const { statuses } = await compute.virtualMachines.instanceView(group.name, name);
  return statuses?.find(({ code }) => code?.startsWith('PowerState/'))?.code;
}

test('a machine is deallocated and started again, and its disks are then reserved and attached', async () => {
  const vm = machine(isPlain);
  await compute.virtualMachines.deallocate(vm.group.name, vm.name, quick);
  expect(await powerOf(vm)).toBe('PowerState/deallocated');
  const disk = (vm.osDisk ?? '').split('/').at(-1) ?? '';
  expect((await compute.disks.get(vm.group.name, disk)).diskState).toBe('Reserved');
  await compute.virtualMachines.start(vm.group.name, vm.name, quick);
  expect(await powerOf(vm)).toBe('PowerState/running');
  expect((await compute.disks.get(vm.group.name, disk)).diskState).toBe('Attached');
});

test('a machine that is only shut down is stopped, not deallocated', async () => {
  const vm = machine(isPlain);
  await compute.virtualMachines.powerOff(vm.group.name, vm.name, quick);
  expect(await powerOf(vm)).toBe('PowerState/stopped');
});

test('one operation is refused while another is under way, which ends by itself', async () => {
  const vm = machine(isPlain);
  const headers = await authorized();
  const path = `${vm.armId}/deallocate?api-version=2025-04-01`;
  const first = await sendByHand(sandbox, 'POST', path, headers);
  expect([first.status, first.headers['retry-after']]).toEqual([202, '0']);
  expect(await powerOf(vm)).toBe('PowerState/deallocating');
  const second = await refusalOf(compute.virtualMachines.start(vm.group.name, vm.name, quick));
  expect([second.statusCode, second.code]).toEqual([409, 'Conflict']);
  sandbox.clock.advance(15_000);
  expect(await powerOf(vm)).toBe('PowerState/deallocated');
});

async function authorized(): Promise<Record<string, string>> {
  const token = await credentialOf(sandbox).getToken('https://management.azure.com/.default');
  return { authorization: `Bearer ${token.token}` };
}

test('a machine gets another size, and is told of as it is then', async () => {
  const vm = machine((one) => isPlain(one) && one.size.name !== 'Standard_B2s');
  const hardwareProfile = { vmSize: 'Standard_B2s' };
  const updated = await compute.virtualMachines.update(vm.group.name, vm.name, { hardwareProfile }, quick);
  expect(updated.hardwareProfile?.vmSize).toBe('Standard_B2s');
  expect(await powerOf(vm)).toBe('PowerState/running');
});

test('a size that does not exist, that has another processor, or that is sold out, is refused', async () => {
  const vm = machine(isPlain);
  const to = (vmSize: string) =>
    refusalOf(compute.virtualMachines.update(vm.group.name, vm.name, { hardwareProfile: { vmSize } }, quick));
  expect(await to('Standard_Nonesuch')).toMatchObject({ statusCode: 400, code: 'InvalidParameter' });
  expect(await to('Standard_D2ps_v5')).toMatchObject({ statusCode: 400, code: 'BadRequest' });
  expect((await to('Standard_ND96isr_H100_v5')).message).toContain('Allocation failed');
  expect((await compute.virtualMachines.get(vm.group.name, vm.name)).hardwareProfile?.vmSize).toBe(
    vm.size.name,
  );
});

test('a machine whose system is on a disk of the host cannot be deallocated', async () => {
  const vm = machine(({ ephemeral }) => ephemeral);
  expect(await refusalOf(compute.virtualMachines.deallocate(vm.group.name, vm.name, quick))).toMatchObject({
    statusCode: 409,
    code: 'OperationNotAllowed',
  });
});

test('a deleted machine takes its own disk along and leaves the others', async () => {
  const vm = machine((one) => isPlain(one) && one.dataDisks.length > 0);
  await compute.virtualMachines.delete(vm.group.name, vm.name, quick);
  expect(await refusalOf(compute.virtualMachines.get(vm.group.name, vm.name))).toMatchObject({
    statusCode: 404,
    code: 'ResourceNotFound',
  });
  const names = (await listed(compute.disks.list())).map(({ id }) => id?.toLowerCase());
  expect(names).not.toContain(vm.osDisk?.toLowerCase());
  const data = await compute.disks.get(vm.group.name, vm.dataDisks[0]?.split('/').at(-1) ?? '');
  expect([data.diskState, data.managedBy]).toEqual(['Unattached', undefined]);
  expect([...sandbox.truths()].map(({ arn }) => arn)).not.toContain(vm.arn);
});

test('a disk in use is kept; one that is not is gone after it was asked to be', async () => {
  const disks = allOf(cell.disks);
  const used = firstWhere(disks, ({ managedBy }) => managedBy !== undefined);
  expect(await refusalOf(compute.disks.delete(used.group.name, used.name, quick))).toMatchObject({
    statusCode: 409,
    code: 'OperationNotAllowed',
  });
  const free = firstWhere(disks, ({ state }) => state === 'Unattached');
  await compute.disks.delete(free.group.name, free.name, quick);
  expect(await refusalOf(compute.disks.get(free.group.name, free.name))).toMatchObject({ statusCode: 404 });
});

test('Resource Graph no longer counts what was deleted', async () => {
  const headers = await authorized();
  const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
  const query = "resources | where type == 'microsoft.compute/disks' | project id | order by id asc";
  const count = async (): Promise<unknown> => {
    const answer = await sendByHand(sandbox, 'POST', path, headers, JSON.stringify({ query }));
    return answer.document?.['totalRecords'];
  };
  const before = await count();
  const free = firstWhere(allOf(cell.disks), ({ state }) => state === 'Unattached');
  await compute.disks.delete(free.group.name, free.name, quick);
  expect(await count()).toBe(Number(before) - 1);
});

test('a snapshot is taken of a disk, listed and deleted', async () => {
  const disk = firstWhere(allOf(cell.disks), ({ state }) => state === 'Unattached');
  const before = (await listed(compute.snapshots.list())).length;
  const taken = await compute.snapshots.createOrUpdate(
    disk.group.name,
    'before-deletion',
    {
      location: cell.location,
      incremental: true,
      tags: { Why: 'safety' },
      creationData: { createOption: 'Copy', sourceResourceId: disk.armId },
    },
    quick,
  );
  expect(taken).toMatchObject({
    provisioningState: 'Succeeded',
    diskSizeGB: disk.sizeGib,
    tags: { Why: 'safety' },
  });
  expect(await listed(compute.snapshots.list())).toHaveLength(before + 1);
  await compute.snapshots.delete(disk.group.name, 'before-deletion', quick);
  expect(await listed(compute.snapshots.list())).toHaveLength(before);
});

test('a public address is released only where nothing has it', async () => {
  const network = new NetworkManagementClient(
    credentialOf(sandbox),
    cell.subscription.id,
    clientOptions(sandbox),
  );
  const addresses = allOf(cell.addresses);
  const used = firstWhere(addresses, ({ natGateway }) => natGateway !== undefined);
  expect(await refusalOf(network.publicIPAddresses.delete(used.group.name, used.name, quick))).toMatchObject({
    statusCode: 400,
    code: 'PublicIPAddressCannotBeDeleted',
  });
  const free = firstWhere(
    addresses,
    (one) => one.natGateway === undefined && one.ipConfiguration === undefined,
  );
  await network.publicIPAddresses.delete(free.group.name, free.name, quick);
  expect(await refusalOf(network.publicIPAddresses.get(free.group.name, free.name))).toMatchObject({
    statusCode: 404,
  });
});

test('a flexible server is stopped, and not a second time', async () => {
  const place = firstWhere(sandbox.azure.estate.cells, ({ postgreSqlServers }) =>
    allOf(postgreSqlServers).some(({ state }) => state === 'Ready'),
  );
  const server = firstWhere(allOf(place.postgreSqlServers), ({ state }) => state === 'Ready');
  const client = new PostgreSQLManagementFlexibleServerClient(
    credentialOf(sandbox),
    place.subscription.id,
    clientOptions(sandbox),
  );
  await client.servers.beginStopAndWait(server.group.name, server.name, quick);
  expect((await client.servers.get(server.group.name, server.name)).state).toBe('Stopped');
  expect(
    await refusalOf(client.servers.beginStopAndWait(server.group.name, server.name, quick)),
  ).toMatchObject({
    statusCode: 409,
  });
});

test('tags are merged, replaced and taken away; their names in any case', async () => {
  const vm = machine(isPlain);
  const headers = await authorized();
  const path = `${vm.armId}/providers/Microsoft.Resources/tags/default?api-version=2025-04-01`;
  const patch = async (operation: string, tags: Record<string, string>) => {
    const body = JSON.stringify({ operation, properties: { tags } });
    const { status, document } = await sendByHand(sandbox, 'PATCH', path, headers, body);
    return { status, document };
  };
  await patch('Replace', { Owner: 'ada', env: 'dev' });
  await patch('Merge', { owner: 'bruno', 'Cost-Center': 'cc-1' });
  const { tags } = await compute.virtualMachines.get(vm.group.name, vm.name);
  expect(tags).toEqual({ Owner: 'bruno', env: 'dev', 'Cost-Center': 'cc-1' });
  await patch('Delete', { ENV: 'dev', Owner: 'someone else' });
  const left = await sendByHand(sandbox, 'GET', path, headers);
  expect(left.document).toMatchObject({ properties: { tags: { Owner: 'bruno', 'Cost-Center': 'cc-1' } } });
  expect(await patch('Merge', { 'a/b': 'x' })).toMatchObject({ status: 400 });
});

test('a change that was meant for an earlier version of a resource is refused', async () => {
  const vm = machine(isPlain);
  const headers = { ...(await authorized()), 'if-match': '"7"' };
  const answer = await sendByHand(
    sandbox,
    'PATCH',
    `${vm.armId}?api-version=2025-04-01`,
    headers,
    '{"tags":{}}',
  );
  expect([answer.status, answer.document?.['error']]).toMatchObject([412, { code: 'PreconditionFailed' }]);
});

test('Resource Graph lags behind where it is told to', async () => {
  const vm = machine(isPlain);
  sandbox.faults.add({ type: 'stale', service: 'Microsoft.ResourceGraph', lagMs: 60_000 });
  await compute.virtualMachines.deallocate(vm.group.name, vm.name, quick);
  const headers = await authorized();
  const query = `resources | where id =~ '${vm.armId}' | project id, power = properties.extended.instanceView.powerState.code`;
  const ask = async (): Promise<unknown> => {
    const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
    const answer = await sendByHand(sandbox, 'POST', path, headers, JSON.stringify({ query }));
    return answer.document?.['data'];
  };
  expect(await ask()).toMatchObject([{ power: 'PowerState/running' }]);
  sandbox.clock.advance(60_000);
  expect(await ask()).toMatchObject([{ power: 'PowerState/deallocated' }]);
});
