import type { AdapterContext, Collector, Connection, FailedScope, Resource, Scope } from 'bursar/adapter';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { gcpAdapter } from '../../../adapters/gcp/index.ts';
import type { GcpSettingsInput } from '../../../adapters/gcp/settings.ts';
import { readRecord } from '../../../src/inventory/read-record.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { swift } from './gcp-server.ts';

export const signal = AbortSignal.timeout(60_000);

/** A sandbox of Google Cloud alone, until the test is over. */
export async function sandboxed(options: Partial<Parameters<typeof startSandbox>[0]> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ clouds: ['gcp'], seed: 5, size: 1_200, accounts: 4, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

export function testContext({ clock }: Pick<AdapterContext, 'clock'>): AdapterContext {
  return { logger: pino({ level: 'silent' }), clock, random: () => 0, signal };
}

/** Google Cloud of a sandbox, all of its organization, until the test is over. */
export async function connected(sandbox: Sandbox, settings: GcpSettingsInput = {}): Promise<Connection> {
  const parsed = gcpAdapter.settings.parse({
    endpoint: sandbox.gcp.url,
    accessToken: async () => sandbox.gcp.token(),
    projects: { organization: sandbox.gcp.estate.organization.id },
    callsPerSecond: swift,
    maxAttempts: 1,
    ...settings,
  });
  const connection = await gcpAdapter.connect(parsed, testContext(sandbox));
  onTestFinished(() => connection.close());
  return connection;
}

export async function listed(connection: Connection): Promise<readonly (Scope | FailedScope)[]> {
  return Array.fromAsync(connection.scopes(signal));
}

export async function scopesOf(connection: Connection): Promise<readonly Scope[]> {
  return (await listed(connection)).flatMap((scope) => ('error' in scope ? [] : [scope]));
}

export function collectorOf(connection: Connection, kind: string): Collector {
  const collector = connection.collectors.find((candidate) => candidate.kind.name === kind);
  if (collector === undefined) throw new Error(`no collector of ${kind}`);
  return collector;
}

export interface Collected {
  readonly resources: readonly Resource[];
  readonly unreadable: readonly string[];
  readonly failed: readonly FailedScope[];
}

/** What one collector gives over all scopes, by the list for all of them where it has one. */
export async function collect(collector: Collector, scopes: readonly Scope[]): Promise<Collected> {
  const resources: Resource[] = [];
  const unreadable: string[] = [];
  const failed: FailedScope[] = [];
  const add = (scope: Scope, records: readonly unknown[]): void => {
    for (const raw of records) {
      const record = readRecord(collector, raw, scope);
      if ('resource' in record) resources.push(record.resource);
      else unreadable.push(record.unreadable.error);
    }
  };
  if (collector.pagesOfAll !== undefined) {
    for await (const page of collector.pagesOfAll(scopes, signal)) {
      if ('error' in page) failed.push(page);
      else add(page.scope, page.records);
    }
    return { resources, unreadable, failed };
  }
  for (const scope of scopes) {
    for await (const piece of collector.pages(scope, signal)) {
      if ('error' in piece) failed.push(piece);
      else add(scope, piece);
    }
  }
  return { resources, unreadable, failed };
}
