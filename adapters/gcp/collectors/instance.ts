import { instance } from 'bursar/adapter';
import { listAssets } from '../assets/asset-lists.ts';
import { type GcpCollector, gcpCollector } from '../collector.ts';
import { gpuOf, type MachineTypeOf } from '../machine-type-of.ts';
import { computeName, computeNameIn, lastOf, regionOfZone, serviceAccountName } from '../names.ts';
import { architectureOf, architectureOfType } from '../reading/architecture.ts';
import { computeEverywhere } from '../reading/compute.ts';
import { broughtLicence, platformOf } from '../reading/licences.ts';
import { defined, fold, instantOf, labelsOf, required, told } from '../record.ts';

/** An instance as Compute Engine has it. */
interface InstanceRecord {
  readonly name?: string;
  readonly selfLink?: string;
  readonly zone?: string;
  readonly machineType?: string;
  readonly status?: string;
  readonly creationTimestamp?: string;
  readonly lastStartTimestamp?: string;
  readonly lastStopTimestamp?: string;
  readonly lastSuspendedTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly disks?: readonly AttachedDisk[];
  readonly guestAccelerators?: readonly {
    readonly acceleratorType?: string;
    readonly acceleratorCount?: number;
  }[];
  readonly metadata?: { readonly items?: readonly { readonly key?: string; readonly value?: string }[] };
  readonly networkInterfaces?: readonly NetworkInterface[];
  readonly scheduling?: Scheduling;
  readonly serviceAccounts?: readonly { readonly email?: string }[];
}

interface AttachedDisk {
  readonly boot?: boolean;
  readonly type?: string;
  readonly source?: string;
  readonly licenses?: readonly string[];
  readonly architecture?: string;
}

interface NetworkInterface {
  readonly network?: string;
  readonly subnetwork?: string;
  readonly networkIP?: string;
  readonly accessConfigs?: readonly { readonly natIP?: string }[];
}

interface Scheduling {
  readonly preemptible?: boolean;
  readonly provisioningModel?: string;
  readonly nodeAffinities?: readonly { readonly key?: string }[];
}

/** What of it is asked for. */
const fields =
  'name,selfLink,zone,machineType,status,creationTimestamp,lastStartTimestamp,lastStopTimestamp,lastSuspendedTimestamp,labels,disks(boot,type,source,licenses,architecture),guestAccelerators,metadata/items,networkInterfaces(network,subnetwork,networkIP,accessConfigs/natIP),scheduling(preemptible,provisioningModel,nodeAffinities/key),serviceAccounts/email';

const states = {
  PENDING: 'starting',
  PROVISIONING: 'starting',
  STAGING: 'starting',
  RUNNING: 'running',
  // It is moved or mended while it runs.
  REPAIRING: 'running',
  PENDING_STOP: 'stopping',
  STOPPING: 'stopping',
  SUSPENDING: 'stopping',
  DEPROVISIONING: 'terminated',
  // Google keeps what it calls terminated, disks and all, and starts it again.
  TERMINATED: 'stopped',
  STOPPED: 'stopped',
  SUSPENDED: 'stopped',
} as const;

const markets = {
  STANDARD: 'on-demand',
  SPOT: 'spot',
  FLEX_START: 'reserved-capacity',
  RESERVATION_BOUND: 'reserved-capacity',
} as const;

/** Compute Engine instances, in all zones. */
export function instanceCollector(machineTypeOf: MachineTypeOf): GcpCollector<typeof instance> {
  return gcpCollector({
    kind: instance,
    permissions: ['compute.instances.list'],
    async *pages(asked) {
      for await (const piece of computeEverywhere(asked, 'instances', fields))
        yield 'error' in piece ? piece : piece.map(withoutSecrets);
    },
    ofAssets: {
      permissions: [listAssets],
      pages: (assets) =>
        assets.resources(['compute.googleapis.com/Instance'], ({ resource }) =>
          resource?.data === undefined ? undefined : withoutSecrets(resource.data),
        ),
    },

    read(raw: InstanceRecord, scope) {
      const zone = lastOf(required(raw.zone, 'zone'));
      const type = lastOf(required(raw.machineType, 'machineType'));
      const state = fold(states, raw.status, 'the status');
      const disks = (raw.disks ?? []).filter(({ source }) => source !== undefined);
      const boot = disks.find((disk) => disk.boot === true);
      const licences = boot?.licenses ?? [];
      const [network] = raw.networkInterfaces ?? [];
      const account = raw.serviceAccounts?.[0]?.email;
      const group = groupOf(raw);
      return {
        kind: 'instance',
        id: computeName(required(raw.selfLink, 'selfLink')),
        name: required(raw.name, 'name'),
        scope: { ...scope, region: regionOfZone(zone) },
        tags: labelsOf(raw.labels),
        ...defined({ createdAt: instantOf(raw.creationTimestamp) }),
        attributes: {
          type,
          state,
          market: marketOf(raw.scheduling),
          platform: platformOf(licences),
          architecture: architectureOf(boot?.architecture) ?? architectureOfType(type, machineTypeOf),
          tenancy: tenancyOf(raw.scheduling),
          dataVolumes: disks.filter((disk) => disk !== boot).map(({ source = '' }) => computeName(source)),
          zone,
          ...defined({
            stateSince: stateSinceOf(raw, state),
            launchedAt: instantOf(raw.lastStartTimestamp),
            licence: broughtLicence(licences),
            gpu: gpuOf(type, acceleratorsOf(raw), machineTypeOf),
            group: group && computeNameIn(scope.account, group),
            rootVolume: boot?.source && computeName(boot.source),
            identity: account && serviceAccountName(account, scope.account),
            publicIp: told(network?.accessConfigs?.[0]?.natIP),
            privateIp: told(network?.networkIP),
            network: network?.network && computeName(network.network),
            subnet: network?.subnetwork && computeName(network.subnetwork),
          }),
        },
      };
    },
  });
}

function marketOf(scheduling: Scheduling | undefined): (typeof markets)[keyof typeof markets] {
  const { preemptible, provisioningModel } = scheduling ?? {};
  if (provisioningModel === undefined) return preemptible === true ? 'spot' : 'on-demand';
  return fold(markets, provisioningModel, 'the provisioning model');
}

/** Machines of one's own are asked for by the node that an instance has an affinity to. */
function tenancyOf(scheduling: Scheduling | undefined): 'shared' | 'host' {
  const keys = scheduling?.nodeAffinities ?? [];
  return keys.some(({ key }) => key?.startsWith('compute.googleapis.com/node') === true) ? 'host' : 'shared';
}

function stateSinceOf(raw: InstanceRecord, state: string): number | undefined {
  if (raw.status === 'SUSPENDED') return instantOf(raw.lastSuspendedTimestamp);
  if (state === 'stopped') return instantOf(raw.lastStopTimestamp);
  return state === 'running' ? instantOf(raw.lastStartTimestamp) : undefined;
}

/** People keep scripts and keys in metadata: nothing of it is taken along but who made the instance. */
function withoutSecrets(record: InstanceRecord): InstanceRecord {
  const items = record.metadata?.items?.filter(({ key }) => key === 'created-by') ?? [];
  return { ...record, metadata: { items } };
}

/** The managed instance group that made it. */
function groupOf({ metadata }: InstanceRecord): string | undefined {
  const maker = metadata?.items?.find(({ key }) => key === 'created-by')?.value;
  return maker?.includes('/instanceGroupManagers/') === true ? maker : undefined;
}

function acceleratorsOf({ guestAccelerators = [] }: InstanceRecord) {
  return guestAccelerators.map(({ acceleratorType = '', acceleratorCount = 0 }) => ({
    type: acceleratorType,
    count: acceleratorCount,
  }));
}
