/** The intervals that Azure Monitor has figures of, by their length. */
const intervals: ReadonlyMap<number, string> = new Map([
  [60_000, 'PT1M'],
  [300_000, 'PT5M'],
  [900_000, 'PT15M'],
  [1_800_000, 'PT30M'],
  [3_600_000, 'PT1H'],
  [21_600_000, 'PT6H'],
  [43_200_000, 'PT12H'],
  [86_400_000, 'P1D'],
]);

/** Azure Monitor's name for a step; undefined where it has none of that length. */
export function intervalOf(stepMs: number): string | undefined {
  return intervals.get(stepMs);
}

/** For so long the platform keeps metrics; a call that reaches further back is refused. */
const keptMs = 93 * 86_400_000;

/** The first step's start of a window of which there can be figures. */
export function earliestStart(startAt: number, stepMs: number, now: number): number {
  const missing = Math.max(0, Math.ceil((now - keptMs - startAt) / stepMs));
  return startAt + missing * stepMs;
}
