import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import { type AzureModel, changeablePopulation, daysBefore, named, seedOf, serviceOf } from './model.ts';
import { groupOf, type Place } from './place.ts';
import { snapshotIdOf } from './snapshot-names.ts';

/** A modelled image: a managed one, or a version in a gallery. */
export interface Image extends AzureModel {
  /** Id of the snapshot it is made of. */
  readonly snapshotId: string;
  readonly os: 'Linux' | 'Windows';
  readonly architecture: 'x64' | 'Arm64';
  readonly sizeGib: number;
}

/** An image in a gallery. */
export interface GalleryImage extends Image {
  readonly gallery: string;
  readonly definition: string;
  readonly excludedFromLatest: boolean;
}

/** The managed images of a place. */
export function imagesOf(place: Place): Population<Image> {
  return changeablePopulation(
    place,
    place.count('image'),
    (index) => `img-${serviceOf(seedOf(place, 'image', index))}-${index + 1}`,
    (index, name) => {
      const seed = seedOf(place, 'image', index);
      const group = groupOf(place, seed >>> 4);
      return {
        ...named(group, index, name, `Microsoft.Compute/images/${name}`),
        // Each has the snapshot of its own number.
        ...drawn(place, seed, snapshotIdOf(place, index)),
      };
    },
  );
}

export const versionsPerDefinition = 4;
export const definitionsPerGallery = 5;

export function gallerySize(place: Pick<Place, 'count'>): number {
  return Math.ceil(place.count('gallery-image') / (versionsPerDefinition * definitionsPerGallery));
}

/** The versions of a definition of a gallery, by their numbers. */
export function definitionOf(index: number): { readonly gallery: number; readonly definition: number } {
  const definition = Math.floor(index / versionsPerDefinition);
  return { gallery: Math.floor(definition / definitionsPerGallery), definition };
}

export function definitionCount(place: Pick<Place, 'count'>): number {
  return Math.ceil(place.count('gallery-image') / versionsPerDefinition);
}

export function galleryNameOf(place: Pick<Place, 'shortLocation'>, gallery: number): string {
  return `gal_${place.shortLocation}_${gallery + 1}`;
}

export function definitionNameOf(place: Pick<Place, 'seed'>, definition: number): string {
  return `${serviceOf(mix(mixText(place.seed, 'definition'), definition))}-${definition + 1}`;
}

export function groupOfGallery(place: Place, gallery: number) {
  return groupOf(place, mix(mixText(place.seed, 'gallery'), gallery) >>> 4);
}

/** The versions of the images in a place's galleries. Their names are their versions: `1.0.17`. */
export function galleryImagesOf(place: Place): Population<GalleryImage> {
  const size = place.count('gallery-image');
  const population = changeablePopulation(
    place,
    size,
    (index) => `version-${index + 1}`,
    (index) => {
      const seed = seedOf(place, 'gallery-image', index);
      const { gallery, definition } = definitionOf(index);
      const galleryName = galleryNameOf(place, gallery);
      const definitionName = definitionNameOf(place, definition);
      const name = `1.0.${index + 1}`;
      const path = `Microsoft.Compute/galleries/${galleryName}/images/${definitionName}/versions/${name}`;
      const snapshotId = snapshotIdOf(place, place.count('image') + index);
      return {
        ...named(groupOfGallery(place, gallery), index, name, path),
        ...drawn(place, seed, snapshotId),
        gallery: galleryName,
        definition: definitionName,
        excludedFromLatest: seed % 10 === 0,
      };
    },
  );
  return {
    size,
    at: (index) => population.at(index),
    find: (name) => population.find(name.replace(/^1\.0\./, 'version-')),
  };
}

function drawn(place: Place, seed: number, snapshotId: string) {
  const dice = new Dice(seed);
  const tags = drawTags(dice, undefined);
  return {
    createdAt: daysBefore(place, dice.between(100, 900)),
    snapshotId,
    os: dice.chance(0.85) ? ('Linux' as const) : ('Windows' as const),
    architecture: dice.chance(0.9) ? ('x64' as const) : ('Arm64' as const),
    sizeGib: dice.pick([30, 64, 128]),
    tags,
    truths: tagTruths(tags, place.subscription),
    undecidable: [],
  };
}
