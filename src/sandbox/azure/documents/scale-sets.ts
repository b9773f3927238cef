import type { Cell } from '../estate/estate.ts';
import { type ScaleSet, uniformInstances } from '../estate/scale-sets.ts';
import { type ArmDocument, textsOf } from './arm-document.ts';
import { type ArmType, armType, derivedType } from './arm-type.ts';
import { commonOf, isoText } from './common.ts';

export const scaleSetType = armType({
  name: 'Microsoft.Compute/virtualMachineScaleSets',
  population: (cell) => cell.scaleSets,
  document: (set, cell): ArmDocument => ({
    ...commonOf(set, cell),
    type: 'Microsoft.Compute/virtualMachineScaleSets',
    zones: set.zones,
    sku: JSON.stringify({ name: set.size.name, tier: 'Standard', capacity: set.capacity }),
    properties: textsOf({
      orchestrationMode: set.mode,
      provisioningState: 'Succeeded',
      singlePlacementGroup: false,
      platformFaultDomainCount: 1,
      ...(set.mode === 'Uniform' && { upgradePolicy: { mode: 'Manual' }, overprovision: true }),
      virtualMachineProfile: {
        osProfile: { computerNamePrefix: 'vmss', adminUsername: 'azureuser' },
        storageProfile: {
          osDisk: {
            osType: 'Linux',
            createOption: 'FromImage',
            managedDisk: { storageAccountType: 'Premium_LRS' },
            diskSizeGB: 30,
          },
          imageReference: {
            publisher: 'Canonical',
            offer: '0001-com-ubuntu-server-jammy',
            sku: '22_04-lts-gen2',
            version: 'latest',
          },
        },
        ...(set.spot && { priority: 'Spot', evictionPolicy: 'Delete', billingProfile: { maxPrice: -1 } }),
        timeCreated: isoText(set.createdAt),
      },
      ...(set.regularPercentage !== undefined && {
        priorityMixPolicy: {
          baseRegularPriorityCount: 1,
          regularPriorityPercentageAboveBase: set.regularPercentage,
        },
      }),
      uniqueId: `${set.seed.toString(16).padStart(8, '0')}-0000-4000-a000-000000000000`,
      timeCreated: isoText(set.createdAt),
    }),
  }),
});

/** The machines that uniform scale sets keep. */
export const scaleSetVmType: ArmType = {
  name: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines',
  table: 'computeresources',
  pageSize: 300,
  size: (cell) => ranges(cell).at(-1)?.end ?? 0,
  at(cell, index) {
    const range = ranges(cell).find(({ first, end }) => index >= first && index < end);
    return range === undefined ? undefined : memberDocument(range.set, index - range.first, cell);
  },
  find(cell, names) {
    const set = cell.scaleSets.find((names[0] ?? '').toLowerCase());
    const number = Number(names[1] ?? Number.NaN);
    const known = set !== undefined && set.mode === 'Uniform' && number >= 0 && number < set.capacity;
    return known ? memberDocument(set, number, cell) : undefined;
  },
  childrenOf(cell, names) {
    const name = (names[0] ?? '').toLowerCase();
    return ranges(cell).find(({ set }) => set.name === name) ?? { first: 0, end: 0 };
  },
};

interface Range {
  readonly set: ScaleSet;
  readonly first: number;
  readonly end: number;
}

function ranges(cell: Cell): readonly Range[] {
  const found: Range[] = [];
  let first = 0;
  for (let index = 0; index < cell.scaleSets.size; index++) {
    const set = cell.scaleSets.at(index);
    const end = first + uniformInstances(set).length;
    found.push({ set, first, end });
    first = end;
  }
  return found;
}

function memberDocument(set: ScaleSet, index: number, cell: Cell): ArmDocument | undefined {
  const instance = uniformInstances(set)[index];
  if (instance === undefined || set.gone === true) return undefined;
  return {
    id: `${set.armId}/virtualMachines/${instance.number}`,
    name: instance.name,
    type: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines',
    group: set.group.name,
    location: cell.location,
    tags: set.tags,
    sku: JSON.stringify({ name: set.size.name, tier: 'Standard' }),
    properties: textsOf({
      latestModelApplied: true,
      provisioningState: 'Succeeded',
      vmId: `${set.seed.toString(16).padStart(8, '0')}-0000-4000-a000-${instance.number.padStart(12, '0')}`,
      hardwareProfile: { vmSize: set.size.name },
      instanceView: {
        statuses: [{ code: 'PowerState/running', level: 'Info', displayStatus: 'VM running' }],
      },
      storageProfile: {
        osDisk: {
          osType: 'Linux',
          createOption: 'FromImage',
          managedDisk: { storageAccountType: 'Premium_LRS' },
        },
        dataDisks: [],
      },
      timeCreated: isoText(set.createdAt),
    }),
    createdAt: set.createdAt,
  };
}

/** Within what scale sets are kept by themselves. */
export const autoscaleType = derivedType({
  name: 'Microsoft.Insights/autoscaleSettings',
  size: (cell) => scaled(cell).length,
  at(cell, index): ArmDocument {
    const set = scaled(cell)[index];
    if (set?.autoscale === undefined) throw new RangeError(`there is no autoscale setting ${index}`);
    const { minimum, maximum } = set.autoscale;
    const name = `${set.name}-autoscale`;
    return {
      id: `${set.group.path}/providers/microsoft.insights/autoscalesettings/${name}`,
      name,
      type: 'Microsoft.Insights/autoscaleSettings',
      group: set.group.name,
      location: cell.location,
      tags: [],
      properties: textsOf({
        enabled: true,
        name,
        targetResourceUri: set.armId,
        targetResourceLocation: cell.location,
        profiles: [
          {
            name: 'default',
            capacity: {
              minimum: String(minimum),
              maximum: String(maximum),
              default: String(minimum),
            },
            rules: [],
          },
        ],
        notifications: [],
      }),
    };
  },
});

function scaled(cell: Cell): readonly ScaleSet[] {
  return Array.from({ length: cell.scaleSets.size }, (_, index) => cell.scaleSets.at(index)).filter(
    ({ autoscale, gone }) => autoscale !== undefined && gone !== true,
  );
}
