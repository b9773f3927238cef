import type { RateLimit } from '../rate-limits.ts';

/** What Google allows of a service in a minute, where it is strict. */
interface Quota {
  /** As Google calls it. */
  readonly metric: string;
  readonly perMinute: number;
}

const usual: Quota = { metric: 'Queries', perMinute: 1_500 };

const quotas: Readonly<Record<string, Quota>> = {
  'cloudasset assets.list': { metric: 'ListAssets Requests', perMinute: 100 },
  'cloudasset searchAllResources': { metric: 'SearchAllResources Requests', perMinute: 400 },
  'cloudasset searchAllIamPolicies': { metric: 'SearchAllIamPolicies Requests', perMinute: 400 },
  cloudresourcemanager: { metric: 'Read requests', perMinute: 600 },
  iam: { metric: 'Read requests', perMinute: 6_000 },
  monitoring: { metric: 'Time series queries', perMinute: 6_000 },
  notebooks: { metric: 'Read requests', perMinute: 600 },
  recommender: { metric: 'Read requests', perMinute: 100 },
  run: { metric: 'Read requests', perMinute: 3_000 },
  sqladmin: { metric: 'List requests', perMinute: 180 },
};

const ofCompute = {
  read: { metric: 'Read requests', perMinute: 1_500 },
  list: { metric: 'List requests', perMinute: 1_500 },
  write: { metric: 'Queries', perMinute: 1_500 },
} as const;

/** The quota that an operation counts against. */
export function quotaOf(service: string, operation: string): Quota {
  if (service !== 'compute') return quotas[`${service} ${operation}`] ?? quotas[service] ?? usual;
  if (/List$|\.list/.test(operation)) return ofCompute.list;
  return operation.endsWith('.get') ? ofCompute.read : ofCompute.write;
}

/** What Google allows of an operation: a minute's worth at once, filled up over the next. */
export function gcpLimitOf(service: string, operation: string): RateLimit {
  const { perMinute } = quotaOf(service, operation);
  return { burst: perMinute, perSecond: perMinute / 60 };
}
