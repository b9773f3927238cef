import type { Clock, EpochMs, Scope } from 'bursar/adapter';
import type { TenantClients } from './client.ts';
import type { GraphQuery } from './graph-query.ts';
import type { ArmRecord } from './record.ts';
import { createGraphReader } from './resource-graph.ts';

const query: GraphQuery = {
  table: 'resourcecontainers',
  types: ['microsoft.resources/subscriptions'],
  columns: ['subscriptionId'],
  properties: ['state'],
};

interface Row extends ArmRecord {
  readonly subscriptionId?: string | null;
}

/** How long an answer serves: for the collectors of one pass, which all ask at about the same time. */
const sharedForMs = 60_000;

/**
 * Tells which subscriptions Resource Graph knows. Of others, whether new or out of reach, it answers nothing at all, which
 * is not that there is nothing in them.
 */
export function createKnownSubscriptions(
  clients: TenantClients,
  clock: Clock,
): (scopes: readonly Scope[], signal: AbortSignal) => Promise<ReadonlySet<string>> {
  let kept:
    | { readonly at: EpochMs; readonly key: string; readonly known: Promise<ReadonlySet<string>> }
    | undefined;
  return (scopes, signal) => {
    const key = scopes.map(({ account }) => account).join();
    if (kept !== undefined && kept.key === key && clock.now() - kept.at < sharedForMs) return kept.known;
    const reading = { at: clock.now(), key, known: read(clients, scopes, signal) };
    kept = reading;
    reading.known.catch(() => {
      if (kept === reading) kept = undefined;
    });
    return reading.known;
  };
}

async function read(
  clients: TenantClients,
  scopes: readonly Scope[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const subscriptions = scopes.map(({ account }) => account);
  const graph = createGraphReader({ clients, subscriptions, regions: 'all', signal });
  const known = new Set<string>();
  for await (const rows of graph.rows<Row>(query))
    for (const { subscriptionId } of rows) if (subscriptionId) known.add(subscriptionId.toLowerCase());
  return known;
}
