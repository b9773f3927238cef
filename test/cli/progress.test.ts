import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createProgress } from '../../src/cli/progress.ts';
import type { ScopeOutcome } from '../../src/core/run.ts';
import type { Scope } from '../../src/core/scope.ts';

const escape = '\u001b';
/** Up by some rows; everything below erased; a line with its colours and marks. */
const moves = new RegExp(
  `${escape}\\[(\\d+)A|(${escape}\\[J)|([^\\n${escape}]*(?:${escape}\\[[\\d;?]*[hlm][^\\n${escape}]*)*)\\n`,
  'g',
);

/** A terminal or a pipe that keeps what is written to it. */
class Screen extends Writable {
  readonly isTTY: boolean;
  columns: number;
  written = '';

  constructor(isTTY: boolean, columns = 100) {
    super();
    this.isTTY = isTTY;
    this.columns = columns;
  }

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.written += String(chunk);
    done();
  }

  /** What is left on the screen after every move and erasure; no line is broken on it. */
  get shown(): readonly string[] {
    const rows: string[] = [];
    let row = 0;
    for (const [, up, , text] of this.written.matchAll(moves)) {
      if (up !== undefined) row -= Number(up);
      else if (text === undefined) rows.length = row;
      else rows[row++] = stripVTControlCharacters(text).replace('\r', '');
    }
    return rows;
  }
}

const scope = (region: string): Scope => ({ provider: 'aws', account: '1', accountName: 'prod', region });
const outcome = (region: string, rest: Partial<ScopeOutcome> = {}): ScopeOutcome => ({
  scope: scope(region),
  status: 'ok',
  resources: 100,
  failures: [],
  ...rest,
});
const failed = outcome('b', {
  status: 'failed',
  failures: [{ error: 'DeniedError', message: 'no\u001b[2J' }],
});

const clock = { now: () => Date.now() };

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('on a terminal', () => {
  test('a bar for each provider, drawn over itself, with scopes, resources and the rate', () => {
    const screen = new Screen(true);
    const { observer } = createProgress({
      stream: screen,
      clock,
      quiet: false,
      environment: { NO_COLOR: '1' },
    });
    observer.scopesListed?.('aws', 4);
    observer.collected?.(scope('a'), 'instance', 1_500);
    vi.advanceTimersByTime(500);
    observer.scopeFinished?.(outcome('a'));
    observer.scopeFinished?.(failed);
    vi.advanceTimersByTime(1_000);
    expect(screen.shown).toHaveLength(1);
    expect(screen.shown[0]).toMatch(
      /^aws {7}━+─+ {2}2\/4 scopes · 1 not whole · 1,500 resources · 1,\d{3}\/s$/,
    );
  });

  test('then a bar for the judging', () => {
    const screen = new Screen(true);
    const { observer } = createProgress({ stream: screen, clock, quiet: false });
    observer.scopesListed?.('aws', 1);
    observer.collected?.(scope('a'), 'instance', 10);
    observer.scopeFinished?.(outcome('a'));
    observer.judging?.(10);
    observer.judged?.(5);
    vi.advanceTimersByTime(200);
    expect(screen.shown).toHaveLength(2);
    expect(screen.shown[1]).toMatch(/^judging {3}━+─+ {2}5 of 10$/);
  });

  test('at the end one line remains, however often it is ended, and nothing is drawn any more', () => {
    const screen = new Screen(true);
    const { observer, finish } = createProgress({ stream: screen, clock, quiet: false });
    observer.scopesListed?.('aws', 1);
    observer.collected?.(scope('a'), 'instance', 10);
    observer.scopeFinished?.(outcome('a'));
    vi.advanceTimersByTime(2_000);
    finish();
    const { written } = screen;
    finish();
    vi.advanceTimersByTime(2_000);
    expect(screen.written).toBe(written);
    expect(screen.shown).toEqual(['read 10 resources in 1 scope, took 2 s']);
  });

  test('the cursor is never hidden, so that it need not be restored', () => {
    const screen = new Screen(true);
    const { observer, finish } = createProgress({ stream: screen, clock, quiet: false });
    observer.scopesListed?.('aws', 1);
    vi.advanceTimersByTime(500);
    finish();
    expect(screen.written).not.toContain('\u001b[?25');
  });

  test.each([40, 60, 80, 200])('no line fills %i columns', (columns) => {
    const screen = new Screen(true, columns);
    const { observer } = createProgress({ stream: screen, clock, quiet: false });
    observer.scopesListed?.('a-provider-of-a-long-name', 1_000);
    observer.collected?.({ ...scope('a'), provider: 'a-provider-of-a-long-name' }, 'instance', 123_456_789);
    observer.judging?.(123_456_789);
    vi.advanceTimersByTime(3_000);
    for (const line of screen.shown) expect(stringWidth(line)).toBeLessThan(columns);
  });

  test('when it has become narrower, the rows that broken lines take are erased too', () => {
    const screen = new Screen(true, 100);
    const { observer } = createProgress({ stream: screen, clock, quiet: false });
    observer.scopesListed?.('aws', 4);
    vi.advanceTimersByTime(150);
    const width = stringWidth(screen.shown[0] ?? '');
    screen.written = '';
    screen.columns = Math.ceil(width / 2);
    vi.advanceTimersByTime(125);
    expect(screen.written).toContain('\u001b[2A');
  });

  test.each([{ NO_COLOR: '1' }, { NO_COLOR: '' }])('colours as the environment has it: %o', (environment) => {
    const screen = new Screen(true);
    const { observer } = createProgress({ stream: screen, clock, quiet: false, environment });
    observer.scopesListed?.('aws', 1);
    vi.advanceTimersByTime(150);
    expect(screen.written.includes('\u001b[1m')).toBe(environment.NO_COLOR === '');
  });
});

describe('elsewhere', () => {
  test('plain lines: failures at once, other scopes every few seconds, a summary at the end', () => {
    const screen = new Screen(false);
    const { observer, finish } = createProgress({ stream: screen, clock, quiet: false });
    observer.scopesListed?.('aws', 5);
    observer.collected?.(scope('a'), 'instance', 100);
    observer.scopeFinished?.(outcome('a'));
    observer.scopeFinished?.(failed);
    vi.advanceTimersByTime(3_500);
    observer.scopeFinished?.(outcome('c'));
    observer.scopeFinished?.(outcome('d'));
    observer.judging?.(100);
    observer.judged?.(60);
    vi.advanceTimersByTime(3_500);
    observer.judged?.(40);
    finish();
    finish();
    expect(screen.written.split('\n')).toEqual([
      'aws: 5 scopes to read',
      'aws prod b: not read: DeniedError: no␛[2J · 2 of 5 scopes, 100 resources',
      'aws prod c: 100 resources · 3 of 5 scopes, 100 resources',
      'judging 100 resources',
      'judged 100 of 100',
      'read 100 resources in 4 scopes, 1 of them not whole, judged 100, took 7 s',
      '',
    ]);
  });

  test('a terminal that understands nothing gets plain lines as well', () => {
    const screen = new Screen(true);
    const { observer } = createProgress({
      stream: screen,
      clock,
      quiet: false,
      environment: { TERM: 'dumb' },
    });
    observer.scopesListed?.('aws', 5);
    vi.advanceTimersByTime(500);
    expect(screen.written).toBe('aws: 5 scopes to read\n');
  });

  test('a pass that did nothing says nothing', () => {
    for (const isTTY of [true, false]) {
      const screen = new Screen(isTTY);
      createProgress({ stream: screen, clock, quiet: false }).finish();
      expect(screen.shown).toEqual([]);
    }
  });
});

test('quiet is quiet', () => {
  const screen = new Screen(true);
  const { observer, finish } = createProgress({ stream: screen, clock, quiet: true });
  observer.scopesListed?.('aws', 5);
  observer.scopeFinished?.(failed);
  vi.advanceTimersByTime(5_000);
  finish();
  expect(screen.written).toBe('');
});
