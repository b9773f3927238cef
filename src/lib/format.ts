const grouped = new Intl.NumberFormat('en-US');

/** A count with its thousands apart: `50,112`. */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** A count with its noun: `1 finding`, `1,204 findings`. */
export function counted(count: number, singular: string, plural: string = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** An instant to the minute, in UTC: `2026-11-23 13:05 UTC`. */
export function formatInstant(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const units = [
  ['day', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** A length of time in its two largest units: `42 s`, `3 min 12 s`, `2 h 5 min`, `4 days`. */
export function formatSpan(spanMs: number): string {
  if (spanMs < 1_000) return `${Math.max(0, Math.round(spanMs))} ms`;
  const parts: string[] = [];
  let rest = spanMs;
  for (const [unit, unitMs] of units) {
    const whole = Math.floor(rest / unitMs);
    rest -= whole * unitMs;
    if (whole > 0) parts.push(unit === 'day' ? counted(whole, 'day') : `${whole} ${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}

/** A share as a whole percentage, `84 %`; never rounded up to all or down to nothing. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 1) return '<1 %';
  if (percent > 99 && percent < 100) return '>99 %';
  return `${Math.round(percent)} %`;
}
