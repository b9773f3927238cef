import { expect, it } from 'vitest';
import { otherSubscription, serveAzure, testSubscription } from '../azure-server.ts';
import { collected, collectedBothWays, connected } from '../connected.ts';
import type { ArmDocument } from '../graph-table.ts';

const group = `/subscriptions/${testSubscription}/resourceGroups/Payments`;

function machine(name: string, power: string, more: object = {}, properties: object = {}): ArmDocument {
  return {
    id: `${group}/providers/Microsoft.Compute/virtualMachines/${name}`,
    name,
    type: 'Microsoft.Compute/virtualMachines',
    location: 'westeurope',
    tags: { team: 'payments', empty: '' },
    zones: ['2'],
    ...more,
    properties: {
      vmId: 'f6a6b9b2-9b99-45b0-8a18-025998fc74d0',
      hardwareProfile: { vmSize: 'Standard_D2s_v3' },
      storageProfile: {
        imageReference: {
          publisher: 'Canonical',
          offer: 'UbuntuServer',
          sku: '22_04',
          version: 'latest',
          exactVersion: '22.04.1',
        },
        osDisk: {
          osType: 'Linux',
          managedDisk: { id: `${group}/providers/Microsoft.Compute/disks/${name}_OsDisk` },
        },
        dataDisks: [
          { lun: 0, managedDisk: { id: `${group}/providers/Microsoft.Compute/disks/${name}_Data` } },
        ],
      },
      networkProfile: { networkInterfaces: [] },
      timeCreated: '2026-01-02T03:04:05.678+00:00',
      provisioningState: 'Succeeded',
      extended: { instanceView: { powerState: { code: `PowerState/${power}` } } },
      instanceView: {
        statuses: [
          { code: 'ProvisioningState/succeeded', time: '2026-05-06T07:08:09+00:00' },
          { code: `PowerState/${power}`, displayStatus: power },
        ],
      },
      ...properties,
    },
  };
}

it('reads a machine alike from Resource Graph and from Resource Manager', async () => {
  const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Web`;
  const documents = [
    machine('web-1', 'running', {
      identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: { principalId: 'p' } } },
    }),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'instance');
  const id = `${group}/providers/microsoft.compute`.toLowerCase();
  expect(byGraph).toEqual({
    resources: [
      {
        kind: 'instance',
        id: `${id}/virtualmachines/web-1`,
        name: 'web-1',
        scope: { provider: 'azure', account: testSubscription, region: 'westeurope' },
        tags: { team: 'payments', empty: '' },
        createdAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
        attributes: {
          type: 'Standard_D2s_v3',
          state: 'running',
          market: 'on-demand',
          platform: 'linux',
          architecture: 'x86_64',
          tenancy: 'shared',
          zone: 'westeurope-2',
          image: 'Canonical:UbuntuServer:22_04:22.04.1',
          rootVolume: `${id}/disks/web-1_osdisk`,
          dataVolumes: [`${id}/disks/web-1_data`],
          identity: identity.toLowerCase(),
        },
      },
    ],
    unreadable: [],
    failed: [],
  });
  expect(byArm).toEqual(byGraph);
});

it('tells what is still paid for from what is not, and since when it is not', async () => {
  const documents = [
    machine('a', 'deallocated'),
    machine('b', 'stopped'),
    machine('c', 'deallocating'),
    machine('d', 'starting'),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'instance');
  const states = byGraph.resources.map(({ attributes }) => attributes);
  expect(states).toMatchObject([
    { state: 'stopped', stateSince: Date.UTC(2026, 4, 6, 7, 8, 9) },
    { state: 'stopped-billed' },
    { state: 'stopping' },
    { state: 'starting' },
  ]);
  for (const one of states.slice(1)) expect(one).not.toHaveProperty('stateSince');
  expect(byArm).toEqual(byGraph);
});

it('leaves unknown since when a machine is deallocated where nobody may ask', async () => {
  const server = await serveAzure({
    documents: [machine('a', 'deallocated')],
    instead: ({ query }) =>
      query['statusOnly'] === 'true'
        ? { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no' } } }
        : undefined,
  });
  const { resources, failed } = await collected(await connected(server), 'instance');
  expect(failed).toEqual([]);
  expect(resources).toMatchObject([{ attributes: { state: 'stopped' } }]);
  expect(resources[0]?.attributes).not.toHaveProperty('stateSince');
});

it('asks for states only where a machine is deallocated, and never where it is told not to', async () => {
  const documents = [
    machine('a', 'running'),
    {
      ...machine('b', 'deallocated'),
      id: `/subscriptions/${otherSubscription}/resourceGroups/x/providers/Microsoft.Compute/virtualMachines/b`,
    },
  ];
  const server = await serveAzure({ documents });
  await collected(await connected(server), 'instance');
  const asked = server.calls.filter(({ query }) => query['statusOnly'] === 'true').map(({ path }) => path);
  expect(asked).toEqual([`/subscriptions/${otherSubscription}/providers/Microsoft.Compute/virtualMachines`]);
  const before = server.calls.length;
  await collected(await connected(server, { stoppedSince: false }), 'instance');
  expect(server.calls.slice(before).filter(({ method }) => method === 'GET')).toEqual([]);
});

it('knows spot machines, licences, GPUs, processors and hosts', async () => {
  const withDisk = (osType: string, publisher: string) => ({
    storageProfile: { osDisk: { osType }, imageReference: { publisher, id: null } },
  });
  const sized = (vmSize: string) => ({ hardwareProfile: { vmSize } });
  const documents = [
    machine('a', 'running', {}, { priority: 'Spot', evictionPolicy: 'Deallocate' }),
    machine(
      'b',
      'running',
      {},
      { licenseType: 'Windows_Server', ...withDisk('Windows', 'MicrosoftWindowsServer') },
    ),
    machine('c', 'running', {}, withDisk('Linux', 'RedHat')),
    machine('d', 'running', {}, { ...withDisk('Linux', 'SUSE'), host: { id: '/subscriptions/x/hosts/y' } }),
    machine('e', 'running', {}, sized('Standard_NC24ads_A100_v4')),
    machine('f', 'running', {}, sized('Standard_D4pds_v99')),
    machine('g', 'running', {}, { capacityReservation: { capacityReservationGroup: { id: '/r' } } }),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'instance');
  expect(byGraph.resources.map(({ attributes }) => attributes)).toMatchObject([
    { market: 'spot' },
    { platform: 'windows', licence: 'Windows_Server', dataVolumes: [] },
    { platform: 'rhel' },
    { platform: 'suse', tenancy: 'host' },
    { gpu: { count: 1 } },
    { architecture: 'arm64' },
    { market: 'reserved-capacity' },
  ]);
  expect(byArm).toEqual(byGraph);
});

it('reads the members of scale sets of either mode, paid like their set', async () => {
  const set = `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/Web`;
  const documents: readonly ArmDocument[] = [
    machine(
      'web_0',
      'running',
      {},
      {
        virtualMachineScaleSet: {
          id: `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/Flexible`,
        },
      },
    ),
    {
      id: set,
      name: 'Web',
      type: 'Microsoft.Compute/virtualMachineScaleSets',
      location: 'westeurope',
      sku: { name: 'Standard_D2s_v3', capacity: 1 },
      properties: { orchestrationMode: 'Uniform', virtualMachineProfile: { priority: 'Spot' } },
    },
    {
      ...machine('Web_7', 'running'),
      id: `${set}/virtualMachines/7`,
      type: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines',
      sku: { name: 'Standard_D2s_v3' },
    },
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'instance');
  expect(byGraph.resources.map(({ name, attributes }) => ({ name, attributes }))).toMatchObject(
    [
      { name: 'web_0', attributes: { group: expect.stringMatching(/\/flexible$/), market: 'on-demand' } },
      { name: 'Web_7', attributes: { group: set.toLowerCase(), market: 'spot', state: 'running' } },
    ].toSorted((a) => (a.name === 'web_0' ? -1 : 1)),
  );
  expect(byArm).toEqual(byGraph);
});

it('keeps a machine whose state nobody knows, as one that cannot be read', async () => {
  const documents = [machine('a', 'unknown'), machine('b', 'running')];
  const { byGraph } = await collectedBothWays(await serveAzure({ documents }), 'instance');
  expect(byGraph.unreadable).toEqual(['the power state "PowerState/unknown" is not known']);
  expect(byGraph.resources).toHaveLength(1);
});

it('tells machines that never came to be, or are going, from the others', async () => {
  const without = (provisioningState: string) => ({
    provisioningState,
    extended: null,
    instanceView: undefined,
  });
  const documents = ['Creating', 'Deleting', 'Failed'].map((state) =>
    machine(state, 'x', {}, without(state)),
  );
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'instance');
  expect(byGraph.resources.map(({ attributes }) => attributes)).toMatchObject([
    { state: 'starting' },
    { state: 'terminated' },
    { state: 'failed' },
  ]);
  expect(byArm).toEqual(byGraph);
});
