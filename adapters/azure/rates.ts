/** Calls to one service, in one subscription or tenant. */
export interface ApiRate {
  readonly perSecond: number;
  /** Calls at once after a rest. */
  readonly burst: number;
}

/**
 * Calls a second by service. Resource Manager gives each principal 25 reads a second in a subscription after the first
 * 250, shared by all providers, some of which allow less: half of that leaves room for others who use the same
 * identity. Resource Graph counts its questions by the identity alone (15 in 5 seconds) and tells in each answer what is
 * left, which is heeded besides.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
const cautious = {
  AppService: { perSecond: 5, burst: 20 },
  Authorization: { perSecond: 10, burst: 40 },
  Compute: { perSecond: 10, burst: 60 },
  MachineLearning: { perSecond: 5, burst: 20 },
  ManagedIdentity: { perSecond: 5, burst: 20 },
  ManagementGroups: { perSecond: 4, burst: 20 },
  Metrics: { perSecond: 50, burst: 100 },
  MicrosoftGraph: { perSecond: 20, burst: 40 },
  MySql: { perSecond: 5, burst: 20 },
  Network: { perSecond: 10, burst: 60 },
  PostgreSql: { perSecond: 5, burst: 20 },
  ResourceGraph: { perSecond: 3, burst: 15 },
  ResourceManager: { perSecond: 10, burst: 40 },
  Sql: { perSecond: 10, burst: 40 },
  Storage: { perSecond: 5, burst: 20 },
  Subscriptions: { perSecond: 10, burst: 20 },
} as const satisfies Readonly<Record<string, ApiRate>>;

/** What Azure counts calls for. */
export type BudgetedService = keyof typeof cautious;

/** The services whose rate a config may set. */
// The keys of a constant are its keys; Object.keys widens them.
export const budgetedServices = Object.keys(cautious) as readonly BudgetedService[];

/** The rate of a service: the given number of calls a second, else a cautious one. */
export function rateOf(service: BudgetedService, given: number | undefined): ApiRate {
  return given === undefined ? cautious[service] : { perSecond: given, burst: given * 2 };
}
