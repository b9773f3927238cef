import type { UsageProfile } from '../../estate/usage-profile.ts';
import { choose, spread, type Weighted } from '../../seeded.ts';
import type { InstanceState } from './changes.ts';
import { groupOfInstance } from './groups.ts';
import type { Place } from './place.ts';

/** What an instance is there for, and what ought to be found out about it. */
export interface InstanceStory {
  readonly usage: UsageProfile;
  readonly state: InstanceState;
  /** Days since its launch: least and most. */
  readonly launchedDaysAgo: Range;
  /** Days since it was stopped or terminated, if by somebody's wish. */
  readonly stoppedDaysAgo?: Range;
  readonly gpu?: boolean;
  /** Its metrics do not exist. */
  readonly metricsMissing?: boolean;
  readonly truths?: readonly string[];
  readonly undecidable?: readonly string[];
}

type Range = readonly [least: number, most: number];

const old: Range = [30, 700];
const running = { state: 'running', launchedDaysAgo: old } as const;
const stopped = { usage: 'web', state: 'stopped', launchedDaysAgo: [200, 700] } as const;

const alone: readonly Weighted<InstanceStory>[] = [
  [14, { ...running, usage: 'idle', truths: ['instance-idle'] }],
  [20, { ...running, usage: 'web' }],
  [8, { ...stopped, stoppedDaysAgo: [40, 190], truths: ['instance-stopped-long'] }],
  [12, { ...running, usage: 'steady' }],
  [8, { ...running, usage: 'office-hours' }],
  [3, { ...running, usage: 'gpu-busy', gpu: true }],
  [7, { ...running, usage: 'batch' }],
  // Too young to be judged by two weeks.
  [3, { ...running, usage: 'idle', launchedDaysAgo: [1, 9] }],
  [2, { ...running, usage: 'gpu-parked', gpu: true }],
  // Idle by its first points, but not by all of them.
  [3, { ...running, usage: 'idle-then-busy' }],
  [3, { ...running, usage: 'first-of-month' }],
  [4, { ...stopped, stoppedDaysAgo: [1, 20] }],
  [2, { ...running, usage: 'gpu-idle', gpu: true }],
  [3, { ...running, usage: 'web', launchedDaysAgo: [0.01, 3] }],
  [2, { ...running, usage: 'idle', metricsMissing: true, undecidable: ['instance-idle'] }],
  // AWS stopped it, and then tells no time.
  [1, { ...stopped, undecidable: ['instance-stopped-long'] }],
  [1, { usage: 'web', state: 'terminated', launchedDaysAgo: old, stoppedDaysAgo: [0.005, 0.035] }],
  [0.5, { usage: 'web', state: 'pending', launchedDaysAgo: [0.0001, 0.0005] }],
];

const grouped: readonly Weighted<InstanceStory>[] = [
  [45, { ...running, usage: 'web', launchedDaysAgo: [0.1, 40] }],
  [20, { ...running, usage: 'batch', launchedDaysAgo: [0.1, 40] }],
  [20, { ...running, usage: 'steady', launchedDaysAgo: [0.1, 90] }],
  // The group's size is what is wrong there, not one of its members.
  [15, { ...running, usage: 'idle', launchedDaysAgo: [20, 90] }],
];

/** The story of a cell's instance. It depends on its number alone, so that a small estate has many of them. */
export function storyOf(
  cell: Pick<Place, 'seed' | 'count' | 'first' | 'estateSeed'>,
  index: number,
): InstanceStory {
  const inGroup = groupOfInstance(cell, index) !== undefined;
  return choose(spread(cell.estateSeed, cell.first('instance') + index), inGroup ? grouped : alone);
}
