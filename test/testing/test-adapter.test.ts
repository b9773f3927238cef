import { randomUUID } from 'node:crypto';
import type { Adapter, Collector, Connection, FailedScope, Telemetry } from 'bursar/adapter';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { AdapterCheck } from '../../src/testing/adapter/check.ts';
import { declarationChecks } from '../../src/testing/adapter/declaration-checks.ts';
import { inventoryChecks } from '../../src/testing/adapter/inventory-checks.ts';
import { withSession } from '../../src/testing/adapter/session.ts';
import { troubleChecks } from '../../src/testing/adapter/trouble-checks.ts';
import { lessorAdapter } from '../examples/gpu-lessor/adapter.ts';
import { startFleet } from '../examples/gpu-lessor/fleet.ts';

/** An adapter that is good but for one fault. */
function flawed(
  flaw: (connection: Connection) => Partial<Connection>,
  adapter: Adapter = lessorAdapter,
): Adapter {
  return {
    ...adapter,
    async connect(settings, context) {
      const connection = await adapter.connect(settings, context);
      return { ...connection, ...flaw(connection) };
    },
  };
}

function flawedList(
  flaw: (
    pages: AsyncIterable<readonly unknown[] | FailedScope>,
  ) => AsyncIterable<readonly unknown[] | FailedScope>,
): Adapter {
  return flawed(({ collectors }) => ({
    collectors: collectors.map(
      (collector): Collector => ({
        ...collector,
        pages: (scope, signal) => flaw(collector.pages(scope, signal)),
      }),
    ),
  }));
}

function flawedRead(
  flaw: (resource: ReturnType<Collector['read']>) => ReturnType<Collector['read']>,
): Adapter {
  return flawed(({ collectors }) => ({
    collectors: collectors.map(
      (collector): Collector => ({ ...collector, read: (raw, scope) => flaw(collector.read(raw, scope)) }),
    ),
  }));
}

function flawedTelemetry(read: (telemetry: Telemetry) => Telemetry['read']): Adapter {
  return flawed(({ telemetry }) => ({ telemetry: { ...telemetry, read: read(telemetry) } }));
}

const flaws: readonly (readonly [flaw: string, adapter: Adapter, caughtBy: string])[] = [
  [
    'reads the first page only',
    flawedList(async function* (pages) {
      for await (const page of pages) {
        yield page;
        return;
      }
    }),
    'reads every page',
  ],
  [
    'reads a page twice',
    flawedList(async function* (pages) {
      for await (const page of pages) yield* [page, page];
    }),
    'reads every page',
  ],
  ['has other ids each time', flawedRead((resource) => ({ ...resource, id: randomUUID() })), 'same ids'],
  ['loses tags', flawedRead(({ tags: _tags, ...resource }) => resource), 'gives tags back'],
  [
    'takes a failure for the end of the list',
    flawedList(async function* (pages) {
      try {
        yield* pages;
      } catch {
        // That is its fault.
      }
    }),
    'says what it may not do',
  ],
  [
    'keeps quiet about a part that is out of reach',
    flawedList(async function* (pages) {
      for await (const page of pages) if (!('error' in page)) yield page;
    }),
    'tells the part',
  ],
  [
    'throws what its SDK threw',
    flawedList(async function* (pages) {
      try {
        yield* pages;
      } catch (error) {
        throw error instanceof Error ? error.cause : error;
      }
    }),
    'says so when it is throttled',
  ],
  [
    'does not stop when it is told to',
    flawed(({ collectors }) => ({
      collectors: collectors.map(
        (collector): Collector => ({
          ...collector,
          pages: (scope) => collector.pages(scope, AbortSignal.timeout(300)),
        }),
      ),
    })),
    'stops when it is told to',
  ],
  [
    'hides a collector',
    { ...lessorAdapter, collectors: lessorAdapter.collectors.slice(1) },
    'collects the kinds it declares',
  ],
  [
    'asks for more than it needs',
    {
      ...lessorAdapter,
      permissions: (settings, selection) => ({
        ...lessorAdapter.permissions(lessorAdapter.settings.parse(settings), selection),
        document: { rights: selection.kinds.size > 0 ? ['machines.read', 'leases.read', 'meters.read'] : [] },
      }),
    },
    'asks for the permissions',
  ],
  [
    'asks for too little',
    {
      ...lessorAdapter,
      permissions: () => ({ title: 'none', usage: 'none', document: { rights: [] } }),
    },
    'asks for the permissions',
  ],
  [
    'answers a series twice',
    flawedTelemetry(
      (telemetry) =>
        async function* (requests, scope, signal) {
          for await (const result of telemetry.read(requests, scope, signal)) yield* [result, result];
        },
    ),
    'answers every series',
  ],
  ['has nothing for the doctor', flawed(() => ({ async *checks() {} })), 'doctor'],
];

const checks: readonly AdapterCheck[] = [...declarationChecks, ...inventoryChecks, ...troubleChecks];

test.each(flaws)('an adapter that %s is caught', async (_flaw, adapter, caughtBy) => {
  const found = checks.filter(({ title }) => title.includes(caughtBy));
  expect(found).toHaveLength(1);
  const trial = {
    adapter,
    start: startFleet,
    permissionsIn: (document: unknown) => z.object({ rights: z.array(z.string()) }).parse(document).rights,
    recorded: [],
  };
  for (const { check } of found) {
    await expect(withSession(trial, (session) => check(session, trial))).rejects.toThrow();
  }
});
