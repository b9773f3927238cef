import { z } from 'zod';
import type { Address } from '../../../estate/addresses.ts';
import { type ComputeModel, identityOf } from '../../../estate/compute-model.ts';
import type { Disk } from '../../../estate/disks.ts';
import { isLabel } from '../../../estate/labels.ts';
import { numericIdOf } from '../../../estate/numeric-ids.ts';
import type { Snapshot } from '../../../estate/snapshots.ts';
import { GoogleError } from '../../../google-error.ts';
import { invalidArgument } from '../../../refusals.ts';
import type { GcpRequest, GcpRoute } from '../../../service.ts';
import { bodyOf } from '../body.ts';
import type { Collection } from '../collection.ts';
import { addresses, disks, snapshots } from '../collections.ts';
import { type ChangeContext, type Changed, changeRoutes, inUse } from './change.ts';

/** How long each takes, on the sandbox's clock. */
const takesMs = { snapshot: 20_000, delete: 5_000 } as const;

const gigabyte = 1_000_000_000;

const newSnapshot = z.object({
  name: z.string(),
  description: z.string().default(''),
  labels: z.record(z.string(), z.string()).default({}),
  snapshotType: z.enum(['STANDARD', 'ARCHIVE']).default('STANDARD'),
});

const resourceName = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Takes snapshots of disks, and deletes disks, snapshots and addresses. */
export function storageRoutes(context: ChangeContext): readonly GcpRoute[] {
  function deletions<Model extends ComputeModel>(
    collection: Collection<Model>,
    refuse: (model: Model) => void,
  ): readonly GcpRoute[] {
    return changeRoutes(context, {
      collection,
      verb: 'delete',
      permission: `compute.${collection.name}.delete`,
      change(model): Changed {
        refuse(model);
        context.estate.overlay.write(model.arn, context.clock.now(), { deleted: true });
        return { takesMs: takesMs.delete };
      },
    });
  }

  return [
    ...changeRoutes(context, {
      collection: disks,
      verb: 'createSnapshot',
      permission: 'compute.disks.createSnapshot',
      query: ['guestFlush'],
      change: (disk, request) => createSnapshot(context, disk, request),
    }),
    ...deletions(disks, refuseAttached),
    ...deletions(snapshots, () => undefined),
    ...deletions(addresses, refuseInUse),
  ];
}

function createSnapshot({ clock }: ChangeContext, disk: Disk, request: GcpRequest): Changed {
  const { name, description, labels, snapshotType } = bodyOf(request, newSnapshot);
  const { project } = request;
  if (!resourceName.test(name))
    throw invalidArgument(
      `Invalid value for field 'resource.name': '${name}'. Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'`,
    );
  if (!Object.entries(labels).every(([key, value]) => isLabel(key, value)))
    throw invalidArgument(
      "Invalid value for field 'resource.labels': ''. Label violates format constraints.",
    );
  if (project.snapshots.find(name) !== undefined)
    throw new GoogleError({
      status: 'ALREADY_EXISTS',
      reason: 'alreadyExists',
      message: `The resource 'projects/${project.id}/global/snapshots/${name}' already exists`,
    });
  const now = clock.now();
  const snapshot: Snapshot = {
    ...identityOf(project.id, 'global', 'snapshots', name),
    index: project.snapshots.size,
    number: numericIdOf(now | 0, project.snapshots.size),
    createdAt: now,
    status: 'CREATING',
    readyAt: now + takesMs.snapshot,
    archived: snapshotType === 'ARCHIVE',
    sizeGb: disk.sizeGb,
    storageBytes: Math.floor(disk.sizeGb * gigabyte * 0.3),
    sourceDisk: disk.path,
    schedule: undefined,
    region: request.region,
    description,
    tags: Object.entries(labels),
    truths: [],
    undecidable: [],
  };
  project.addedSnapshots.add(snapshot);
  return { takesMs: takesMs.snapshot };
}

function refuseAttached({ user, path }: Disk): void {
  if (user !== undefined) throw inUse(`disk resource '${path}'`, user.path);
}

function refuseInUse({ users, path }: Address): void {
  const [user] = users;
  if (user !== undefined) throw inUse(`address resource '${path}'`, user);
}
