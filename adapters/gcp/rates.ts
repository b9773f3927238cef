/** Calls to one service, in one project. */
export interface ApiRate {
  readonly perSecond: number;
  /** Calls at once after a rest. */
  readonly burst: number;
}

/**
 * Calls a second that leave room for others in the same project: about half of what Google documents for reading, by the
 * names of the hosts. @see https://cloud.google.com/docs/quotas
 */
const cautious = {
  aiplatform: { perSecond: 5, burst: 20 },
  cloudasset: { perSecond: 1, burst: 20 },
  cloudfunctions: { perSecond: 5, burst: 10 },
  cloudresourcemanager: { perSecond: 5, burst: 20 },
  compute: { perSecond: 12, burst: 30 },
  iam: { perSecond: 20, burst: 40 },
  monitoring: { perSecond: 40, burst: 40 },
  notebooks: { perSecond: 5, burst: 10 },
  recommender: { perSecond: 1, burst: 30 },
  run: { perSecond: 10, burst: 20 },
  sqladmin: { perSecond: 4, burst: 20 },
  storage: { perSecond: 20, burst: 40 },
} as const satisfies Readonly<Record<string, ApiRate>>;

/** A service of Google's, as its host is named: `compute` of `compute.googleapis.com`. */
export type GcpService = keyof typeof cautious;

/** Every service that is called. */
// The keys of a constant are its keys; Object.keys widens them.
export const gcpServices = Object.keys(cautious) as readonly GcpService[];

/** How often a service is called at most. */
export function rateOf(service: GcpService): ApiRate {
  return cautious[service];
}
