/** How a machine is used over time; what CloudWatch tells of it follows from this. */
export const usageProfiles = [
  'web',
  'batch',
  'steady',
  'idle',
  'office-hours',
  /** Works hard on the first of the month, and a little on all other days. */
  'first-of-month',
  /** Idle at first, busy during the last days. */
  'idle-then-busy',
  'gpu-busy',
  /** Holds the GPU's memory and computes nothing. */
  'gpu-parked',
  'gpu-idle',
] as const;
export type UsageProfile = (typeof usageProfiles)[number];
