import type { EpochMs } from '../../../../core/time.ts';
import type { CurveReader } from '../../../estate/usage-figures.ts';

/** One figure of a period; undefined where it has no sample. */
export type Statistic = (reader: CurveReader, from: EpochMs, to: EpochMs) => number | undefined;

const plain: Readonly<Record<string, Statistic>> = {
  Average(reader, from, to) {
    const figures = reader.figures(from, to);
    return figures && Math.min(figures.maximum, Math.max(figures.minimum, figures.sum / figures.samples));
  },
  Maximum: (reader, from, to) => reader.figures(from, to)?.maximum,
  Minimum: (reader, from, to) => reader.figures(from, to)?.minimum,
  SampleCount: (reader, from, to) => reader.figures(from, to)?.samples,
  Sum: (reader, from, to) => reader.figures(from, to)?.sum,
};

/** `p95`, `p99.9` */
const percentile = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;

/** Whether CloudWatch has a statistic of that name; the rarer ones (trimmed means, ranks) are not part of the sandbox. */
export function isStatistic(name: string): boolean {
  return Object.hasOwn(plain, name) || percentile.test(name);
}

/** The statistic of a name that {@link isStatistic} accepts. @throws {RangeError} for any other. */
export function statisticOf(name: string): Statistic {
  const known = Object.hasOwn(plain, name) ? plain[name] : undefined;
  if (known !== undefined) return known;
  const percent = percentile.exec(name)?.[1];
  if (percent === undefined) throw new RangeError(`there is no statistic ${name}`);
  return (reader, from, to) => reader.percentile(from, to, Number(percent));
}
