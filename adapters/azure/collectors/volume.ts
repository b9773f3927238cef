import { volume } from 'bursar/adapter';
import { armId, armIds, idOf, scopeIn, zoneOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import { azureCollector } from '../collector.ts';
import { type ArmRecord, defined, fold, instantOf, type Maybe, number, required, tagsOf } from '../record.ts';

interface DiskRecord extends ArmRecord {
  readonly managedBy?: Maybe<string>;
  readonly sku?: Maybe<{ readonly name?: Maybe<string> }>;
  readonly zones?: Maybe<readonly string[]>;
  readonly properties?: Maybe<{
    readonly diskState?: Maybe<string>;
    readonly provisioningState?: Maybe<string>;
    readonly diskSizeGB?: Maybe<number>;
    readonly diskIOPSReadWrite?: Maybe<number>;
    readonly diskMBpsReadWrite?: Maybe<number>;
    readonly timeCreated?: Maybe<string>;
    /** When it was last attached or detached. */
    readonly LastOwnershipUpdateTime?: Maybe<string>;
    readonly maxShares?: Maybe<number>;
    /** Of a disk that several machines may share, in place of `managedBy`. */
    readonly shareInfo?: Maybe<readonly { readonly vmUri?: Maybe<string> }[]>;
    readonly creationData?: Maybe<{ readonly sourceResourceId?: Maybe<string> }>;
  }>;
}

/** A disk that is reserved is attached to a machine that is deallocated; one with an access is read from outside. */
const states = {
  unattached: 'available',
  attached: 'in-use',
  reserved: 'in-use',
  frozen: 'in-use',
  activesas: 'available',
  activesasfrozen: 'in-use',
  readytoupload: 'creating',
  activeupload: 'creating',
} as const;

/** What a change of the disk itself, which is under way or has failed, makes of that. */
const unfinished: Readonly<Record<string, 'creating' | 'deleting' | 'failed' | undefined>> = {
  Creating: 'creating',
  Deleting: 'deleting',
  Failed: 'failed',
};

/** Of the other types Azure tells what their size gives them. */
const provisioned: ReadonlySet<string> = new Set(['PremiumV2_LRS', 'UltraSSD_LRS']);

/** Managed disks. */
export const volumeCollector = azureCollector({
  kind: volume,
  permissions: ['Microsoft.Compute/disks/read'],

  graph: (graph) =>
    graph.rows<DiskRecord>({
      types: ['microsoft.compute/disks'],
      columns: ['name', 'location', 'tags', 'zones', 'sku', 'managedBy'],
      properties: [
        'diskState',
        'provisioningState',
        'diskSizeGB',
        'diskIOPSReadWrite',
        'diskMBpsReadWrite',
        'timeCreated',
        'LastOwnershipUpdateTime',
        'maxShares',
        'shareInfo',
        'creationData',
      ],
    }),

  async *arm(clients, signal) {
    const compute = await clients.compute();
    yield* armPages<DiskRecord>(clients, 'compute disks', compute.disks.list(), signal);
  },

  read(raw: DiskRecord, scope) {
    const properties = required(raw.properties, 'properties');
    const type = required(raw.sku?.name, 'sku.name');
    const sharers = properties.shareInfo ?? [];
    const attachedTo = new Set(armIds([raw.managedBy, ...sharers.map(({ vmUri }) => vmUri)]));
    const state =
      unfinished[properties.provisioningState ?? ''] ?? fold(states, properties.diskState, 'the state');
    const source = armId(properties.creationData?.sourceResourceId);
    return {
      kind: 'volume',
      id: idOf(raw),
      name: required(raw.name, 'name'),
      scope: scopeIn(scope, raw),
      tags: tagsOf(raw),
      ...defined({ createdAt: instantOf(properties.timeCreated) }),
      attributes: {
        type,
        // An access from outside says nothing about whether it is attached.
        state: state === 'available' && attachedTo.size > 0 ? 'in-use' : state,
        sizeGib: required(properties.diskSizeGB, 'diskSizeGB'),
        // Azure encrypts every managed disk; whose key it is is all that can be chosen.
        encrypted: true,
        multiAttach: (properties.maxShares ?? 1) > 1,
        attachedTo: [...attachedTo],
        ...defined({
          detachedAt: attachedTo.size === 0 ? instantOf(properties.LastOwnershipUpdateTime) : undefined,
          iops: provisioned.has(type) ? number(properties.diskIOPSReadWrite) : undefined,
          throughputMibps: provisioned.has(type) ? number(properties.diskMBpsReadWrite) : undefined,
          zone: zoneOf(raw.location, raw.zones),
          snapshot: source?.includes('/snapshots/') ? source : undefined,
        }),
      },
    };
  },
});
