/** How a machine is used over time; what CloudWatch tells of it follows from this. */
export const usageProfiles = [
  'web',
  'batch',
  'steady',
  'idle',
  'office-hours',
  'first-of-month',
  'idle-then-busy',
  'gpu-busy',
  'gpu-parked',
  'gpu-idle',
] as const;
export type UsageProfile = (typeof usageProfiles)[number];
