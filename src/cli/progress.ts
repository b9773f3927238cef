import type { Clock } from '../core/time.ts';
import { createStyle } from '../lib/style.ts';
import type { OutputStream } from './parts.ts';
import { createBars } from './progress/bars.ts';
import type { Progress } from './progress/display.ts';
import { createLines } from './progress/lines.ts';
import { createPassState } from './progress/pass-state.ts';

export interface ProgressOptions {
  readonly stream: OutputStream;
  readonly clock: Clock;
  /** Show nothing at all. */
  readonly quiet: boolean;
  /** Where `NO_COLOR` and `TERM` are looked up. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Shows how a pass goes: bars drawn in place on a terminal, a line now and then elsewhere. */
export function createProgress({ stream, clock, quiet, environment = {} }: ProgressOptions): Progress {
  if (quiet) return { observer: {}, finish() {} };
  const state = createPassState(clock);
  const inPlace = stream.isTTY === true && environment['TERM'] !== 'dumb';
  const style = createStyle(inPlace && (environment['NO_COLOR'] ?? '') === '');
  return inPlace ? createBars(stream, state, style) : createLines(stream, state, clock);
}
