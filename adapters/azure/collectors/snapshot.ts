import { snapshot } from 'bursar/adapter';
import { armId, groupOf, idOf, scopeIn } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import { azureCollector } from '../collector.ts';
import { type ArmRecord, defined, fold, instantOf, type Maybe, required, tagsOf, told } from '../record.ts';

interface SnapshotRecord extends ArmRecord {
  readonly managedBy?: Maybe<string>;
  readonly properties?: Maybe<{
    readonly provisioningState?: Maybe<string>;
    /** Below 100 while a copy from another region is under way. */
    readonly completionPercent?: Maybe<number>;
    readonly diskSizeGB?: Maybe<number>;
    readonly timeCreated?: Maybe<string>;
    readonly creationData?: Maybe<{ readonly sourceResourceId?: Maybe<string> }>;
  }>;
}

const states = {
  succeeded: 'completed',
  updating: 'completed',
  creating: 'pending',
  failed: 'failed',
} as const;

/** Snapshots of managed disks, whole and incremental. */
export const snapshotCollector = azureCollector({
  kind: snapshot,
  permissions: ['Microsoft.Compute/snapshots/read'],

  graph: (graph) =>
    graph.rows<SnapshotRecord>({
      types: ['microsoft.compute/snapshots'],
      columns: ['name', 'location', 'tags', 'managedBy'],
      properties: ['provisioningState', 'completionPercent', 'diskSizeGB', 'timeCreated', 'creationData'],
    }),

  async *arm(clients, signal) {
    const compute = await clients.compute();
    yield* armPages<SnapshotRecord>(clients, 'compute snapshots', compute.snapshots.list(), signal);
  },

  read(raw: SnapshotRecord, scope) {
    const properties = required(raw.properties, 'properties');
    const source = armId(properties.creationData?.sourceResourceId);
    const isCopied = (properties.completionPercent ?? 100) < 100;
    return {
      kind: 'snapshot',
      id: idOf(raw),
      name: required(raw.name, 'name'),
      scope: scopeIn(scope, raw),
      tags: tagsOf(raw),
      ...defined({ createdAt: instantOf(properties.timeCreated) }),
      attributes: {
        state: isCopied ? 'pending' : fold(states, properties.provisioningState ?? 'Succeeded', 'the state'),
        tier: 'standard' as const,
        sizeGib: required(properties.diskSizeGB, 'diskSizeGB'),
        // As of disks, only whose key it is can be chosen.
        encrypted: true,
        description: '',
        ...defined({
          volume: source?.includes('/disks/') ? source : undefined,
          managedBy: managedByOf(raw),
        }),
      },
    };
  },
});

/** The service that keeps it: Azure Backup has resource groups of its own for what it makes. */
function managedByOf(raw: SnapshotRecord): string | undefined {
  const isOfBackup = /^azurebackuprg_/i.test(groupOf(idOf(raw)));
  return told(raw.managedBy) ?? (isOfBackup ? 'Azure Backup' : undefined);
}
