import type { Cell } from '../estate/estate.ts';
import {
  definitionCount,
  definitionNameOf,
  definitionOf,
  galleryNameOf,
  gallerySize,
  groupOfGallery,
} from '../estate/images.ts';
import { type ArmDocument, textsOf } from './arm-document.ts';
import { armType, derivedType } from './arm-type.ts';
import { commonOf, isoText } from './common.ts';

export const imageType = armType({
  name: 'Microsoft.Compute/images',
  population: (cell) => cell.images,
  document: (image, cell): ArmDocument => ({
    ...commonOf(image, cell),
    type: 'Microsoft.Compute/images',
    properties: textsOf({
      storageProfile: {
        osDisk: {
          osType: image.os,
          osState: 'Generalized',
          diskSizeGB: image.sizeGib,
          snapshot: { id: image.snapshotId },
          caching: 'ReadWrite',
          storageAccountType: 'Standard_LRS',
        },
        dataDisks: [],
        zoneResilient: false,
      },
      provisioningState: 'Succeeded',
      hyperVGeneration: 'V2',
    }),
  }),
});

export const galleryType = derivedType({
  name: 'Microsoft.Compute/galleries',
  size: gallerySize,
  at: (cell, index): ArmDocument => ({
    id: galleryIdOf(cell, index),
    name: galleryNameOf(cell, index),
    type: 'Microsoft.Compute/galleries',
    group: groupOfGallery(cell, index).name,
    location: cell.location,
    tags: [],
    properties: textsOf({
      provisioningState: 'Succeeded',
      identifier: { uniqueName: galleryNameOf(cell, index) },
    }),
  }),
});

export const galleryImageType = derivedType({
  name: 'Microsoft.Compute/galleries/images',
  size: definitionCount,
  at(cell, definition): ArmDocument {
    const { gallery } = definitionOf(definition * 4);
    const name = definitionNameOf(cell, definition);
    return {
      id: `${galleryIdOf(cell, gallery)}/images/${name}`,
      name,
      type: 'Microsoft.Compute/galleries/images',
      group: groupOfGallery(cell, gallery).name,
      location: cell.location,
      tags: [],
      properties: textsOf({
        osType: 'Linux',
        osState: 'Generalized',
        hyperVGeneration: 'V2',
        architecture: 'x64',
        identifier: { publisher: 'acme', offer: name, sku: 'standard' },
        provisioningState: 'Succeeded',
      }),
    };
  },
});

export const galleryVersionType = armType({
  name: 'Microsoft.Compute/galleries/images/versions',
  population: (cell) => cell.galleryImages,
  document: (image, cell): ArmDocument => ({
    ...commonOf(image, cell),
    type: 'Microsoft.Compute/galleries/images/versions',
    properties: textsOf({
      publishingProfile: {
        targetRegions: [{ name: cell.location, regionalReplicaCount: 1, storageAccountType: 'Standard_LRS' }],
        replicaCount: 1,
        excludeFromLatest: image.excludedFromLatest,
        publishedDate: isoText(image.createdAt),
        storageAccountType: 'Standard_LRS',
      },
      storageProfile: {
        osDiskImage: { sizeInGB: image.sizeGib, hostCaching: 'ReadWrite', source: { id: image.snapshotId } },
      },
      provisioningState: 'Succeeded',
    }),
  }),
});

function galleryIdOf(cell: Cell, gallery: number): string {
  const { path } = groupOfGallery(cell, gallery);
  return `${path}/providers/Microsoft.Compute/galleries/${galleryNameOf(cell, gallery)}`;
}
