import { ok } from 'node:assert/strict';
import { pino } from 'pino';
import type { Adapter, Collector, Connection, ScopePage } from '../../core/adapter.ts';
import { CloudError } from '../../core/errors.ts';
import type { Resource } from '../../core/resource.ts';
import { type FailedScope, globalRegion, type Scope, scopeKey } from '../../core/scope.ts';
import { readRecord } from '../../inventory/read-record.ts';
import type { AdapterTrial, TrialCloud } from './trial.ts';

/** An adapter connected to a cloud of its trial. */
export interface Session {
  readonly cloud: TrialCloud;
  readonly connection: Connection;
  readonly signal: AbortSignal;
}

/** How long a check may take before it is given up. */
const patienceMs = 30_000;

/** Connects to a new cloud for as long as a check takes. */
export async function withSession(
  { adapter, start }: AdapterTrial,
  check: (session: Session) => Promise<void>,
): Promise<void> {
  const cloud = await start();
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const connection = await connect(adapter, cloud, signal);
    try {
      await check({ cloud, connection, signal });
    } finally {
      await connection.close();
    }
  } finally {
    await cloud.close();
  }
}

export function connect(
  adapter: Adapter,
  { settings, clock }: TrialCloud,
  signal: AbortSignal,
): Promise<Connection> {
  return adapter.connect(adapter.settings.parse(settings), {
    logger: pino({ level: 'silent' }),
    clock,
    random: () => 0.5,
    signal,
  });
}

/** All that a connection lists. */
export async function listScopes({ connection, signal }: Session): Promise<{
  readonly scopes: readonly Scope[];
  readonly failures: readonly FailedScope[];
}> {
  const scopes: Scope[] = [];
  const failures: FailedScope[] = [];
  for await (const listed of connection.scopes(signal)) {
    if ('error' in listed) failures.push(listed);
    else scopes.push(listed);
  }
  return { scopes, failures };
}

/** What the lists of one kind came to. */
export interface ReadKind {
  readonly resources: readonly Resource[];
  readonly unreadable: readonly string[];
  readonly failures: readonly FailedScope[];
  /** The most pages with something on them that one scope took. */
  readonly pages: number;
}

/** Reads one kind from every scope, as the engine does: by one list for all where the adapter has one. */
export async function readKind(
  session: Session,
  kind: string,
  signal: AbortSignal = session.signal,
): Promise<ReadKind> {
  const { scopes } = await listScopes(session);
  const collector = collectorOf(session, kind);
  const reachable = scopes.filter((scope) => reachOf(scope) === collector.reach);
  const resources: Resource[] = [];
  const unreadable: string[] = [];
  const failures: FailedScope[] = [];
  const pages = new Map<string, number>();
  for await (const page of pagesOf(collector, reachable, signal)) {
    if ('error' in page) {
      failures.push(page);
      continue;
    }
    const key = scopeKey(page.scope);
    if (page.records.length > 0) pages.set(key, (pages.get(key) ?? 0) + 1);
    for (const raw of page.records) {
      const record = readRecord(collector, raw, page.scope);
      if ('resource' in record) resources.push(record.resource);
      else
        unreadable.push(
          `${record.unreadable.id ?? 'a record'} of ${scopeKey(page.scope)}: ${record.unreadable.error}`,
        );
    }
  }
  return { resources, unreadable, failures, pages: Math.max(0, ...pages.values()) };
}

async function* pagesOf(
  collector: Collector,
  scopes: readonly Scope[],
  signal: AbortSignal,
): AsyncGenerator<ScopePage | FailedScope, void, void> {
  if (collector.pagesOfAll !== undefined) {
    yield* orFailures(collector.pagesOfAll(scopes, signal), scopes);
    return;
  }
  for (const scope of scopes) yield* orFailures(pagesOfScope(collector, scope, signal), [scope]);
}

async function* pagesOfScope(
  collector: Collector,
  scope: Scope,
  signal: AbortSignal,
): AsyncGenerator<ScopePage | FailedScope, void, void> {
  for await (const page of collector.pages(scope, signal)) {
    yield 'error' in page ? page : { scope, records: page };
  }
}

/** What the cloud refuses is a failure of the scopes that were asked for; any other error is a fault, and propagates. */
async function* orFailures(
  pages: AsyncIterable<ScopePage | FailedScope>,
  scopes: readonly Scope[],
): AsyncGenerator<ScopePage | FailedScope, void, void> {
  try {
    yield* pages;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    yield* scopes.map((scope) => ({ scope, error }));
  }
}

export function collectorOf({ connection }: Session, kind: string): Collector {
  const collector = connection.collectors.find((candidate) => candidate.kind.name === kind);
  ok(collector, `there is no collector of ${kind}`);
  return collector;
}

function reachOf({ region }: Scope): Collector['reach'] {
  return region === globalRegion ? 'account' : 'region';
}
