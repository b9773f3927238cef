import type { UsageProfile } from '../../estate/usage-profile.ts';
import type { Dice, Weighted } from '../../seeded.ts';
import { type Accelerators, type MachineTypeFacts, machineType } from './machine-types.ts';

const general: readonly Weighted<readonly MachineTypeFacts[]>[] = [
  [24, types('e2-micro', 'e2-small', 'e2-medium', 'e2-standard-2', 'e2-standard-4', 'e2-standard-8')],
  [10, types('n1-standard-1', 'n1-standard-2', 'n1-standard-4', 'n1-highmem-2')],
  [26, types('n2-standard-2', 'n2-standard-4', 'n2-standard-8', 'n2-highmem-4', 'n2-standard-16')],
  [10, types('n2d-standard-2', 'n2d-standard-4', 'n2d-highmem-4')],
  [
    6,
    types(
      'e2-custom-4-8192',
      'n2-custom-6-24576',
      'custom-2-5120',
      'n2d-custom-8-16384',
      'n2-custom-2-24576-ext',
    ),
  ],
  [6, types('c4a-standard-2', 'c4a-standard-4', 't2a-standard-2', 't2a-standard-4')],
  [3, types('f1-micro', 'g1-small')],
];

const computing: readonly Weighted<readonly MachineTypeFacts[]>[] = [
  [40, types('c2-standard-4', 'c2-standard-8', 'c2-standard-16')],
  [30, types('c3-standard-4', 'c3-highcpu-8', 'c3-standard-22', 'c3d-standard-8')],
  [20, types('n2-highcpu-8', 'n2-highcpu-16', 'e2-highcpu-8')],
  [10, types('t2d-standard-4', 't2d-standard-8')],
];

const withGpu: readonly Weighted<readonly MachineTypeFacts[]>[] = [
  [30, types('n1-standard-4', 'n1-standard-8', 'n1-highmem-8')],
  [45, types('g2-standard-4', 'g2-standard-8', 'g2-standard-24', 'g2-standard-96')],
  [18, types('a2-highgpu-1g', 'a2-highgpu-8g', 'a2-ultragpu-1g')],
  [7, types('a3-highgpu-8g')],
];

const attached: readonly Accelerators[] = [
  { type: 'nvidia-tesla-t4', count: 1 },
  { type: 'nvidia-tesla-t4', count: 2 },
  { type: 'nvidia-tesla-v100', count: 1 },
];

/** A type that fits what an instance is used for, with the GPUs that are attached to it or come with it. */
export function drawType(
  dice: Dice,
  usage: UsageProfile,
  gpu: boolean,
): { readonly type: MachineTypeFacts; readonly gpu: Accelerators | undefined } {
  if (!gpu) {
    const table = usage === 'batch' || usage === 'first-of-month' ? computing : general;
    return { type: dice.pick(dice.weighted(table)), gpu: undefined };
  }
  const type = dice.pick(dice.weighted(withGpu));
  return { type, gpu: type.gpu ?? dice.pick(attached) };
}

function types(...names: readonly string[]): readonly MachineTypeFacts[] {
  return names.map(machineType);
}

/** What a boot disk was made from: a public image. */
export interface BootImage {
  /** Project that gives it out. */
  readonly project: string;
  readonly license: string;
  readonly windows: boolean;
  readonly guestOs: string;
}

const images: readonly Weighted<BootImage>[] = [
  [46, { project: 'debian-cloud', license: 'debian-12-bookworm', windows: false, guestOs: 'debian' }],
  [30, { project: 'ubuntu-os-cloud', license: 'ubuntu-2404-lts', windows: false, guestOs: 'ubuntu' }],
  [9, { project: 'windows-cloud', license: 'windows-server-2022-dc', windows: true, guestOs: 'windows' }],
  [7, { project: 'rhel-cloud', license: 'rhel-9-server', windows: false, guestOs: 'rhel' }],
  [3, { project: 'suse-cloud', license: 'sles-15', windows: false, guestOs: 'sles' }],
  [5, { project: 'cos-cloud', license: 'cos-stable', windows: false, guestOs: 'cos' }],
];

const debian: BootImage = {
  project: 'debian-cloud',
  license: 'debian-12-bookworm',
  windows: false,
  guestOs: 'debian',
};

/** An operating system that the type can run. */
export function drawImage(dice: Dice, type: MachineTypeFacts, gpu: boolean): BootImage {
  const image = dice.weighted(images);
  return type.architecture === 'ARM64' || gpu ? debian : image;
}
