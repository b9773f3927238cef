import type { EpochMs, instance, ResourceOf, Scope } from 'bursar/adapter';
import { armId, armIds, idOf, parentOf, scopeIn, zoneOf } from '../arm-id.ts';
import { gpuOf, type MachineTypeOf } from '../machine-type-of.ts';
import {
  type ArmRecord,
  defined,
  fold,
  instantOf,
  type Maybe,
  required,
  type SubResource,
  tagsOf,
  told,
} from '../record.ts';
import { type Identity, identityOf } from './identity.ts';

interface Status {
  readonly code?: Maybe<string>;
  readonly time?: Maybe<string>;
}

/** What a machine is doing, as Resource Manager tells it. */
export interface InstanceView {
  readonly statuses?: Maybe<readonly Status[]>;
}

interface Disk {
  readonly managedDisk?: Maybe<SubResource>;
}

interface ImageReference extends SubResource {
  readonly publisher?: Maybe<string>;
  readonly offer?: Maybe<string>;
  readonly sku?: Maybe<string>;
  readonly version?: Maybe<string>;
  readonly exactVersion?: Maybe<string>;
  readonly communityGalleryImageId?: Maybe<string>;
  readonly sharedGalleryImageId?: Maybe<string>;
}

/** A virtual machine, on its own or of a scale set of either orchestration mode. */
export interface MachineRecord extends ArmRecord {
  readonly zones?: Maybe<readonly string[]>;
  readonly identity?: Maybe<Identity>;
  /** Of a member of a Uniform set, in place of `hardwareProfile`. */
  readonly sku?: Maybe<{ readonly name?: Maybe<string> }>;
  readonly properties?: Maybe<{
    readonly hardwareProfile?: Maybe<{ readonly vmSize?: Maybe<string> }>;
    readonly storageProfile?: Maybe<{
      readonly imageReference?: Maybe<ImageReference>;
      readonly osDisk?: Maybe<Disk & { readonly osType?: Maybe<string> }>;
      readonly dataDisks?: Maybe<readonly Disk[]>;
    }>;
    readonly priority?: Maybe<string>;
    readonly licenseType?: Maybe<string>;
    readonly timeCreated?: Maybe<string>;
    readonly provisioningState?: Maybe<string>;
    readonly virtualMachineScaleSet?: Maybe<SubResource>;
    readonly host?: Maybe<SubResource>;
    readonly hostGroup?: Maybe<SubResource>;
    readonly capacityReservation?: Maybe<{ readonly capacityReservationGroup?: Maybe<SubResource> }>;
    readonly instanceView?: Maybe<InstanceView>;
    /** Resource Graph's own. */
    readonly extended?: Maybe<{
      readonly instanceView?: Maybe<{ readonly powerState?: Maybe<{ readonly code?: Maybe<string> }> }>;
    }>;
  }>;
}

type Properties = NonNullable<MachineRecord['properties']>;

/** A stop alone is paid for as before; only a machine that is deallocated is not. */
const powerStates = {
  'powerstate/starting': 'starting',
  'powerstate/running': 'running',
  'powerstate/stopping': 'stopping',
  'powerstate/stopped': 'stopped-billed',
  'powerstate/deallocating': 'stopping',
  'powerstate/deallocated': 'stopped',
} as const;

/** What a machine without any power state is: it is being made or deleted, or never came to be. */
const unpowered = { creating: 'starting', deleting: 'terminated', failed: 'failed' } as const;

const markets = { regular: 'on-demand', spot: 'spot', low: 'spot' } as const;

/** The power state of a machine, `PowerState/running`. */
function powerStateOf({ properties }: MachineRecord): string | undefined {
  const statuses = properties?.instanceView?.statuses ?? [];
  return (
    told(properties?.extended?.instanceView?.powerState?.code) ??
    told(statuses.find(({ code }) => code?.startsWith('PowerState/'))?.code)
  );
}

const deallocated = 'PowerState/deallocated';

/** Whether a machine is deallocated. */
export function isDeallocated(record: MachineRecord): boolean {
  return powerStateOf(record) === deallocated;
}

/** The set that a machine is a member of: a Flexible set's say so, a Uniform set's have its id before their own. */
export function scaleSetOf({ id, properties }: MachineRecord): string | undefined {
  const set = properties?.virtualMachineScaleSet?.id;
  if (set) return armId(set);
  return id && /\/virtualmachinescalesets\//i.test(id) ? parentOf(id.toLowerCase()) : undefined;
}

/** A virtual machine as a resource. */
export function machineOf(
  raw: MachineRecord,
  scope: Scope,
  machineTypeOf: MachineTypeOf,
): ResourceOf<typeof instance> {
  const properties = required(raw.properties, 'properties');
  const { osDisk, dataDisks, imageReference } = properties.storageProfile ?? {};
  const type = required(properties.hardwareProfile?.vmSize ?? raw.sku?.name, 'the size');
  const power = powerStateOf(raw);
  return {
    kind: 'instance',
    id: idOf(raw),
    name: required(raw.name, 'name'),
    scope: scopeIn(scope, raw),
    tags: tagsOf(raw),
    ...defined({ createdAt: instantOf(properties.timeCreated) }),
    attributes: {
      type,
      state: stateOf(power, properties),
      market: properties.capacityReservation?.capacityReservationGroup?.id
        ? 'reserved-capacity'
        : fold(markets, properties.priority ?? 'Regular', 'the priority'),
      platform: platformOf(properties),
      architecture: machineTypeOf(type)?.architecture ?? architectureIn(type),
      tenancy: properties.host?.id || properties.hostGroup?.id ? 'host' : 'shared',
      dataVolumes: armIds((dataDisks ?? []).map(({ managedDisk }) => managedDisk?.id)),
      ...defined({
        stateSince: power === deallocated ? deallocatedSince(properties) : undefined,
        gpu: gpuOf(type, machineTypeOf),
        zone: zoneOf(raw.location, raw.zones),
        image: imageOf(imageReference),
        group: scaleSetOf(raw),
        rootVolume: armId(osDisk?.managedDisk?.id),
        identity: identityOf(raw.identity),
        licence: told(properties.licenseType),
      }),
    },
  };
}

function stateOf(power: string | undefined, { provisioningState }: Properties) {
  return power === undefined
    ? fold(unpowered, provisioningState, 'without a power state, the provisioning state')
    : fold(powerStates, power, 'the power state');
}

/**
 * Only Resource Manager deallocates, so a deallocated machine has been so since its last operation there at the latest:
 * it may be longer, when it was changed after. A stop from within leaves no time anywhere.
 */
function deallocatedSince({ instanceView }: Properties): EpochMs | undefined {
  const statuses = instanceView?.statuses ?? [];
  return instantOf(statuses.find(({ code }) => code?.startsWith('ProvisioningState/'))?.time);
}

/** What is paid for besides Windows is told by the licence brought along or, where there is none, by the image. */
function platformOf({ storageProfile, licenseType }: Properties) {
  const { osDisk, imageReference } = storageProfile ?? {};
  if (required(osDisk?.osType, 'the operating system').toLowerCase() === 'windows') return 'windows';
  const publisher = imageReference?.publisher?.toLowerCase();
  if (publisher === 'redhat' || licenseType?.startsWith('RHEL')) return 'rhel';
  return publisher === 'suse' || licenseType?.startsWith('SLES') ? 'suse' : 'linux';
}

/** By the rules that Azure names sizes by, a `p` after the number of processors is an Arm processor. */
function architectureIn(size: string): 'x86_64' | 'arm64' {
  const [, features] = /^[A-Za-z]+_[A-Za-z]+\d+(?:-\d+)?([a-z]*)/.exec(size) ?? [];
  return features?.includes('p') ? 'arm64' : 'x86_64';
}

/** An image by its id; of the marketplace, by `publisher:offer:sku:version`. */
function imageOf(reference: Maybe<ImageReference>): string | undefined {
  if (!reference) return undefined;
  const { id, communityGalleryImageId, sharedGalleryImageId, publisher, offer, sku } = reference;
  const own = armId(id ?? communityGalleryImageId ?? sharedGalleryImageId);
  if (own !== undefined || !publisher) return own;
  return [publisher, offer, sku, reference.exactVersion ?? reference.version].join(':');
}
