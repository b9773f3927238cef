import { notebook } from 'bursar/adapter';
import { listAssets } from '../assets/asset-lists.ts';
import { type GcpCollector, gcpCollector } from '../collector.ts';
import { listPages } from '../lists.ts';
import { gpuOf, type MachineTypeOf } from '../machine-type-of.ts';
import { partOf, regionOfLocation, serviceAccountName } from '../names.ts';
import { defined, fold, instantOf, labelsOf, numberOf, required } from '../record.ts';

/** A Workbench instance as its service has it. */
interface NotebookRecord {
  /** `projects/p/locations/us-central1-a/instances/ada` */
  readonly name?: string;
  readonly state?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly createTime?: string;
  readonly updateTime?: string;
  readonly gceSetup?: {
    readonly machineType?: string;
    readonly acceleratorConfigs?: readonly { readonly type?: string; readonly coreCount?: string | number }[];
    readonly serviceAccounts?: readonly { readonly email?: string }[];
    readonly bootDisk?: Disk;
    readonly dataDisks?: readonly Disk[];
  };
}

interface Disk {
  readonly diskSizeGb?: string | number;
}

const fields =
  'instances(name,state,labels,createTime,updateTime,gceSetup(machineType,acceleratorConfigs,serviceAccounts/email,bootDisk/diskSizeGb,dataDisks/diskSizeGb)),unreachable,nextPageToken';

const states = {
  STARTING: 'starting',
  PROVISIONING: 'starting',
  INITIALIZING: 'starting',
  ACTIVE: 'running',
  STOPPING: 'stopping',
  SUSPENDING: 'stopping',
  STOPPED: 'stopped',
  SUSPENDED: 'stopped',
  UPGRADING: 'updating',
  DELETED: 'deleting',
} as const;

/** Vertex AI Workbench instances. */
export function notebookCollector(machineTypeOf: MachineTypeOf): GcpCollector<typeof notebook> {
  return gcpCollector({
    kind: notebook,
    permissions: ['notebooks.instances.list'],
    async *pages(asked) {
      const client = await asked.clients.notebooks();
      const request = { parent: `projects/${asked.scope.account}/locations/-`, pageSize: 500 };
      yield* listPages(asked, {
        what: 'workbench instances',
        property: 'instances',
        fields,
        ask: (token, options) => client.listInstances({ ...request, pageToken: token ?? null }, options),
      });
    },
    ofAssets: {
      permissions: [listAssets],
      pages: (assets) => assets.resources(['notebooks.googleapis.com/Instance']),
    },

    read(raw: NotebookRecord, scope) {
      const name = required(raw.name, 'name');
      const location = required(partOf(name, 'locations'), 'a location in name');
      const setup = required(raw.gceSetup, 'gceSetup');
      const type = required(setup.machineType, 'machineType');
      const account = setup.serviceAccounts?.[0]?.email;
      const accelerators = (setup.acceleratorConfigs ?? []).map(({ type: model = '', coreCount }) => ({
        type: model,
        count: numberOf(coreCount) ?? 0,
      }));
      return {
        kind: 'notebook',
        id: `//notebooks.googleapis.com/${name}`,
        name: name.slice(name.lastIndexOf('/') + 1),
        scope: { ...scope, region: regionOfLocation(location) },
        tags: labelsOf(raw.labels),
        ...defined({ createdAt: instantOf(raw.createTime) }),
        attributes: {
          type,
          state: fold(states, raw.state, 'the state'),
          ...defined({
            gpu: gpuOf(type, accelerators, machineTypeOf),
            volumeGib: sizeOf([setup.bootDisk, ...(setup.dataDisks ?? [])]),
            modifiedAt: instantOf(raw.updateTime),
            identity: account && serviceAccountName(account, scope.account),
          }),
        },
      };
    },
  });
}

/** All disks together; unknown as soon as one does not tell its size. */
function sizeOf(disks: readonly (Disk | undefined)[]): number | undefined {
  let sum = 0;
  for (const disk of disks) {
    const size = numberOf(disk?.diskSizeGb);
    if (size === undefined) return undefined;
    sum += size;
  }
  return sum;
}
