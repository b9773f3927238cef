import type { Cell } from '../estate/estate.ts';
import {
  definitionCount,
  definitionNameOf,
  definitionOf,
  definitionsPerGallery,
  galleryNameOf,
  gallerySize,
  groupOfGallery,
  versionsPerDefinition,
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
  childrenOf(cell, [name]) {
    const gallery = numberIn(name);
    const known = gallery >= 0 && galleryNameOf(cell, gallery) === name?.toLowerCase();
    return known ? part(gallery, definitionsPerGallery, definitionCount(cell)) : nothing;
  },
  at(cell, definition): ArmDocument {
    const { gallery } = definitionOf(definition * versionsPerDefinition);
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
  childrenOf(cell, [, name]) {
    const definition = numberIn(name);
    const known = definition >= 0 && definitionNameOf(cell, definition) === name?.toLowerCase();
    return known ? part(definition, versionsPerDefinition, cell.galleryImages.size) : nothing;
  },
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

const nothing = { first: 0, end: 0 };

/** The number that a name ends in, counted from 0; -1 where it ends in none. */
function numberIn(name: string | undefined): number {
  return Number(/[-_]([1-9]\d*)$/.exec(name ?? '')?.[1] ?? 0) - 1;
}

function part(
  number: number,
  length: number,
  size: number,
): { readonly first: number; readonly end: number } {
  return { first: Math.min(number * length, size), end: Math.min((number + 1) * length, size) };
}

function galleryIdOf(cell: Cell, gallery: number): string {
  const { path } = groupOfGallery(cell, gallery);
  return `${path}/providers/Microsoft.Compute/galleries/${galleryNameOf(cell, gallery)}`;
}
