import type { RecordedRecord } from 'bursar/testing';

const scope = { provider: 'gcp', account: 'acme-audit', region: 'global' };
const zone = 'https://www.googleapis.com/compute/v1/projects/acme-audit/zones/us-east1-b';

/** Records of the shape in which Compute Engine gives them, fields that are of no interest included. */
export const recordedRecords: readonly RecordedRecord[] = [
  {
    kind: 'instance',
    scope,
    record: {
      kind: 'compute#instance',
      id: '2966820606951926687',
      name: 'audit-dev',
      selfLink: `${zone}/instances/audit-dev`,
      zone,
      status: 'TERMINATED',
      cpuPlatform: 'Unknown CPU Platform',
      creationTimestamp: '2017-05-01T12:34:32.932-07:00',
      lastStopTimestamp: '2018-01-09T05:10:02.001-08:00',
      description: '',
      machineType: `${zone}/machineTypes/n1-standard-1`,
      canIpForward: false,
      deletionProtection: false,
      startRestricted: false,
      disks: [
        {
          kind: 'compute#attachedDisk',
          index: 0,
          boot: true,
          autoDelete: true,
          deviceName: 'audit-dev',
          interface: 'SCSI',
          licenses: [
            'https://www.googleapis.com/compute/v1/projects/ubuntu-os-cloud/global/licenses/ubuntu-1604-xenial',
          ],
          mode: 'READ_WRITE',
          source: `${zone}/disks/audit-dev`,
          type: 'PERSISTENT',
        },
      ],
      networkInterfaces: [
        {
          kind: 'compute#networkInterface',
          name: 'nic0',
          network: 'https://www.googleapis.com/compute/v1/projects/acme-audit/global/networks/default',
          networkIP: '10.142.0.2',
          accessConfigs: [{ kind: 'compute#accessConfig', name: 'External NAT', type: 'ONE_TO_ONE_NAT' }],
        },
      ],
      scheduling: { automaticRestart: true, onHostMaintenance: 'MIGRATE', preemptible: false },
      serviceAccounts: [
        {
          email: '1234567890-compute@developer.gserviceaccount.com',
          scopes: ['https://www.googleapis.com/auth/cloud-platform'],
        },
      ],
      tags: { fingerprint: '64R2DbCkcGg=', items: ['dev', 'http-server'] },
      labelFingerprint: '42WmSpB8rSM=',
      metadata: { kind: 'compute#metadata', fingerprint: 'Xyzzy=' },
    },
    resource: {
      id: '//compute.googleapis.com/projects/acme-audit/zones/us-east1-b/instances/audit-dev',
      name: 'audit-dev',
      region: 'us-east1',
      // Network tags are none of the labels, and without labels there is no field for them.
      tags: {},
      attributes: {
        type: 'n1-standard-1',
        state: 'stopped',
        stateSince: Date.parse('2018-01-09T05:10:02.001-08:00'),
        market: 'on-demand',
        platform: 'linux',
        zone: 'us-east1-b',
        privateIp: '10.142.0.2',
        rootVolume: '//compute.googleapis.com/projects/acme-audit/zones/us-east1-b/disks/audit-dev',
        dataVolumes: [],
      },
    },
  },
  {
    kind: 'volume',
    scope,
    record: {
      kind: 'compute#disk',
      id: '1926261635889640234',
      name: 'audit-dev',
      selfLink: `${zone}/disks/audit-dev`,
      zone,
      status: 'READY',
      // Whole numbers come as texts.
      sizeGb: '10',
      type: `${zone}/diskTypes/pd-standard`,
      creationTimestamp: '2017-05-01T12:34:32.960-07:00',
      lastAttachTimestamp: '2017-05-01T12:34:33.013-07:00',
      labelFingerprint: '42WmSpB8rSM=',
      licenseCodes: ['1000201'],
      users: [`${zone}/instances/audit-dev`],
    },
    resource: {
      id: '//compute.googleapis.com/projects/acme-audit/zones/us-east1-b/disks/audit-dev',
      region: 'us-east1',
      tags: {},
      attributes: {
        type: 'pd-standard',
        state: 'in-use',
        sizeGib: 10,
        attachedTo: ['//compute.googleapis.com/projects/acme-audit/zones/us-east1-b/instances/audit-dev'],
      },
    },
  },
];
