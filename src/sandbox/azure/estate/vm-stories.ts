import type { UsageProfile } from '../../estate/usage-profile.ts';
import { choose, spread, type Weighted } from '../../seeded.ts';
import type { PowerState } from './changes.ts';
import type { Place } from './place.ts';

/** What a machine is there for, and what ought to be found out about it. */
export interface VmStory {
  readonly usage: UsageProfile;
  readonly power: PowerState;
  /** Days since it was made: least and most. */
  readonly madeDaysAgo: Range;
  /** Days since it was stopped or deallocated. */
  readonly stoppedDaysAgo?: Range;
  readonly gpu?: boolean;
  /** Its metrics do not exist. */
  readonly metricsMissing?: boolean;
  readonly truths?: readonly string[];
  readonly undecidable?: readonly string[];
}

type Range = readonly [least: number, most: number];

const old: Range = [30, 700];
const running = { power: 'running', madeDaysAgo: old } as const;
const off = { usage: 'web', madeDaysAgo: [200, 700] } as const;
const deallocated = { ...off, power: 'deallocated' } as const;

const alone: readonly Weighted<VmStory>[] = [
  [14, { ...running, usage: 'idle', truths: ['instance-idle'] }],
  [20, { ...running, usage: 'web' }],
  [8, { ...deallocated, stoppedDaysAgo: [40, 190], truths: ['instance-stopped-long'] }],
  // Shut down from within: it is paid for as before.
  [5, { ...off, power: 'stopped', stoppedDaysAgo: [2, 190], truths: ['instance-stopped-billed'] }],
  [12, { ...running, usage: 'steady' }],
  [8, { ...running, usage: 'office-hours' }],
  [3, { ...running, usage: 'gpu-busy', gpu: true }],
  [7, { ...running, usage: 'batch' }],
  // Too young to be judged by two weeks.
  [3, { ...running, usage: 'idle', madeDaysAgo: [1, 9] }],
  [2, { ...running, usage: 'gpu-parked', gpu: true }],
  // Idle by its first points, but not by all of them.
  [3, { ...running, usage: 'idle-then-busy' }],
  [3, { ...running, usage: 'first-of-month' }],
  [4, { ...deallocated, stoppedDaysAgo: [1, 20] }],
  [2, { ...running, usage: 'gpu-idle', gpu: true }],
  [3, { ...running, usage: 'web', madeDaysAgo: [0.01, 3] }],
  [2, { ...running, usage: 'idle', metricsMissing: true, undecidable: ['instance-idle'] }],
  [0.5, { usage: 'web', power: 'starting', madeDaysAgo: [0.0001, 0.0005] }],
];

const grouped: readonly Weighted<VmStory>[] = [
  [45, { ...running, usage: 'web', madeDaysAgo: [0.1, 40] }],
  [20, { ...running, usage: 'batch', madeDaysAgo: [0.1, 40] }],
  [20, { ...running, usage: 'steady', madeDaysAgo: [0.1, 90] }],
  // The group's size is what is wrong there, not one of its members.
  [15, { ...running, usage: 'idle', madeDaysAgo: [20, 90] }],
];

/** The story of a place's machine. It depends on its number alone, so that a small estate has many of them. */
export function storyOf(
  place: Pick<Place, 'first' | 'estateSeed'>,
  index: number,
  inScaleSet: boolean,
): VmStory {
  const value = spread(place.estateSeed, place.first('instance') + index);
  return choose(value, inScaleSet ? grouped : alone);
}
