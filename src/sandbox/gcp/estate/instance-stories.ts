import type { UsageProfile } from '../../estate/usage-profile.ts';
import { choose, spread, type Weighted } from '../../seeded.ts';
import type { InstanceStatus } from './changes.ts';
import { groupOfInstance } from './groups.ts';
import type { Place } from './place.ts';

/** What an instance is there for, and what ought to be found out about it. */
export interface InstanceStory {
  readonly usage: UsageProfile;
  readonly status: InstanceStatus;
  /** Days since it was made: least and most. */
  readonly createdDaysAgo: Range;
  /** Days since it was stopped or suspended, where that is told. */
  readonly stoppedDaysAgo?: Range;
  readonly gpu?: boolean;
  /** Its metrics do not exist. */
  readonly metricsMissing?: boolean;
  readonly truths?: readonly string[];
  readonly undecidable?: readonly string[];
}

type Range = readonly [least: number, most: number];

const old: Range = [30, 700];
const running = { status: 'RUNNING', createdDaysAgo: old } as const;
const stopped = { usage: 'web', status: 'TERMINATED', createdDaysAgo: [200, 700] } as const;

const alone: readonly Weighted<InstanceStory>[] = [
  [14, { ...running, usage: 'idle', truths: ['instance-idle'] }],
  [20, { ...running, usage: 'web' }],
  [8, { ...stopped, stoppedDaysAgo: [40, 190], truths: ['instance-stopped-long'] }],
  [12, { ...running, usage: 'steady' }],
  [8, { ...running, usage: 'office-hours' }],
  [3, { ...running, usage: 'gpu-busy', gpu: true }],
  [7, { ...running, usage: 'batch' }],
  // Too young to be judged by two weeks.
  [3, { ...running, usage: 'idle', createdDaysAgo: [1, 9] }],
  [2, { ...running, usage: 'gpu-parked', gpu: true }],
  // Idle by its first points, but not by all of them.
  [3, { ...running, usage: 'idle-then-busy' }],
  [3, { ...running, usage: 'first-of-month' }],
  [4, { ...stopped, stoppedDaysAgo: [1, 20] }],
  [2, { ...running, usage: 'gpu-idle', gpu: true }],
  [3, { ...running, usage: 'web', createdDaysAgo: [0.01, 3] }],
  [2, { ...running, usage: 'idle', metricsMissing: true, undecidable: ['instance-idle'] }],
  // Stopped before Google told when.
  [1, { ...stopped, undecidable: ['instance-stopped-long'] }],
  [1, { ...stopped, status: 'SUSPENDED', stoppedDaysAgo: [1, 20] }],
  [0.5, { usage: 'web', status: 'STAGING', createdDaysAgo: [0.0001, 0.0005] }],
];

const grouped: readonly Weighted<InstanceStory>[] = [
  [45, { ...running, usage: 'web', createdDaysAgo: [0.1, 40] }],
  [20, { ...running, usage: 'batch', createdDaysAgo: [0.1, 40] }],
  [20, { ...running, usage: 'steady', createdDaysAgo: [0.1, 90] }],
  // The group's size is what is wrong there, not one of its members.
  [15, { ...running, usage: 'idle', createdDaysAgo: [20, 90] }],
];

/** The story of a place's instance. It depends on its number alone, so that a small estate has many of them. */
export function storyOf(
  place: Pick<Place, 'seed' | 'count' | 'first' | 'estateSeed'>,
  index: number,
): InstanceStory {
  const inGroup = groupOfInstance(place, index) !== undefined;
  return choose(spread(place.estateSeed, place.first('instance') + index), inGroup ? grouped : alone);
}
