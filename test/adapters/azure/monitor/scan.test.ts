import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ToldMetrics } from '../../../../adapters/azure/monitor/answer.ts';
import type { Aggregation } from '../../../../adapters/azure/monitor/points.ts';
import { scanBatch } from '../../../../adapters/azure/monitor/scan.ts';

const stepMs = 3_600_000;
const startAt = Date.parse('2026-11-01T00:00:00Z');
const window = { startAt, endAt: startAt + 5 * stepMs, stepMs };
const aggregations: readonly Aggregation[] = ['average', 'total'];
const asked = { aggregations, window };

const figure = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null), fc.nat());
const datum = fc.record(
  { slot: fc.integer({ min: -1, max: 5 }), average: figure, total: figure, count: figure },
  { requiredKeys: ['slot'] },
);
const metric = fc.record({
  name: fc.constantFrom('Percentage CPU', 'Disk Read Operations/Sec', 'say "data":[1] twice'),
  errorCode: fc.option(fc.constantFrom('Success', 'InternalError'), { nil: undefined }),
  series: fc.array(fc.record({ split: fc.option(fc.constantFrom('0', 'A]B')), data: fc.array(datum) }), {
    maxLength: 2,
  }),
  timeLast: fc.boolean(),
});
const answers = fc.uniqueArray(
  fc.record({
    resource: fc.string({ unit: 'grapheme', minLength: 1 }),
    metrics: fc.array(metric, { maxLength: 3 }),
  }),
  { selector: ({ resource }) => resource.toLowerCase(), maxLength: 4 },
);

type Answer = typeof answers extends fc.Arbitrary<infer All> ? All : never;

function documentOf(answer: Answer): unknown {
  return {
    values: answer.map(({ resource, metrics }) => ({
      interval: 'PT1H',
      value: metrics.map(({ name, errorCode, series, timeLast }) => ({
        id: `${resource}/providers/Microsoft.Insights/metrics/${name}`,
        displayDescription: 'an array "data":[ of figures',
        errorCode,
        timeseries: series.map(({ split, data }) => ({
          data: data.map(({ slot, ...figures }) => {
            const timeStamp = new Date(startAt + slot * stepMs).toISOString();
            return timeLast ? { ...figures, timeStamp } : { timeStamp, ...figures };
          }),
          metadatavalues: split === null ? [] : [{ name: { value: 'index' }, value: split }],
        })),
      })),
      resourceid: resource,
    })),
  };
}

/** The same in plain lists, so that the two can be compared. */
function plain(told: ReadonlyMap<string, ToldMetrics> | undefined): unknown {
  return [...(told ?? [])].map(([resource, metrics]) => [
    resource,
    [...metrics].map(([name, one]) => [
      name,
      one instanceof Error
        ? one.message
        : [...one.series].map(([split, grids]) => [split, [...grids].map(([key, grid]) => [key, [...grid]])]),
    ]),
  ]);
}

function expected(answer: Answer): unknown {
  return answer.map(({ resource, metrics }) => {
    const byName = new Map<string, unknown>();
    for (const { name, errorCode = 'Success', series } of metrics) {
      const key = name.toLowerCase();
      if (errorCode !== 'Success') byName.set(key, `Azure Monitor gave ${key} as ${errorCode}`);
      else {
        const bySplit = new Map(
          series.map(({ split, data }) => {
            const grids = aggregations.map((aggregation) => {
              const grid = Array.from({ length: 5 }, () => Number.NaN);
              for (const one of data) {
                const value = aggregation === 'average' ? one.average : one.total;
                if (one.slot >= 0 && one.slot < 5 && value !== undefined)
                  grid[one.slot] = value ?? Number.NaN;
              }
              return [aggregation, grid];
            });
            return [(split ?? '').toLowerCase(), grids] as const;
          }),
        );
        byName.set(key, [...bySplit]);
      }
    }
    return [resource.toLowerCase(), [...byName]];
  });
}

test('tells what is in the text, however it is spaced and whatever texts are among it', () => {
  fc.assert(
    fc.property(answers, fc.constantFrom(undefined, 2), (answer, indent) => {
      const text = JSON.stringify(documentOf(answer), undefined, indent);
      expect(plain(scanBatch(text, asked))).toEqual(expected(answer));
    }),
  );
});

test.each([
  ['no JSON', '{"values":['],
  ['another document', '{"error":{"code":"BadRequest"}}'],
  [
    'figures that are no list',
    '{"values":[{"resourceid":"a","value":[{"id":"m","timeseries":[{"data":{}}]}]}]}',
  ],
  [
    'figures within figures',
    '{"values":[{"resourceid":"a","value":[{"id":"m","timeseries":[{"data":[{"average":{"x":1}}]}]}]}]}',
  ],
  [
    'a list that does not end',
    '{"values":[{"resourceid":"a","value":[{"id":"m","timeseries":[{"data":[{"average":1}',
  ],
])('leaves %s to the SDK', (_, text) => {
  expect(scanBatch(text, asked)).toBeUndefined();
});
