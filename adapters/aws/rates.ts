/** Calls to one service, in one account and region. */
export interface ApiRate {
  readonly perSecond: number;
  /** Calls at once after a rest. */
  readonly burst: number;
}

/**
 * Calls a second that leave room for others in the same account: about half of what AWS documents or is known to refill,
 * by the SDK's names of services. @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
const cautious = {
  EC2: { perSecond: 10, burst: 50 },
  CloudWatch: { perSecond: 25, burst: 25 },
  IAM: { perSecond: 7, burst: 10 },
  Organizations: { perSecond: 4, burst: 6 },
  STS: { perSecond: 50, burst: 50 },
  'Cost Explorer': { perSecond: 1, burst: 2 },
  SageMaker: { perSecond: 4, burst: 10 },
  'Elastic Load Balancing v2': { perSecond: 5, burst: 20 },
  'Auto Scaling': { perSecond: 5, burst: 20 },
  Lambda: { perSecond: 7, burst: 15 },
  S3: { perSecond: 100, burst: 200 },
  RDS: { perSecond: 5, burst: 20 },
} as const satisfies Readonly<Record<string, ApiRate>>;

export type BudgetedService = keyof typeof cautious;

/** The services whose rate a config may set. */
// The keys of a constant are its keys; Object.keys widens them.
export const budgetedServices = Object.keys(cautious) as readonly BudgetedService[];

/** Operations that AWS counts apart from the others of their service, and all that change something in EC2. */
const countedApart = {
  'CloudWatch ListMetrics': { perSecond: 12, burst: 12 },
  'EC2 changes': { perSecond: 2, burst: 20 },
} as const satisfies Readonly<Record<string, ApiRate>>;

const rates: ReadonlyMap<string, ApiRate> = new Map(Object.entries({ ...cautious, ...countedApart }));

/** The rate of a service, or of what is counted apart; a cautious one of what is not known. */
export function rateOf(name: string): ApiRate {
  return rates.get(name) ?? { perSecond: 5, burst: 10 };
}
