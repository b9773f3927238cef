import type { EpochMs } from '../../../core/time.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import {
  type ComputeModel,
  computePopulation,
  identityOf,
  numberedIndex,
  numberOf,
} from './compute-model.ts';
import { drawLabels, labelTruths } from './labels.ts';
import type { Project } from './place.ts';
import { snapshotNameOf } from './snapshot-names.ts';
import { imagesOfSnapshots } from './snapshots.ts';

/** A modelled custom image. */
export interface Image extends ComputeModel {
  readonly family: string;
  readonly sizeGb: number;
  readonly archiveBytes: number;
  readonly architecture: 'X86_64' | 'ARM64';
  readonly license: string;
  /** Name of the snapshot that it is made of; absent where it was made of a disk. */
  readonly sourceSnapshot: string | undefined;
  readonly deprecatedAt: EpochMs | undefined;
  readonly description: string;
}

const dayMs = 86_400_000;
const gigabyte = 1_000_000_000;

/** The images of a project, the first of which are made of its first snapshots. */
export function imagesOf(project: Project): Population<Image> {
  const seed = mixText(project.seed, 'image');
  const size = project.count('image');
  const nameOf = (index: number): string =>
    `${services[mix(seed, index) % services.length] ?? 'web'}-image-${index + 1}`;
  return computePopulation({
    size,
    seed,
    indexOf: numberedIndex(size, nameOf),
    make(index) {
      const dice = new Dice(mix(seed, index));
      const labels = drawLabels(dice);
      const ago = (least: number, most: number): EpochMs =>
        Math.floor((project.anchorAt - dice.between(least, most) * dayMs) / 1_000) * 1_000;
      const createdAt = ago(60, 99);
      const sizeGb = dice.pick([10, 20, 50]);
      const identity = identityOf(project.id, 'global', 'images', nameOf(index));
      const change = project.changeOf(identity.arn);
      return {
        ...identity,
        index,
        number: numberOf(seed, index),
        createdAt,
        family: nameOf(index).replace(/-\d+$/, ''),
        sizeGb,
        archiveBytes: Math.floor(sizeGb * gigabyte * dice.between(0.1, 0.4)),
        architecture: dice.chance(0.15) ? 'ARM64' : 'X86_64',
        license: dice.pick(['debian-12-bookworm', 'ubuntu-2404-lts', 'windows-server-2022-dc']),
        sourceSnapshot: index < imagesOfSnapshots(project) ? snapshotNameOf(project, index) : undefined,
        deprecatedAt: dice.chance(0.2) ? ago(5, 50) : undefined,
        description: dice.pick(['', 'Built by packer', 'golden image']),
        tags: change?.labels ?? labels,
        ...(change?.deleted && { gone: true as const }),
        truths: labelTruths(labels, project),
        undecidable: [],
      };
    },
  });
}
