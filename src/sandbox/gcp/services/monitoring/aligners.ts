import type { EpochMs } from '../../../../core/time.ts';
import type { CurveReader } from '../../../estate/usage-figures.ts';
import type { MetricKind, ValueType } from '../../metrics/descriptor.ts';

/** How the samples of a period become one value. */
export interface Aligner {
  readonly name: string;
  /** Of what kinds of metrics it can be asked. */
  readonly kinds: readonly MetricKind[];
  /** What kind of metric comes of it; absent: the same. */
  readonly kind?: MetricKind;
  readonly valueType?: ValueType;
  /** Whether the value counts samples, whatever they measure. */
  readonly counts?: boolean;
  /** The value of the samples taken in [from, to); undefined where there were none. */
  read(reader: CurveReader, from: EpochMs, to: EpochMs): number | undefined;
}

const gauge = { kinds: ['GAUGE', 'DELTA'], kind: 'GAUGE' } as const;

function percentile(percent: number): Pick<Aligner, 'kinds' | 'kind' | 'valueType' | 'read'> {
  return {
    ...gauge,
    valueType: 'DOUBLE',
    read: (reader, from, to) => reader.percentile(from, to, percent),
  };
}

/** What stands in where nothing is aligned: a minute has one sample. */
export const rawAligner: Aligner = { name: 'ALIGN_NONE', kinds: ['GAUGE', 'DELTA'], read: sum };

/** By their number in the protocol, which is as good as their name. Those of rare use are not part of the sandbox. */
const aligners: ReadonlyMap<number, Aligner> = new Map<number, Aligner>([
  [1, { name: 'ALIGN_DELTA', kinds: ['DELTA'], read: sum }],
  [
    2,
    {
      name: 'ALIGN_RATE',
      kinds: ['DELTA'],
      kind: 'GAUGE',
      valueType: 'DOUBLE',
      read(reader, from, to) {
        const total = sum(reader, from, to);
        return total === undefined ? undefined : (total * 1_000) / (to - from);
      },
    },
  ],
  [10, { name: 'ALIGN_MIN', ...gauge, read: (reader, from, to) => reader.figures(from, to)?.minimum }],
  [11, { name: 'ALIGN_MAX', ...gauge, read: (reader, from, to) => reader.figures(from, to)?.maximum }],
  [12, { name: 'ALIGN_MEAN', ...gauge, valueType: 'DOUBLE', read: mean }],
  [
    13,
    {
      name: 'ALIGN_COUNT',
      ...gauge,
      valueType: 'INT64',
      counts: true,
      read: (reader, from, to) => reader.figures(from, to)?.samples,
    },
  ],
  [14, { name: 'ALIGN_SUM', kinds: ['GAUGE', 'DELTA'], read: sum }],
  [18, { name: 'ALIGN_PERCENTILE_99', ...percentile(99) }],
  [19, { name: 'ALIGN_PERCENTILE_95', ...percentile(95) }],
  [20, { name: 'ALIGN_PERCENTILE_50', ...percentile(50) }],
  [21, { name: 'ALIGN_PERCENTILE_05', ...percentile(5) }],
]);

/** An aligner by its name or number; undefined where there is none of that name. */
export function alignerOf(nameOrNumber: string): Aligner | undefined {
  return aligners.get(Number(nameOrNumber)) ?? aligners.values().find(({ name }) => name === nameOrNumber);
}

function sum(reader: CurveReader, from: EpochMs, to: EpochMs): number | undefined {
  return reader.figures(from, to)?.sum;
}

function mean(reader: CurveReader, from: EpochMs, to: EpochMs): number | undefined {
  const found = reader.figures(from, to);
  return found && Math.min(found.maximum, Math.max(found.minimum, found.sum / found.samples));
}
