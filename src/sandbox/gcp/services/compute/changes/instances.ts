import { z } from 'zod';
import type { InstanceStatus, Scheduling } from '../../../estate/changes.ts';
import { fullNameOf } from '../../../estate/compute-model.ts';
import { diskNameOf } from '../../../estate/disk-use.ts';
import type { Instance } from '../../../estate/instances.ts';
import { findMachineType } from '../../../estate/machine-types.ts';
import { invalidArgument } from '../../../refusals.ts';
import type { GcpRoute } from '../../../service.ts';
import { bodyOf } from '../body.ts';
import { instances } from '../collections.ts';
import {
  type ChangeContext,
  type Changed,
  type ChangeOptions,
  changeRoutes,
  conditionNotMet,
  notReady,
} from './change.ts';

/** How long each takes, on the sandbox's clock. */
const takesMs = { stop: 30_000, start: 15_000, delete: 30_000, set: 2_000 } as const;

const machineTypeChange = z.object({ machineType: z.string() });
const schedulingChange = z.object({
  provisioningModel: z.enum(['SPOT', 'STANDARD']).optional(),
  preemptible: z.boolean().optional(),
  automaticRestart: z.boolean().optional(),
  onHostMaintenance: z.enum(['MIGRATE', 'TERMINATE']).optional(),
  instanceTerminationAction: z.enum(['STOP', 'DELETE']).optional(),
});

/** Stops, starts, resizes and deletes machines, and says what may take them away. */
export function instanceRoutes(context: ChangeContext): readonly GcpRoute[] {
  const routes = (
    verb: string,
    change: ChangeOptions<Instance>['change'],
    query: readonly string[] = [],
  ): readonly GcpRoute[] =>
    changeRoutes(context, {
      collection: instances,
      verb,
      permission: `compute.instances.${verb}`,
      query,
      change,
    });
  const write = (instance: Instance, change: object): void =>
    context.estate.overlay.write(instance.arn, context.clock.now(), { instance: change });

  function stop(instance: Instance, discardsLocalSsds: boolean): Changed {
    const { status, localSsds, id } = instance;
    if (status === 'TERMINATED') return { takesMs: takesMs.set };
    if (status !== 'RUNNING') throw wrongStatus(instance, 'stopped');
    if (localSsds > 0 && !discardsLocalSsds)
      throw invalidArgument(
        `VM has a Local SSD attached but an undefined value for \`discardLocalSsd\` (instance '${id}').`,
      );
    moveTo('STOPPING', 'TERMINATED', instance, takesMs.stop, { stoppedAt: context.clock.now() });
    return { takesMs: takesMs.stop };
  }

  function start(instance: Instance): Changed {
    const { status, lacksCapacity, zone, type } = instance;
    if (status === 'RUNNING') return { takesMs: takesMs.set };
    if (status !== 'TERMINATED') throw wrongStatus(instance, 'started');
    if (lacksCapacity) {
      moveTo('STAGING', 'TERMINATED', instance, takesMs.start, {});
      const message = `The zone 'projects/${instance.path.split('/')[1] ?? ''}/zones/${zone}' does not have enough resources available to fulfill the request. (${type.name})`;
      return { takesMs: takesMs.start, error: { code: 'ZONE_RESOURCE_POOL_EXHAUSTED', message } };
    }
    moveTo('STAGING', 'RUNNING', instance, takesMs.start, { startedAt: context.clock.now() });
    return { takesMs: takesMs.start };
  }

  function moveTo(
    through: InstanceStatus,
    status: InstanceStatus,
    instance: Instance,
    ms: number,
    more: object,
  ): void {
    write(instance, { status: through, next: { status, at: context.clock.now() + ms }, ...more });
  }

  return [
    ...routes('stop', (instance, { query }) => stop(instance, query.get('discardLocalSsd') !== null), [
      'discardLocalSsd',
      'noGracefulShutdown',
    ]),
    ...routes('start', start),
    ...routes('setMachineType', (instance, request) => {
      const { machineType } = bodyOf(request, machineTypeChange);
      const [, zone, name = ''] = /zones\/([^/]+)\/machineTypes\/([^/]+)$/.exec(machineType) ?? [];
      const type = zone === instance.zone ? findMachineType(name) : undefined;
      if (type === undefined)
        throw invalidArgument(
          `Invalid value for field 'resource.machineType': '${machineType}'. Machine type specified is malformed or is in another zone.`,
        );
      if (instance.status !== 'TERMINATED')
        throw notReady(
          `Invalid resource usage: 'Machine type of an instance can only be changed while it is stopped: '${instance.id}' is ${instance.status}.'`,
        );
      if (type.architecture !== instance.type.architecture)
        throw invalidArgument(
          `Invalid resource usage: 'Requested boot disk architecture (${instance.type.architecture}) is not compatible with machine type architecture (${type.architecture}).'`,
        );
      write(instance, { type });
      return { takesMs: takesMs.set };
    }),
    ...routes('setScheduling', (instance, request) => {
      const scheduling = schedulingOf(instance, bodyOf(request, schedulingChange));
      if (scheduling.spot !== instance.scheduling.spot && instance.status !== 'TERMINATED')
        throw notReady(`Instance '${instance.id}' must be stopped to change its provisioning model.`);
      write(instance, { scheduling });
      return { takesMs: takesMs.set };
    }),
    ...routes('delete', (instance, request, scope) => {
      if (instance.deletionProtection)
        throw conditionNotMet(
          `Invalid resource usage: 'Resource cannot be deleted if it's protected against deletion. '${instance.id}''`,
        );
      const now = context.clock.now();
      const goneAt = now + takesMs.delete;
      const { overlay } = context.estate;
      write(instance, { status: 'STOPPING', stoppedAt: now });
      overlay.write(instance.arn, goneAt, { deleted: true });
      // What it boots from goes along; its data stays.
      const cell = request.project.cells.find(({ region }) => region === request.region);
      if (cell !== undefined)
        overlay.write(
          fullNameOf(`projects/${request.project.id}/${scope}/disks/${diskNameOf(cell, instance.index)}`),
          goneAt,
          { deleted: true },
        );
      return { takesMs: takesMs.delete };
    }),
  ];
}

function schedulingOf({ scheduling, gpu }: Instance, change: z.output<typeof schedulingChange>): Scheduling {
  const spot =
    change.provisioningModel === undefined
      ? (change.preemptible ?? scheduling.spot)
      : change.provisioningModel === 'SPOT';
  const automaticRestart = change.automaticRestart ?? (spot ? false : scheduling.automaticRestart);
  const onHostMaintenance = change.onHostMaintenance ?? (spot ? 'TERMINATE' : scheduling.onHostMaintenance);
  if (spot && automaticRestart)
    throw invalidArgument(
      "Invalid value for field 'scheduling.automaticRestart': 'true'. Scheduling must have automaticRestart be false when preemptible is true.",
    );
  if ((spot || gpu !== undefined) && onHostMaintenance === 'MIGRATE')
    throw invalidArgument(
      "Invalid value for field 'scheduling.onHostMaintenance': 'MIGRATE'. Instances that are preemptible or have GPUs cannot migrate.",
    );
  return { spot, automaticRestart, onHostMaintenance };
}

function wrongStatus({ path, status }: Instance, wanted: string): Error {
  return notReady(`The resource '${path}' is not ready: it is ${status} and cannot be ${wanted}.`);
}
