import { z } from 'zod';
import type { Population } from '../../../population.ts';
import type { SandboxResponse } from '../../../service.ts';
import { ArmError } from '../../arm-error.ts';
import { snapshotType } from '../../documents/disks.ts';
import type { Cell } from '../../estate/estate.ts';
import type { FlexibleServer } from '../../estate/flexible-servers.ts';
import { type AzureModel, named } from '../../estate/model.ts';
import type { Snapshot } from '../../estate/snapshots.ts';
import { cellsOfGroup } from '../resources.ts';
import { bodyOf, type ChangeCall, type ChangeHandler, notAllowed, targetOf, textNow } from './change.ts';

/** What is done to all that is no machine. */
export const otherChanges: readonly ChangeHandler[] = [
  removal(
    'microsoft.compute/disks',
    (cell) => cell.disks,
    ({ name, managedBy }) => {
      if (managedBy !== undefined) throw notAllowed(`Disk ${name} is attached to VM ${managedBy}.`);
    },
  ),
  removal('microsoft.compute/snapshots', (cell) => cell.snapshots),
  removal('microsoft.compute/images', (cell) => cell.images),
  removal(
    'microsoft.network/publicipaddresses',
    (cell) => cell.addresses,
    (address) => {
      const holder = address.ipConfiguration ?? address.natGateway;
      if (holder !== undefined)
        throw new ArmError(
          400,
          'PublicIPAddressCannotBeDeleted',
          `Public IP address ${address.armId} can not be deleted since it is still allocated to resource ${holder}. In order to delete the public IP, disassociate/detach the Public IP address from the resource.`,
        );
    },
  ),
  removal('microsoft.network/loadbalancers', (cell) => cell.loadBalancers),
  removal('microsoft.network/applicationgateways', (cell) => cell.applicationGateways),
  removal(
    'microsoft.network/natgateways',
    (cell) => cell.natGateways,
    ({ armId, subnets }) => {
      if (subnets.length > 0)
        throw new ArmError(
          400,
          'InUseNatGatewayCannotBeDeleted',
          `NAT gateway ${armId} cannot be deleted because it is in use by ${subnets.join(', ')}.`,
        );
    },
  ),
  { method: 'PUT', type: 'microsoft.compute/snapshots', handle: takeSnapshot },
  ...serverSwitches('microsoft.dbforpostgresql/flexibleservers', (cell) => cell.postgreSqlServers),
  ...serverSwitches('microsoft.dbformysql/flexibleservers', (cell) => cell.mySqlServers),
];

function removal<Model extends AzureModel>(
  type: string,
  populationOf: (cell: Cell) => Population<Model>,
  refuse?: (model: Model) => void,
): ChangeHandler {
  return {
    method: 'DELETE',
    type,
    handle(call) {
      const { model, cell } = targetOf(call, type, populationOf);
      refuse?.(model);
      return call.operations.begin(call.request, {
        location: cell.location,
        during: [],
        after: [[model.arn, { gone: true }]],
      });
    },
  };
}

const snapshotBody = z.looseObject({
  location: z.string(),
  tags: z.record(z.string(), z.string()).optional(),
  sku: z.looseObject({ name: z.enum(['Standard_LRS', 'Standard_ZRS', 'Premium_LRS']).optional() }).optional(),
  properties: z.looseObject({
    incremental: z.boolean().optional(),
    creationData: z.looseObject({ createOption: z.literal('Copy'), sourceResourceId: z.string() }),
  }),
});

/** Takes a snapshot of a disk. */
function takeSnapshot(call: ChangeCall): SandboxResponse {
  const { request, context } = call;
  const { subscription = '', resourceGroup = '', names } = request.resource;
  const asked = snapshotBody.safeParse(bodyOf(request));
  if (!asked.success) throw new ArmError(400, 'InvalidParameter', z.prettifyError(asked.error));
  const { location, tags, sku, properties } = asked.data;
  const { sourceResourceId } = properties.creationData;
  const cell = cellsOfGroup(context.estate.cellsOf(subscription, 'Microsoft.Compute'), resourceGroup).find(
    (one) => one.location === location,
  );
  const group = cell?.groups.find(({ name }) => name.toLowerCase() === resourceGroup.toLowerCase());
  const disk = cell?.disks.find(sourceResourceId.toLowerCase().split('/').at(-1) ?? '');
  if (cell === undefined || group === undefined || disk?.arn !== sourceResourceId.toLowerCase())
    throw new ArmError(404, 'NotFound', `Disk ${sourceResourceId} is not found.`);
  const name = names[0] ?? '';
  const now = context.clock.now();
  if (cell.snapshots.find(name.toLowerCase()) !== undefined)
    throw new ArmError(409, 'Conflict', `A snapshot named '${name}' exists already.`);
  const snapshot: Snapshot = {
    ...named(group, cell.snapshots.size, name, `Microsoft.Compute/snapshots/${name}`),
    createdAt: now,
    sourceId: disk.armId,
    sizeGib: disk.sizeGib,
    sku: sku?.name ?? 'Standard_LRS',
    incremental: properties.incremental ?? false,
    os: disk.os,
    tags: Object.entries(tags ?? {}),
    truths: [],
    undecidable: [],
  };
  cell.taken.push({ snapshot, at: now });
  return call.operations.begin(request, {
    location,
    during: [],
    after: [],
    resource: () => textNow(snapshotType, cell, names),
  });
}

function serverSwitches(
  type: string,
  populationOf: (cell: Cell) => Population<FlexibleServer>,
): readonly ChangeHandler[] {
  const switching = (verb: 'start' | 'stop', from: string, state: 'Ready' | 'Stopped'): ChangeHandler => ({
    method: 'POST',
    type: `${type}/${verb}`,
    handle(call) {
      const { model, cell } = targetOf(call, type, populationOf);
      if (model.state !== from)
        throw new ArmError(
          409,
          'ServerIsNotReady',
          `Cannot ${verb} server '${model.name}' because it is in state '${model.state}'.`,
        );
      return call.operations.begin(call.request, {
        location: cell.location,
        during: [[model.arn, { server: 'Updating' }]],
        after: [[model.arn, { server: state }]],
      });
    },
  });
  return [switching('stop', 'Ready', 'Stopped'), switching('start', 'Stopped', 'Ready')];
}
