import { describe, expect, test } from 'vitest';
import { instanceCollector } from '../../../../adapters/gcp/collectors/instance.ts';
import { createMachineTypeOf } from '../../../../adapters/gcp/machine-type-of.ts';
import {
  aggregated,
  clientsAt,
  collectFrom,
  fullName,
  link,
  serveGcp,
  testProject,
  testScope,
} from '../gcp-server.ts';

const collector = instanceCollector(createMachineTypeOf());
const debian =
  'https://www.googleapis.com/compute/v1/projects/debian-cloud/global/licenses/debian-12-bookworm';

/** As the list has a machine that people made in the console. */
const machine = {
  kind: 'compute#instance',
  id: '4158127351007949610',
  name: 'web-1',
  description: '',
  selfLink: link('zones/us-east1-b/instances/web-1'),
  zone: link('zones/us-east1-b'),
  machineType: link('zones/us-east1-b/machineTypes/n2-standard-4'),
  status: 'RUNNING',
  creationTimestamp: '2026-05-01T12:34:32.859-07:00',
  lastStartTimestamp: '2026-06-01T08:00:00.000-07:00',
  cpuPlatform: 'Intel Cascade Lake',
  labels: { owner: 'ada', env: 'prod' },
  canIpForward: false,
  disks: [
    { index: 1, type: 'SCRATCH', boot: false, interface: 'NVME' },
    { index: 2, type: 'PERSISTENT', boot: false, source: link('zones/us-east1-b/disks/data-1') },
    {
      index: 0,
      type: 'PERSISTENT',
      boot: true,
      source: link('zones/us-east1-b/disks/web-1'),
      licenses: [debian],
    },
  ],
  networkInterfaces: [
    {
      name: 'nic0',
      network: link('global/networks/default'),
      subnetwork: link('regions/us-east1/subnetworks/default'),
      networkIP: '10.142.0.3',
      accessConfigs: [{ type: 'ONE_TO_ONE_NAT', name: 'External NAT', natIP: '34.1.2.3' }],
    },
  ],
  metadata: {
    fingerprint: 'yKr6py6Xll8=',
    items: [{ key: 'startup-script', value: 'export TOKEN=hunter2' }],
  },
  scheduling: {
    automaticRestart: true,
    preemptible: false,
    onHostMaintenance: 'MIGRATE',
    provisioningModel: 'STANDARD',
  },
  serviceAccounts: [{ email: `web@${testProject}.iam.gserviceaccount.com`, scopes: [] }],
};

async function read(more: object) {
  const zones = { 'zones/us-east1-b': { instances: [{ ...machine, ...more }] } };
  const { resources, unreadable } = await collectFrom(collector, {
    [aggregated('instances')]: { items: zones },
  });
  return { resource: resources[0], unreadable };
}

test('a machine is told with all that it is made of', async () => {
  const { resource } = await read({});
  expect(resource).toEqual({
    kind: 'instance',
    id: fullName('zones/us-east1-b/instances/web-1'),
    name: 'web-1',
    scope: { provider: 'gcp', account: testProject, region: 'us-east1' },
    tags: { owner: 'ada', env: 'prod' },
    createdAt: Date.parse('2026-05-01T19:34:32.859Z'),
    attributes: {
      type: 'n2-standard-4',
      state: 'running',
      stateSince: Date.parse('2026-06-01T15:00:00Z'),
      launchedAt: Date.parse('2026-06-01T15:00:00Z'),
      market: 'on-demand',
      platform: 'linux',
      architecture: 'x86_64',
      tenancy: 'shared',
      zone: 'us-east1-b',
      rootVolume: fullName('zones/us-east1-b/disks/web-1'),
      dataVolumes: [fullName('zones/us-east1-b/disks/data-1')],
      identity: `//iam.googleapis.com/projects/${testProject}/serviceAccounts/web@${testProject}.iam.gserviceaccount.com`,
      publicIp: '34.1.2.3',
      privateIp: '10.142.0.3',
      network: fullName('global/networks/default'),
      subnet: fullName('regions/us-east1/subnetworks/default'),
    },
  });
});

test('only what is used is asked for, and nothing of what people keep in metadata is taken along', async () => {
  const { calls } = await collectFrom(collector, { [aggregated('instances')]: {} });
  expect(calls[0]?.query.get('fields')).toMatch(/^items\/\*\/instances\(name,/);
  const { endpoint } = await serveGcp({
    [aggregated('instances')]: { items: { 'zones/us-east1-b': { instances: [machine] } } },
  });
  const asked = {
    clients: clientsAt(endpoint).of(testProject),
    scope: testScope,
    signal: AbortSignal.timeout(10_000),
  };
  const pieces = await Array.fromAsync(collector.pages(asked));
  expect(JSON.stringify(pieces)).toContain('web-1');
  expect(JSON.stringify(pieces)).not.toContain('hunter2');
});

test.each([
  ['PROVISIONING', 'starting'],
  ['STAGING', 'starting'],
  ['RUNNING', 'running'],
  ['REPAIRING', 'running'],
  ['STOPPING', 'stopping'],
  ['SUSPENDING', 'stopping'],
  ['SUSPENDED', 'stopped'],
  ['TERMINATED', 'stopped'],
])('%s is %s', async (status, state) => {
  expect((await read({ status })).resource?.attributes).toMatchObject({ state });
});

test('since when it is stopped or suspended is told', async () => {
  const lastStopTimestamp = '2026-09-01T00:00:00Z';
  const stopped = await read({ status: 'TERMINATED', lastStopTimestamp });
  expect(stopped.resource?.attributes).toMatchObject({ stateSince: Date.parse(lastStopTimestamp) });
  const suspended = await read({ status: 'SUSPENDED', lastSuspendedTimestamp: '2026-10-01T00:00:00Z' });
  expect(suspended.resource?.attributes).toMatchObject({ stateSince: Date.parse('2026-10-01T00:00:00Z') });
  const never = await read({ status: 'TERMINATED' });
  expect(never.resource?.attributes).not.toHaveProperty('stateSince');
});

test.each([
  [{ provisioningModel: 'SPOT', preemptible: true }, 'spot'],
  [{ preemptible: true }, 'spot'],
  [{ preemptible: false }, 'on-demand'],
  [{ provisioningModel: 'FLEX_START' }, 'reserved-capacity'],
  [undefined, 'on-demand'],
])('scheduling %j is %s', async (scheduling, market) => {
  expect((await read({ scheduling })).resource?.attributes).toMatchObject({ market });
});

test.each([
  ['windows-cloud/global/licenses/windows-server-2022-dc', 'windows'],
  ['rhel-cloud/global/licenses/rhel-9-server', 'rhel'],
  ['suse-sap-cloud/global/licenses/sles-sap-15', 'suse'],
  ['ubuntu-os-cloud/global/licenses/ubuntu-2404-lts', 'linux'],
])('licence %s is %s', async (licence, platform) => {
  const disks = [
    {
      boot: true,
      source: link('zones/us-east1-b/disks/web-1'),
      licenses: [`https://www.googleapis.com/compute/v1/projects/${licence}`],
    },
  ];
  expect((await read({ disks })).resource?.attributes).toMatchObject({ platform });
});

describe('GPUs', () => {
  test.each([
    [
      'n1-standard-8',
      [{ acceleratorType: link('zones/us-east1-b/acceleratorTypes/nvidia-tesla-t4'), acceleratorCount: 2 }],
      { model: 'NVIDIA T4', count: 2 },
    ],
    ['a2-highgpu-4g', [], { count: 4 }],
    ['g2-standard-24', [], { count: 2 }],
  ])('of %s', async (type, guestAccelerators, gpu) => {
    const machineType = link(`zones/us-east1-b/machineTypes/${type}`);
    expect((await read({ machineType, guestAccelerators })).resource?.attributes).toMatchObject({ gpu });
  });

  test('are none where there are none', async () => {
    expect((await read({})).resource?.attributes).not.toHaveProperty('gpu');
  });
});

test('the group that made it is known, though it is named by the project’s number', async () => {
  const items = [
    { key: 'created-by', value: 'projects/123456789012/zones/us-east1-b/instanceGroupManagers/web' },
  ];
  expect((await read({ metadata: { items } })).resource?.attributes).toMatchObject({
    group: fullName('zones/us-east1-b/instanceGroupManagers/web'),
  });
});

test('a machine of one’s own type, on a node of one’s own, on Arm', async () => {
  const nodeAffinities = [{ key: 'compute.googleapis.com/node-group-name', operator: 'IN', values: ['own'] }];
  const machineType = link('zones/us-east1-b/machineTypes/n2-custom-6-20480');
  const own = await read({ machineType, scheduling: { nodeAffinities } });
  expect(own.resource?.attributes).toMatchObject({
    type: 'n2-custom-6-20480',
    tenancy: 'host',
    architecture: 'x86_64',
  });
  const arm = await read({ machineType: link('zones/us-east1-b/machineTypes/t2a-standard-1') });
  expect(arm.resource?.attributes).toMatchObject({ architecture: 'arm64' });
});

test('a machine without labels has none; without a zone it cannot be read', async () => {
  expect((await read({ labels: undefined })).resource?.tags).toEqual({});
  expect((await read({ zone: undefined })).unreadable).toEqual(['zone is missing']);
});
