import type { RateLimit } from '../rate-limits.ts';

/** What Resource Manager counts apart, in each subscription and of each tenant. */
export type OperationGroup = 'reads' | 'writes' | 'deletes';

export function operationGroupOf(method: string): OperationGroup {
  if (method === 'DELETE') return 'deletes';
  return method === 'GET' || method === 'HEAD' ? 'reads' : 'writes';
}

const ofResourceManager: Readonly<Record<OperationGroup, RateLimit>> = {
  reads: { burst: 250, perSecond: 25 },
  writes: { burst: 200, perSecond: 10 },
  deletes: { burst: 200, perSecond: 10 },
};

const others: Readonly<Record<string, RateLimit>> = {
  graph: { burst: 200, perSecond: 50 },
  metrics: { burst: 1_000, perSecond: 100 },
};

/** What Azure allows: of Resource Manager by group of operations, of its other hosts in all. */
export function azureLimitOf(service: string, operation: string): RateLimit {
  return (
    others[service] ??
    // The front asks by group; an operation that is none is a read.
    ofResourceManager[operation as OperationGroup] ??
    ofResourceManager.reads
  );
}
