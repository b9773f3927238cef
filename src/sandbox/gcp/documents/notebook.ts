import type { Cell } from '../estate/estate.ts';
import type { Notebook } from '../estate/notebooks.ts';
import { labelsDocument, timeText } from './common.ts';

/** A Workbench instance as its own API and Cloud Asset Inventory tell it. */
export function notebookDocument(notebook: Notebook, { project, region }: Cell): object {
  const { machine, zone, seed } = notebook;
  const { gpu } = machine;
  return {
    name: `projects/${project.id}/locations/${zone}/instances/${notebook.id}`,
    id: `${seed.toString(16).padStart(8, '0')}-7c31-4e5a-9d20-${notebook.machineId.slice(0, 12)}`,
    state: notebook.state,
    healthState: notebook.health,
    creator: notebook.creator,
    ...(notebook.state === 'ACTIVE' && {
      proxyUri: `${seed.toString(16).padStart(8, '0')}-dot-${region}.notebooks.googleusercontent.com`,
    }),
    createTime: timeText(notebook.createdAt),
    updateTime: timeText(notebook.updatedAt),
    ...labelsDocument(notebook.tags),
    gceSetup: {
      machineType: machine.type,
      ...(gpu !== undefined && {
        acceleratorConfigs: [{ type: gpu.accelerator.type, coreCount: String(gpu.count) }],
      }),
      serviceAccounts: [
        {
          email: notebook.serviceAccount,
          scopes: ['https://www.googleapis.com/auth/cloud-platform'],
        },
      ],
      vmImage: {
        project: 'cloud-notebooks-managed',
        name: 'workbench-instances-v20260801',
        family: 'workbench-instances',
      },
      bootDisk: { diskSizeGb: String(notebook.bootDiskGib), diskType: 'PD_BALANCED', diskEncryption: 'GMEK' },
      dataDisks: [
        { diskSizeGb: String(notebook.dataDiskGib), diskType: 'PD_BALANCED', diskEncryption: 'GMEK' },
      ],
      shieldedInstanceConfig: { enableSecureBoot: false, enableVtpm: true, enableIntegrityMonitoring: true },
      networkInterfaces: [
        {
          network: `projects/${project.id}/global/networks/default`,
          subnet: `projects/${project.id}/regions/${region}/subnetworks/default`,
          nicType: 'VIRTIO_NET',
        },
      ],
      metadata: {
        'idle-timeout-seconds': '10800',
        ...(notebook.agent && { 'report-system-health': 'true' }),
      },
      enableIpForwarding: false,
    },
  };
}
