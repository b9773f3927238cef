import type { Disk } from '../estate/disks.ts';
import type { Cell } from '../estate/estate.ts';
import type { Snapshot } from '../estate/snapshots.ts';
import { type ArmDocument, instantText, quoted, type Texts, textsOf } from './arm-document.ts';
import { armType } from './arm-type.ts';

const tiers: Readonly<Record<string, string>> = {
  Standard_LRS: 'Standard',
  Standard_ZRS: 'Standard',
  StandardSSD_LRS: 'Standard',
  Premium_LRS: 'Premium',
  Premium_ZRS: 'Premium',
  PremiumV2_LRS: 'Premium',
  UltraSSD_LRS: 'Ultra',
};

const encryption = '{"type":"EncryptionAtRestWithPlatformKey"}';

export const diskType = armType({
  name: 'Microsoft.Compute/disks',
  pageSize: 400,
  population: (cell) => cell.disks,
  document: (disk, cell): ArmDocument => ({
    ...common(disk, cell),
    type: 'Microsoft.Compute/disks',
    managedBy: disk.managedBy,
    zones: disk.zone === undefined ? undefined : [disk.zone],
    sku: skuText(disk.sku),
    properties: diskProperties(disk),
  }),
});

function diskProperties(disk: Disk): Texts {
  const { sku, sizeGib, bursting, ownershipChangedAt } = disk;
  return {
    ...(disk.os !== undefined && { osType: quoted(disk.os), hyperVGeneration: '"V2"' }),
    creationData:
      disk.os === undefined
        ? '{"createOption":"Empty"}'
        : '{"createOption":"FromImage","imageReference":{"id":"/Subscriptions/00000000-0000-0000-0000-000000000000/Providers/Microsoft.Compute/Locations/westeurope/Publishers/Canonical/ArtifactTypes/VMImage/Offers/0001-com-ubuntu-server-jammy/Skus/22_04-lts-gen2/Versions/22.04.202606140"}}',
    diskSizeGB: String(sizeGib),
    diskIOPSReadWrite: String(disk.iops),
    diskMBpsReadWrite: String(disk.mibPerSecond),
    encryption,
    networkAccessPolicy: '"AllowAll"',
    publicNetworkAccess: '"Enabled"',
    timeCreated: instantText(disk.createdAt),
    provisioningState: '"Succeeded"',
    diskState: quoted(disk.state),
    diskSizeBytes: String(sizeGib * 1_073_741_824),
    uniqueId: `"${disk.seed.toString(16).padStart(8, '0')}-0000-4000-a000-000000000000"`,
    ...(sku.startsWith('Premium_') && { tier: quoted(premiumTier(sizeGib)) }),
    ...(bursting && { burstingEnabled: 'true', burstingEnabledTime: instantText(disk.createdAt) }),
    ...(ownershipChangedAt !== undefined && { LastOwnershipUpdateTime: instantText(ownershipChangedAt) }),
  };
}

const premiumSizes: readonly (readonly [most: number, tier: string])[] = [
  [4, 'P1'],
  [8, 'P2'],
  [16, 'P3'],
  [32, 'P4'],
  [64, 'P6'],
  [128, 'P10'],
  [256, 'P15'],
  [512, 'P20'],
  [1_024, 'P30'],
  [2_048, 'P40'],
];

function premiumTier(sizeGib: number): string {
  return premiumSizes.find(([most]) => sizeGib <= most)?.[1] ?? 'P50';
}

export const snapshotType = armType({
  name: 'Microsoft.Compute/snapshots',
  pageSize: 400,
  population: (cell) => cell.snapshots,
  document: (snapshot, cell): ArmDocument => ({
    ...common(snapshot, cell),
    type: 'Microsoft.Compute/snapshots',
    sku: skuText(snapshot.sku),
    properties: textsOf({
      osType: snapshot.os,
      creationData: { createOption: 'Copy', sourceResourceId: snapshot.sourceId },
      diskSizeGB: snapshot.sizeGib,
      encryption: { type: 'EncryptionAtRestWithPlatformKey' },
      incremental: snapshot.incremental,
      networkAccessPolicy: 'AllowAll',
      publicNetworkAccess: 'Enabled',
      timeCreated: new Date(snapshot.createdAt).toISOString(),
      provisioningState: 'Succeeded',
      diskState: 'Unattached',
      diskSizeBytes: snapshot.sizeGib * 1_073_741_824,
      completionPercent: snapshot.completionPercent,
    }),
  }),
});

function common(model: Disk | Snapshot, cell: Cell) {
  return {
    id: model.armId,
    name: model.name,
    group: model.group.name,
    location: cell.location,
    tags: model.tags,
    createdAt: model.createdAt,
  };
}

function skuText(sku: string): string {
  return `{"name":"${sku}","tier":"${tiers[sku] ?? 'Standard'}"}`;
}
