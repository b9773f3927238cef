import { counted, formatCount } from '../../lib/format.ts';
import type { Style } from '../../lib/style.ts';
import { fit, pad, widthOf } from '../../lib/text.ts';
import type { OutputStream } from '../parts.ts';
import type { Progress } from './display.ts';
import type { PassState } from './pass-state.ts';
import { summaryOf } from './words.ts';

const redrawEveryMs = 125;
const labelWidth = 8;

/** One line of the display. */
interface Bar {
  readonly label: string;
  /** 0 to 1; undefined while there is nothing to measure it by. */
  readonly share: number | undefined;
  readonly text: string;
}

/**
 * Bars on a terminal, drawn over themselves. The cursor is never hidden and stays beneath them, so that there is
 * nothing to restore however the program ends.
 */
export function createBars(stream: OutputStream, state: PassState, style: Style): Progress {
  let drawn: readonly string[] = [];
  let finished = false;

  function draw(lines: readonly string[]): void {
    if (lines.length > 0 || drawn.length > 0) stream.write(replacing(drawn, lines, columnsOf(stream)));
    drawn = lines;
  }

  const timer = setInterval(() => {
    const columns = columnsOf(stream);
    draw(barsOf(state).map((bar) => barLine(bar, columns, style)));
  }, redrawEveryMs);
  timer.unref();

  return {
    observer: state.observer,
    finish() {
      if (finished) return;
      finished = true;
      clearInterval(timer);
      const summary = summaryOf(state);
      draw(summary === undefined ? [] : [style('dim', fit(summary, columnsOf(stream) - 1))]);
    },
  };
}

/**
 * What puts new lines where the old ones are. A terminal that has become narrower since has broken the old lines, so
 * that they take more rows than there are lines.
 */
function replacing(old: readonly string[], lines: readonly string[], columns: number): string {
  const rows = old.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
  const up = rows === 0 ? '' : `\u001b[${rows}A`;
  // Between these two marks a terminal that knows them shows nothing half done.
  return `\u001b[?2026h${up}\r\u001b[J${lines.map((line) => `${line}\n`).join('')}\u001b[?2026l`;
}

function columnsOf({ columns }: OutputStream): number {
  return columns === undefined || columns < 20 ? 80 : columns;
}

function barsOf(state: PassState): readonly Bar[] {
  const reading = state.providers().map(({ provider, scopes, done, failed, resources, perSecond }) => ({
    label: provider,
    share: scopes === undefined ? undefined : scopes === 0 ? 1 : done / scopes,
    text: [
      scopes === undefined ? 'listing scopes' : `${done}/${counted(scopes, 'scope')}`,
      ...(failed === 0 ? [] : [`${failed} not whole`]),
      counted(resources, 'resource'),
      ...(done === scopes ? [] : rateText(perSecond)),
    ].join(' · '),
  }));
  const judging = state.judging();
  if (judging === undefined) return reading;
  const { total, judged, perSecond } = judging;
  const share = total === 0 ? 1 : Math.min(1, judged / total);
  const text = [`${formatCount(judged)} of ${formatCount(total)}`, ...rateText(perSecond)].join(' · ');
  return [...reading, { label: 'judging', share, text }];
}

function rateText(perSecond: number | undefined): readonly string[] {
  return perSecond === undefined || perSecond < 1 ? [] : [`${formatCount(Math.round(perSecond))}/s`];
}

/** Never as wide as the terminal, lest it breaks the line. */
function barLine({ label, share, text }: Bar, columns: number, style: Style): string {
  const barWidth = Math.max(6, Math.min(30, columns - labelWidth - 62));
  const filled = Math.floor((share ?? 0) * barWidth);
  const bar = style('green', '━'.repeat(filled)) + style('dim', '─'.repeat(barWidth - filled));
  const room = columns - 1 - labelWidth - barWidth - 4;
  return `${style('bold', pad(fit(label, labelWidth), labelWidth))}  ${bar}  ${fit(text, room)}`;
}
