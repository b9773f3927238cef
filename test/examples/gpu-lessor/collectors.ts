import {
  account,
  type Collector,
  type FailedScope,
  instance,
  pagesOf,
  type Scope,
  toTags,
  UnavailableError,
} from 'bursar/adapter';
import { inPortsWords, withRetries } from './errors.ts';
import { lease } from './kinds.ts';
import type { Lease, LeasedMachine, LessorClient, LessorPage } from './lessor.ts';

export const machineId = (id: string): string => `lessor:machine/${id}`;

/** Teams are what the lessor bills. It has no tags for them. */
export function teamCollector(): Collector<typeof account, string> {
  return {
    kind: account,
    reach: 'account',
    permissions: ['teams.read'],
    async *pages(scope) {
      yield [scope.account];
    },
    read: (team, scope) => ({
      kind: 'account',
      id: `lessor:team/${team}`,
      name: team,
      scope,
      untaggable: true,
      attributes: { number: team, state: 'active' },
    }),
  };
}

export function machineCollector(client: LessorClient): Collector<typeof instance, LeasedMachine> {
  return {
    kind: instance,
    reach: 'account',
    permissions: ['machines.read'],
    pages: (scope, signal) => pagesAndGaps(scope, (cursor) => client.machines(scope.account, cursor, signal)),
    read(raw, scope) {
      return {
        kind: 'instance',
        id: machineId(raw.id),
        name: raw.label,
        scope: { ...scope, region: raw.site },
        tags: toTags(Object.entries(raw.tags)),
        attributes: {
          type: raw.model,
          state: raw.power === 'on' ? 'running' : 'stopped',
          stateSince: Date.parse(raw.since),
          launchedAt: Date.parse(raw.since),
          market: 'on-demand',
          platform: 'linux',
          architecture: 'x86_64',
          tenancy: 'dedicated',
          gpu: { model: raw.model, count: raw.gpus },
          dataVolumes: [],
        },
      };
    },
  };
}

export function leaseCollector(client: LessorClient): Collector<typeof lease, Lease> {
  return {
    kind: lease,
    reach: 'account',
    permissions: ['leases.read'],
    pages: (scope, signal) => pagesAndGaps(scope, (cursor) => client.leases(scope.account, cursor, signal)),
    read: (raw, scope) => ({
      kind: lease.name,
      id: `lessor:lease/${raw.id}`,
      name: raw.id,
      scope,
      untaggable: true,
      attributes: { machines: raw.machines.map(machineId), endsAt: Date.parse(raw.endsAt) },
    }),
  };
}

/** The pages of a list, and each site that was missing from one as a part that failed. */
async function* pagesAndGaps<Item>(
  scope: Scope,
  fetchPage: (cursor: string | undefined) => Promise<LessorPage<Item>>,
): AsyncGenerator<readonly Item[] | FailedScope, void, void> {
  const missing = new Set<string>();
  const pages = pagesOf(`lessor list of ${scope.account}`, async (cursor) => {
    const { items, cursor: next, missingSites } = await withRetries(() => fetchPage(cursor));
    for (const site of missingSites) missing.add(site);
    return { items, next };
  });
  try {
    yield* pages;
  } catch (error) {
    throw inPortsWords(error);
  }
  for (const site of missing) {
    yield {
      scope: { ...scope, region: site },
      error: new UnavailableError(`the site ${site} does not answer`),
    };
  }
}
