import { ok, strictEqual } from 'node:assert/strict';
import { CloudError, DeniedError, ThrottledError, UnavailableError } from '../../core/errors.ts';
import type { AdapterCheck } from './check.ts';
import { collectorOf, connect, listScopes, type ReadKind, readKind, type Session } from './session.ts';
import type { Trouble } from './trial.ts';

/** What an adapter does when the cloud does not do as it should. */
export const troubleChecks: readonly AdapterCheck[] = [
  survives('throttled-once', 'tries again when it is throttled'),
  survives('failing-once', 'tries again when the cloud failed'),
  {
    title: 'says so when it is throttled to the end, and reads the other kinds',
    trouble: 'throttled',
    async check(session) {
      await failsAlone(session, 'throttled', ThrottledError);
    },
  },
  {
    title: 'says so when the cloud fails to the end, and reads the other kinds',
    trouble: 'failing',
    async check(session) {
      await failsAlone(session, 'failing', UnavailableError);
    },
  },
  {
    title: 'says what it may not do, in the names it declared, and reads the other kinds',
    trouble: 'denied',
    async check(session) {
      const error = await failsAlone(session, 'denied', DeniedError);
      const { permission } = error instanceof DeniedError ? error : {};
      if (permission === undefined) return;
      const { permissions } = collectorOf(session, session.cloud.kind);
      ok(
        permissions.includes(permission),
        `${permission} is none of those it declares: ${permissions.join(', ')}`,
      );
    },
  },
  {
    title: 'tells the part that is out of reach, and reads the rest',
    trouble: 'part-unreachable',
    async check(session) {
      const { cloud } = session;
      const whole = await readKind(session, cloud.kind);
      await cloud.befall('part-unreachable');
      const part = await readKind(session, cloud.kind);
      strictEqual(part.failures.length > 0, true, 'no failed scope is told');
      const failed = new Set(part.failures.map(({ scope }) => `${scope.account} ${scope.region}`));
      const left = whole.resources.filter(({ scope }) => !failed.has(`${scope.account} ${scope.region}`));
      strictEqual(part.resources.length, left.length, 'what is within reach is not all read');
      ok(left.length < whole.resources.length, 'the trial has nothing in the part that is out of reach');
      for (const { error } of part.failures)
        ok(error instanceof CloudError, `${error.name} is none of the port's`);
    },
  },
  neverShort('repeated-page', 'does not go round in circles when a page token repeats'),
  neverShort('cut-answer', 'takes an answer that ends in the middle for no answer'),
  {
    title: 'stops when it is told to, though the cloud never answers',
    trouble: 'no-answer',
    async check(session) {
      const { cloud } = session;
      // Scopes and credentials first, so that it is the list which hangs.
      await readKind(session, cloud.kind);
      await cloud.befall('no-answer');
      const stop = new AbortController();
      const reason = new Error('told to stop');
      setTimeout(() => stop.abort(reason), 50);
      const error = await failureOf(async () => {
        failIfAny(await readKind(session, cloud.kind, stop.signal));
      });
      ok(comesFrom(error, reason), `it ended by ${String(error)}, and not because it was told to stop`);
    },
  },
  {
    title: 'says what to do about credentials that have expired',
    trouble: 'expired-credentials',
    async check(session, { adapter }) {
      const { cloud, signal } = session;
      await cloud.befall('expired-credentials');
      // Connected anew: the connection that is there may have a token still.
      const connection = await connect(adapter, cloud, signal);
      const error = await failureOf(async () => {
        const { scopes, failures } = await listScopes({ ...session, connection });
        const [failure] = failures;
        if (failure !== undefined) throw failure.error;
        strictEqual(scopes.length, 0, 'scopes are listed by credentials that have expired');
      });
      await connection.close();
      ok(error instanceof DeniedError, `${String(error)} is no DeniedError`);
    },
  },
];

/** A trouble that passes must not show in what is read. */
function survives(trouble: Trouble, title: string): AdapterCheck {
  return {
    title,
    trouble,
    async check(session) {
      const { cloud } = session;
      const before = await readKind(session, cloud.kind);
      await cloud.befall(trouble);
      const after = await readKind(session, cloud.kind);
      strictEqual(after.failures.length, 0);
      strictEqual(after.resources.length, before.resources.length);
    },
  };
}

/** A list that breaks must fail: a part of it must never pass for the whole. */
function neverShort(trouble: Trouble, title: string): AdapterCheck {
  return {
    title,
    trouble,
    async check(session) {
      const { cloud } = session;
      await cloud.befall(trouble);
      const error = await failureOf(async () => failIfAny(await readKind(session, cloud.kind)));
      ok(error instanceof Error);
    },
  };
}

/** The error that the lists of the trial's kind end with, when those of another kind do not fail. */
async function failsAlone(
  session: Session,
  trouble: Trouble,
  expected: new (...parameters: never) => CloudError,
): Promise<unknown> {
  const { cloud } = session;
  await cloud.befall(trouble);
  const error = await failureOf(async () => failIfAny(await readKind(session, cloud.kind)));
  ok(error instanceof expected, `${String(error)} is no ${expected.name}`);
  const other = [...cloud.resources.keys()].find((kind) => kind !== cloud.kind);
  if (other !== undefined) {
    const { resources, failures } = await readKind(session, other);
    strictEqual(failures.length, 0, `${other} fails too`);
    strictEqual(resources.length, cloud.resources.get(other)?.length);
  }
  return error;
}

/** A list that failed for some scopes has failed. */
function failIfAny({ failures }: ReadKind): void {
  const [failure] = failures;
  if (failure !== undefined) throw failure.error;
}

async function failureOf(attempt: () => Promise<void>): Promise<unknown> {
  try {
    await attempt();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

/** Whether an error is the reason of an abort, or an SDK's own word for one. */
function comesFrom(error: unknown, reason: Error): boolean {
  if (error === reason) return true;
  if (!(error instanceof Error)) return false;
  return error.cause === undefined ? error.name === 'AbortError' : comesFrom(error.cause, reason);
}
