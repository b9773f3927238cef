import type { TokenCredential } from '@azure/core-auth';
import {
  type AdapterContext,
  type Collector,
  type Connection,
  type FailedScope,
  type Resource,
  type Scope,
  systemClock,
} from 'bursar/adapter';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { azureAdapter } from '../../../adapters/azure/index.ts';
import { budgetedServices } from '../../../adapters/azure/rates.ts';
import type { AzureSettingsInput } from '../../../adapters/azure/settings.ts';
import { readRecord } from '../../../src/inventory/read-record.ts';
import { type AzureServer, otherSubscription, testSubscription, testTenant } from './azure-server.ts';

/** Whoever answers need not be spared. */
const swift = Object.fromEntries(budgetedServices.map((service) => [service, 10_000]));

export function testContext(signal = AbortSignal.timeout(20_000)): AdapterContext {
  return { logger: pino({ level: 'silent' }), clock: systemClock, random: () => 0, signal };
}

/** Signs in without asking anybody. */
const someCredential: TokenCredential = {
  async getToken() {
    const claims = { tid: testTenant, appid: 'the-application' };
    const token = `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
    return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
  },
};

/** Azure as the settings say, answered by a server, until the test is over. */
export async function connected(
  { url, ca }: Pick<AzureServer, 'url' | 'ca'>,
  settings: AzureSettingsInput = {},
  context: AdapterContext = testContext(),
): Promise<Connection> {
  const given = { endpoint: url, ca, credential: someCredential, callsPerSecond: swift, ...settings };
  const connection = await azureAdapter.connect(azureAdapter.settings.parse(given), context);
  onTestFinished(() => connection.close());
  return connection;
}

export function testScope(account = testSubscription): Scope {
  return { provider: 'azure', account, region: 'global' };
}

/** The two subscriptions that the server has, and their tenant. */
export const testScopes: readonly Scope[] = [
  testScope(),
  testScope(otherSubscription),
  testScope(`tenants/${testTenant}`),
];

export interface Collected {
  readonly resources: readonly Resource[];
  readonly unreadable: readonly string[];
  /** Accounts, with why they failed. */
  readonly failed: readonly string[];
}

/** All that a connection collects of a kind: by Resource Graph where the settings say so. */
export async function collected(
  connection: Connection,
  kind: string,
  scopes: readonly Scope[] = testScopes,
): Promise<Collected> {
  const collector = collectorOf(connection, kind);
  const signal = AbortSignal.timeout(20_000);
  const resources: Resource[] = [];
  const unreadable: string[] = [];
  const failed: string[] = [];
  const take = (records: readonly unknown[], scope: Scope): void => {
    for (const raw of records) {
      const read = readRecord(collector, raw, scope);
      if ('resource' in read) resources.push(read.resource);
      else unreadable.push(read.unreadable.error);
    }
  };
  const fail = ({ scope, error }: FailedScope): void => {
    failed.push(`${scope.account}: ${error.name}: ${error.message}`);
  };
  if (collector.pagesOfAll === undefined) {
    for (const scope of scopes)
      for await (const page of collector.pages(scope, signal))
        if ('error' in page) fail(page);
        else take(page, scope);
  } else {
    for await (const page of collector.pagesOfAll(scopes, signal))
      if ('error' in page) fail(page);
      else take(page.records, page.scope);
  }
  return { resources: resources.toSorted((a, b) => (a.id < b.id ? -1 : 1)), unreadable, failed };
}

export function collectorOf(connection: Connection, kind: string): Collector {
  const collector = connection.collectors.find((one) => one.kind.name === kind);
  if (collector === undefined) throw new Error(`no collector of ${kind}`);
  return collector;
}

/** What both ways of inventory collect of a kind. */
export async function collectedBothWays(server: AzureServer, kind: string) {
  const byGraph = await collected(await connected(server), kind);
  const byArm = await collected(await connected(server, { inventory: 'arm' }), kind);
  return { byGraph, byArm };
}

/** All that a connection lists, as texts: failures with the name of their error. */
export async function listed(connection: Connection): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const one of connection.scopes(AbortSignal.timeout(20_000))) {
    if ('error' in one) all.push(`${one.scope.account}: ${one.error.name}`);
    else all.push(`${one.account} ${one.accountName ?? ''}`);
  }
  return all;
}
