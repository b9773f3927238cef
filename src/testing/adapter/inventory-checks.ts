import { deepStrictEqual, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { Resource } from '../../core/resource.ts';
import { readRecord } from '../../inventory/read-record.ts';
import type { AdapterCheck } from './check.ts';
import { collectorOf, connect, listScopes, readKind, type Session } from './session.ts';
import type { RecordedRecord, TrialResource } from './trial.ts';

/** What holds of an inventory while nothing is wrong. */
export const inventoryChecks: readonly AdapterCheck[] = [
  {
    title: 'lists its scopes, each once, and the same again',
    async check(session) {
      const { scopes, failures } = await listScopes(session);
      deepStrictEqual(failures, []);
      ok(scopes.length > 0, 'it lists no scope');
      deepStrictEqual(
        scopes.filter(({ provider }) => provider !== session.connection.provider),
        [],
      );
      const keys = scopes.map(({ account, region }) => `${account} ${region}`);
      strictEqual(new Set(keys).size, keys.length, 'a scope is listed twice');
      deepStrictEqual((await listScopes(session)).scopes, scopes);
    },
  },
  {
    title: 'reads every page, every record, every resource once, in the account it was listed for',
    async check(session) {
      for (const [kind, expected] of session.cloud.resources) {
        const { resources, unreadable, failures, pages } = await readKind(session, kind);
        deepStrictEqual(unreadable, []);
        deepStrictEqual(failures, []);
        deepStrictEqual(sorted(resources.map(({ id }) => id)), sorted(expected.map(({ id }) => id)), kind);
        deepStrictEqual(
          [...new Set(resources.map((resource) => resource.kind))],
          expected.length > 0 ? [kind] : [],
        );
        if (kind === session.cloud.kind)
          ok(pages > 1, `the trial's ${kind} list fits one page: nothing is paged`);
      }
    },
  },
  {
    title: 'gives tags back as they were put in',
    async check(session) {
      let compared = 0;
      for (const [kind, expected] of session.cloud.resources) {
        const { resources } = await readKind(session, kind);
        const byId = new Map(resources.map((resource) => [resource.id, resource]));
        for (const { id, tags } of expected) {
          if (tags === undefined) continue;
          compared++;
          deepStrictEqual(entriesOf(byId.get(id)?.tags), entriesOf(tags), `tags of ${id}`);
        }
      }
      ok(compared > 0, 'the trial has no resource with tags to compare');
    },
  },
  {
    title: 'gives the same ids, and the same resources, to the next connection',
    async check(session, { adapter }) {
      const { cloud, signal } = session;
      const connection = await connect(adapter, cloud, signal);
      try {
        const again = { ...session, connection };
        for (const kind of cloud.resources.keys()) {
          deepStrictEqual(await resourcesById(again, kind), await resourcesById(session, kind));
        }
      } finally {
        await connection.close();
      }
    },
  },
  {
    title: 'shows a write of somebody else once it can be read, under the same id',
    trouble: 'stale',
    async check(session) {
      const { cloud } = session;
      const [first] = cloud.resources.get(cloud.kind) ?? [];
      ok(first, 'the trial has no resource to retag');
      await cloud.befall('stale');
      const before = await tagOf(session, first);
      await cloud.retag(first.id, 'bursar-trial', 'written');
      strictEqual(
        await tagOf(session, first),
        before,
        'the trial does not hold reads back: nothing is stale',
      );
      await cloud.heal();
      strictEqual(await tagOf(session, first), 'written');
      notStrictEqual(before, 'written');
    },
  },
];

/** What must be read from records of the real cloud. */
export function recordedCheck({ kind, record, scope, resource }: RecordedRecord): AdapterCheck {
  return {
    title: `reads a recorded ${kind} of the real cloud: ${resource.id}`,
    async check(session) {
      const read = readRecord(collectorOf(session, kind), record, scope);
      ok('resource' in read, 'unreadable' in read ? read.unreadable.error : '');
      const { resource: found } = read;
      const attributes = Object.keys(resource.attributes ?? {});
      deepStrictEqual(
        {
          id: found.id,
          ...(resource.name !== undefined && { name: found.name }),
          ...(resource.region !== undefined && { region: found.scope.region }),
          ...(resource.tags !== undefined && { tags: { ...found.tags } }),
          ...(resource.attributes !== undefined && {
            // Every kind's attributes are a record of named fields.
            attributes: picked(found.attributes as Readonly<Record<string, unknown>>, attributes),
          }),
        },
        resource,
      );
    },
  };
}

function picked(record: Readonly<Record<string, unknown>>, keys: readonly string[]): object {
  return Object.fromEntries(keys.map((key) => [key, record[key]]));
}

async function resourcesById(session: Session, kind: string): Promise<ReadonlyMap<string, Resource>> {
  const { resources } = await readKind(session, kind);
  const inOrder = resources.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return new Map(inOrder.map((resource) => [resource.id, resource]));
}

async function tagOf(session: Session, { id }: TrialResource): Promise<string | undefined> {
  const { resources } = await readKind(session, session.cloud.kind);
  return resources.find((resource) => resource.id === id)?.tags?.['bursar-trial'];
}

function entriesOf(tags: Readonly<Record<string, string>> = {}): readonly (readonly [string, string])[] {
  return Object.entries(tags).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function sorted(texts: readonly string[]): readonly string[] {
  return texts.toSorted();
}
