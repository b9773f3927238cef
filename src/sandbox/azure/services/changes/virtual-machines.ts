import { z } from 'zod';
import type { SandboxResponse } from '../../../service.ts';
import { ArmError } from '../../arm-error.ts';
import { virtualMachineType } from '../../documents/virtual-machines.ts';
import type { PowerState } from '../../estate/changes.ts';
import type { Cell } from '../../estate/estate.ts';
import type { VirtualMachine } from '../../estate/virtual-machines.ts';
import { findVmSize } from '../../estate/vm-sizes.ts';
import type { Effect } from '../operations.ts';
import { bodyOf, type ChangeCall, type ChangeHandler, notAllowed, targetOf, textNow } from './change.ts';

const type = 'microsoft.compute/virtualmachines';

/** What is done to virtual machines. */
export const virtualMachineChanges: readonly ChangeHandler[] = [
  { method: 'POST', type: `${type}/start`, handle: start },
  { method: 'POST', type: `${type}/restart`, handle: (call) => switchTo(call, 'starting', 'running') },
  { method: 'POST', type: `${type}/poweroff`, handle: (call) => switchTo(call, 'stopping', 'stopped') },
  { method: 'POST', type: `${type}/deallocate`, handle: deallocate },
  { method: 'PATCH', type, handle: update },
  { method: 'DELETE', type, handle: remove },
];

function machineOf(call: ChangeCall): { readonly model: VirtualMachine; readonly cell: Cell } {
  const found = targetOf(call, type, (cell) => cell.virtualMachines);
  if (found.model.updating)
    throw new ArmError(
      409,
      'Conflict',
      `The request failed due to conflict with a concurrent request on '${found.model.name}'.`,
    );
  return found;
}

function start(call: ChangeCall): SandboxResponse {
  const { model } = machineOf(call);
  if (model.power === 'running') return switchTo(call, 'running', 'running');
  // Its size is looked for again, as that which it had was given back.
  if (model.power === 'deallocated' && model.size.soldOut === true) return notAllocated(call, model.power);
  return switchTo(call, 'starting', 'running');
}

function deallocate(call: ChangeCall): SandboxResponse {
  const { model } = machineOf(call);
  if (model.ephemeral)
    throw notAllowed(
      "Operation 'deallocate' is not supported for VMs or VM Scale Set instances using an ephemeral OS disk.",
    );
  return switchTo(call, 'deallocating', 'deallocated');
}

function switchTo(call: ChangeCall, during: PowerState, after: PowerState): SandboxResponse {
  const { model, cell } = machineOf(call);
  // Without a machine there is nothing to shut down: it stays as it is.
  const isOff = model.power === 'deallocated' && after === 'stopped';
  return call.operations.begin(call.request, {
    location: cell.location,
    during: [[model.arn, { vm: { power: isOff ? model.power : during, updating: true } }]],
    after: [settled(call, model, isOff ? model.power : after)],
  });
}

function settled({ context }: ChangeCall, { arn }: VirtualMachine, power: PowerState): Effect {
  return [arn, { vm: { power, updating: false, provisionedAt: context.clock.now() } }];
}

function notAllocated(call: ChangeCall, power: PowerState): SandboxResponse {
  const { model, cell } = machineOf(call);
  return call.operations.begin(call.request, {
    location: cell.location,
    during: [[model.arn, { vm: { updating: true } }]],
    after: [[model.arn, { vm: { power, updating: false } }]],
    failure: {
      code: 'AllocationFailed',
      message:
        'Allocation failed. We do not have sufficient capacity for the requested VM size in this region. Read more about improving likelihood of allocation success at https://aka.ms/allocation-guidance',
    },
  });
}

const patch = z.looseObject({
  hardwareProfile: z.looseObject({ vmSize: z.string() }).optional(),
});
const updateSchema = z.looseObject({
  tags: z.record(z.string(), z.string()).optional(),
  properties: patch.optional(),
});

/** A new size and new tags; a machine that runs is restarted for its size. */
function update(call: ChangeCall): SandboxResponse {
  const { model, cell } = machineOf(call);
  const asked = updateSchema.safeParse(bodyOf(call.request));
  if (!asked.success) throw new ArmError(400, 'InvalidRequestContent', z.prettifyError(asked.error));
  const { tags, properties } = asked.data;
  const name = properties?.hardwareProfile?.vmSize ?? model.size.name;
  const size = findVmSize(name);
  if (size === undefined)
    throw new ArmError(
      400,
      'InvalidParameter',
      `The value ${name} provided for the VM size is not valid. The valid sizes in the current region are those of the sandbox.`,
    );
  if (size.architecture !== model.size.architecture)
    throw new ArmError(
      400,
      'BadRequest',
      `Cannot create a VM of size '${size.name}' because this VM size only supports a CPU Architecture of '${size.architecture}', but an image or disk given has CPU Architecture '${model.size.architecture}'.`,
    );
  const isNew = size.name !== model.size.name;
  const needsRoom = isNew && model.power !== 'deallocated';
  if (needsRoom && size.soldOut === true) return notAllocated(call, model.power);
  const names = call.request.resource.names;
  const power = needsRoom ? 'running' : model.power;
  return call.operations.begin(call.request, {
    location: cell.location,
    during: [[model.arn, { vm: { updating: true, ...(needsRoom && { power: 'starting' as const }) } }]],
    after: [
      [
        model.arn,
        {
          vm: { power, size, updating: false, provisionedAt: call.context.clock.now() },
          ...(tags !== undefined && { tags: Object.entries(tags) }),
        },
      ],
    ],
    resource: () => textNow(virtualMachineType, cell, names),
  });
}

/** Its own disk goes with it; the others are kept. */
function remove(call: ChangeCall): SandboxResponse {
  const { model, cell } = machineOf(call);
  const now = call.context.clock.now();
  return call.operations.begin(call.request, {
    location: cell.location,
    during: [[model.arn, { vm: { updating: true } }]],
    after: [
      [model.arn, { gone: true }],
      ...(model.osDisk === undefined ? [] : [[model.osDisk.toLowerCase(), { gone: true }] as const]),
      ...model.dataDisks.map((id) => [id.toLowerCase(), { detachedAt: now }] as const),
    ],
  });
}
