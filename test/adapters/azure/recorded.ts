import type { RecordedRecord } from 'bursar/testing';

const subscription = '0f4e2a1c-5b6d-4c7e-8f90-a1b2c3d4e5f6';
const scope = { provider: 'azure', account: subscription, region: 'global' };
const group = `/subscriptions/${subscription}/resourceGroups/TEST_VM/providers/Microsoft.Compute`;
const lowered = group.toLowerCase();

/** Records of the shape in which Resource Manager gives them, in the mixture of cases that it has them in. */
export const recordedRecords: readonly RecordedRecord[] = [
  {
    kind: 'instance',
    scope,
    record: {
      name: 'audit-vm',
      id: `${group}/virtualMachines/audit-vm`,
      type: 'Microsoft.Compute/virtualMachines',
      location: 'southcentralus',
      tags: { testtag: 'testvalue', schedule: 'on=(M-U,8);off=(M-U,18);tz=pt' },
      properties: {
        vmId: 'f6a6b9b2-9b99-45b0-8a18-025998fc74d0',
        hardwareProfile: { vmSize: 'Standard_A1_v2' },
        storageProfile: {
          imageReference: {
            publisher: 'Canonical',
            offer: 'UbuntuServer',
            sku: '16.04.0-LTS',
            version: 'latest',
            exactVersion: '16.04.202104290',
          },
          osDisk: {
            osType: 'Linux',
            name: 'audit-vm_OsDisk_1',
            createOption: 'FromImage',
            caching: 'ReadWrite',
            managedDisk: {
              storageAccountType: 'Standard_LRS',
              id: `/subscriptions/${subscription}/resourceGroups/test_vm/providers/Microsoft.Compute/disks/audit-vm_OsDisk_1`,
            },
            diskSizeGB: 30,
          },
          dataDisks: [],
        },
        networkProfile: { networkInterfaces: [] },
        provisioningState: 'Succeeded',
        instanceView: {
          statuses: [
            {
              code: 'ProvisioningState/succeeded',
              level: 'Info',
              displayStatus: 'Provisioning succeeded',
              time: '2021-05-20T10:00:00.0000000+00:00',
            },
            { code: 'PowerState/stopped', level: 'Info', displayStatus: 'VM stopped' },
          ],
        },
      },
    },
    resource: {
      id: `${lowered}/virtualmachines/audit-vm`,
      name: 'audit-vm',
      region: 'southcentralus',
      tags: { testtag: 'testvalue', schedule: 'on=(M-U,8);off=(M-U,18);tz=pt' },
      attributes: {
        type: 'Standard_A1_v2',
        // Shut down from within, and paid for all the same.
        state: 'stopped-billed',
        market: 'on-demand',
        platform: 'linux',
        rootVolume: `${lowered}/disks/audit-vm_osdisk_1`,
        dataVolumes: [],
      },
    },
  },
  {
    kind: 'volume',
    scope,
    record: {
      name: 'audit-disk',
      id: `${group}/disks/audit-disk`,
      type: 'Microsoft.Compute/disks',
      location: 'westus2',
      sku: { name: 'Premium_LRS', tier: 'Premium' },
      properties: {
        creationData: { createOption: 'Empty' },
        diskSizeGB: 4,
        diskIOPSReadWrite: 120,
        diskMBpsReadWrite: 25,
        encryption: { type: 'EncryptionAtRestWithPlatformKey' },
        diskState: 'Unattached',
        timeCreated: '2021-05-24T14:41:52.1234567+00:00',
        provisioningState: 'Succeeded',
      },
    },
    resource: {
      id: `${lowered}/disks/audit-disk`,
      region: 'westus2',
      // Without tags there is no field for them.
      tags: {},
      attributes: { type: 'Premium_LRS', state: 'available', sizeGib: 4, attachedTo: [] },
    },
  },
];
