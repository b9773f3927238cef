import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { Adapter, SeriesRequest } from '../../core/adapter.ts';
import { globalRegion } from '../../core/scope.ts';
import type { AdapterCheck } from './check.ts';
import { readKind } from './session.ts';
import type { AdapterTrial } from './trial.ts';

const hourMs = 3_600_000;

/** What an adapter says of itself, held against what it does. */
export const declarationChecks: readonly AdapterCheck[] = [
  {
    title: 'collects the kinds it declares, each by one collector',
    async check({ connection }, { adapter }) {
      const names = connection.collectors.map(({ kind }) => kind.name);
      strictEqual(new Set(names).size, names.length, 'a kind has two collectors');
      const declared = new Set(adapter.collectors.map(({ kind }) => kind.name));
      deepStrictEqual(
        names.filter((name) => !declared.has(name)),
        [],
      );
      for (const { kind, permissions } of adapter.collectors) {
        ok(permissions.length > 0, `the collector of ${kind.name} declares no permission`);
      }
      for (const { signal, permissions } of adapter.signals) {
        ok(permissions.length > 0, `the signal ${signal.signal} declares no permission`);
      }
    },
  },
  {
    title: 'asks for the permissions of what is switched on, and for no others',
    async check({ cloud }, trial) {
      const all = grantedFor(trial, cloud.settings, () => true);
      for (const { permissions } of [...trial.adapter.collectors, ...trial.adapter.signals]) {
        deepStrictEqual(
          permissions.filter((permission) => !all.has(permission)),
          [],
        );
      }
      const one = grantedFor(trial, cloud.settings, (kind) => kind === cloud.kind);
      const others = trial.adapter.collectors.filter(({ kind }) => kind.name !== cloud.kind);
      const needed = new Set(
        trial.adapter.collectors.flatMap(({ kind, permissions }) =>
          kind.name === cloud.kind ? permissions : [],
        ),
      );
      const excess = others
        .flatMap(({ permissions }) => permissions)
        .filter((permission) => !needed.has(permission));
      // Finding the scopes takes permissions too, which no collector declares and every selection is given.
      const base = grantedFor(trial, cloud.settings, () => false);
      deepStrictEqual(
        excess.filter((permission) => one.has(permission) && !base.has(permission)),
        [],
      );
    },
  },
  {
    title: 'answers every series that is asked for once, at the step that was asked',
    async check(session, { adapter }) {
      const { connection, cloud, signal } = session;
      const { resources } = await readKind(session, cloud.kind);
      const name = adapter.signals
        .map((info) => info.signal.signal)
        .find((one) => connection.telemetry.supports(one, cloud.kind));
      if (name === undefined) return;
      const endAt = Math.floor(cloud.clock.now() / hourMs) * hourMs;
      const asked = resources.slice(0, 20).map(
        (resource): SeriesRequest => ({
          resource,
          signal: name,
          points: 'average',
          startAt: endAt - 24 * hourMs,
          endAt,
          stepMs: hourMs,
        }),
      );
      const [first] = asked;
      ok(first, 'the trial has no resource to ask a signal of');
      const sameScope = asked.filter(({ resource: { scope } }) =>
        connection.telemetry.reach === 'account'
          ? scope.account === first.resource.scope.account
          : scope.account === first.resource.scope.account && scope.region === first.resource.scope.region,
      );
      const scope =
        connection.telemetry.reach === 'account'
          ? { ...first.resource.scope, region: globalRegion }
          : first.resource.scope;
      const answered = new Map<SeriesRequest, number>();
      for await (const result of connection.telemetry.read(sameScope, scope, signal)) {
        answered.set(result.request, (answered.get(result.request) ?? 0) + 1);
        if ('error' in result) throw result.error;
        const { series } = result;
        if (series === undefined) continue;
        strictEqual(series.stepMs, hourMs);
        strictEqual((series.startAt - first.startAt) % hourMs, 0, 'its points are not on the step');
        ok(
          series.startAt >= first.startAt && series.startAt + series.points.length * hourMs <= endAt,
          'it goes beyond what was asked',
        );
        ok(
          series.points.every((point) => point === undefined || Number.isFinite(point)),
          'a point is no number',
        );
        ok(series.source !== '', 'it does not say where it was read');
      }
      deepStrictEqual(
        [...answered.values()],
        sameScope.map(() => 1),
      );
    },
  },
  {
    title: 'has something to say to the doctor',
    async check({ connection, cloud, signal }) {
      const titles: string[] = [];
      for await (const { title, status, detail } of connection.checks(selecting(cloud.kind), signal)) {
        ok(title !== '' && detail !== '', 'a check without a title or a detail');
        ok(status !== 'failed', `${title}: ${detail}`);
        titles.push(title);
      }
      ok(titles.length > 0, 'it checks nothing');
    },
  },
];

function selecting(kind: string): {
  readonly kinds: ReadonlySet<string>;
  readonly signals: ReadonlySet<string>;
} {
  return { kinds: new Set([kind]), signals: new Set() };
}

function grantedFor(
  { adapter, permissionsIn }: AdapterTrial,
  settings: unknown,
  wanted: (kind: string) => boolean,
): ReadonlySet<string> {
  const kinds = kindsOf(adapter).filter(wanted);
  const every = kinds.length === kindsOf(adapter).length;
  const signals = every ? adapter.signals.map(({ signal }) => signal.signal) : [];
  const { title, usage, document } = adapter.permissions(adapter.settings.parse(settings), {
    kinds: new Set(kinds),
    signals: new Set(signals),
  });
  ok(title !== '' && usage !== '', 'the permissions come without a title, or without what to do with them');
  return new Set(permissionsIn(document));
}

function kindsOf({ collectors }: Adapter): readonly string[] {
  return collectors.map(({ kind }) => kind.name);
}
