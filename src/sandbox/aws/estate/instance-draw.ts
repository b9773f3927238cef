import type { UsageProfile } from '../../estate/usage-profile.ts';
import type { Dice, Weighted } from '../../seeded.ts';
import { type InstanceTypeFacts, instanceType } from './instance-types.ts';

const general: readonly Weighted<readonly string[]>[] = [
  [22, ['t3.micro', 't3.small', 't3.medium', 't3.large', 't3.xlarge']],
  [5, ['t4g.small', 't4g.medium', 't4g.large']],
  [2, ['t2.micro', 't2.medium', 'm4.large']],
  [24, ['m5.large', 'm5.xlarge', 'm5.2xlarge', 'm5.4xlarge']],
  [12, ['m6i.large', 'm6i.xlarge', 'm6i.2xlarge']],
  [6, ['m6g.large', 'm6g.xlarge']],
  [8, ['r5.large', 'r5.xlarge', 'r6i.2xlarge']],
  [7, ['r6g.large', 'r6g.xlarge']],
  [2, ['i3.large']],
];

const computing: readonly Weighted<readonly string[]>[] = [
  [30, ['c5.large', 'c5.xlarge', 'c5.2xlarge']],
  [50, ['c6i.large', 'c6i.xlarge', 'c6i.2xlarge', 'c6i.4xlarge']],
  [20, ['c6g.large', 'c6g.xlarge']],
];

const withGpu: readonly Weighted<readonly string[]>[] = [
  [40, ['g4dn.xlarge', 'g4dn.2xlarge', 'g4dn.12xlarge']],
  [40, ['g5.xlarge', 'g5.2xlarge', 'g5.12xlarge', 'g5.48xlarge']],
  [10, ['p3.2xlarge', 'p3.8xlarge']],
  [7, ['p4d.24xlarge']],
  [3, ['p5.48xlarge']],
];

/** A type that fits what an instance is used for. */
export function drawType(dice: Dice, usage: UsageProfile, gpu: boolean): InstanceTypeFacts {
  const table = gpu ? withGpu : usage === 'batch' || usage === 'first-of-month' ? computing : general;
  return instanceType(dice.pick(dice.weighted(table)));
}

export type Platform = 'Linux/UNIX' | 'Windows' | 'Red Hat Enterprise Linux' | 'SUSE Linux';

const platforms: readonly Weighted<Platform>[] = [
  [84, 'Linux/UNIX'],
  [10, 'Windows'],
  [4, 'Red Hat Enterprise Linux'],
  [2, 'SUSE Linux'],
];

/** An operating system that the type can run. */
export function drawPlatform(dice: Dice, type: InstanceTypeFacts): Platform {
  const platform = dice.weighted(platforms);
  return type.architecture === 'arm64' || type.gpu !== undefined ? 'Linux/UNIX' : platform;
}
