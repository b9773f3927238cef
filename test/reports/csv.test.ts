import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine } from '../../reports/csv/line.ts';
import { csvReport } from '../../reports/csv.ts';
import { usd } from '../../src/core/money.ts';
import type { RunView } from '../../src/core/report.ts';
import { toTags } from '../../src/core/tags.ts';
import { printable } from '../../src/lib/text.ts';
import {
  emptyView,
  finding,
  hugeView,
  nastyTexts,
  nastyView,
  prod,
  runView,
  saving,
  smallView,
} from '../fixtures/run-view.ts';
import { plainOptions, rendered } from './rendered.ts';

async function recordsOf(view: RunView): Promise<readonly Record<string, string>[]> {
  return parse(await rendered(csvReport, view), { columns: true, record_delimiter: '\r\n' });
}

test('the columns are these, in this order', async () => {
  expect(await rendered(csvReport, emptyView)).toBe(
    'fingerprint,rule,severity,provider,account,account_name,region,kind,resource,name,owner,message,saving_per_month,currency,price_quality,price_as_of,action,parameters,reversible,state,stale,first_seen_at,last_seen_at,tags,evidence\r\n',
  );
});

test('a finding is a record', async () => {
  const [first, , , fourth, fifth] = await recordsOf(smallView);
  expect(first).toMatchObject({
    fingerprint: '77a9cd8af1567728',
    rule: 'gpu-idle',
    account: '111111111111',
    account_name: 'prod',
    owner: 'ml-research',
    saving_per_month: '8112.004',
    currency: 'USD',
    price_quality: 'embedded',
    action: 'stop',
    reversible: 'true',
    first_seen_at: '2026-11-14T13:05:00.000Z',
    tags: '{"Owner":"ml-research"}',
  });
  expect(fourth).toMatchObject({ parameters: '{"to":"m7g.large"}' });
  expect(fifth).toMatchObject({ saving_per_month: '', currency: '', tags: '', stale: 'true' });
});

test('there is no byte order mark', async () => {
  expect((await rendered(csvReport, smallView)).charCodeAt(0)).not.toBe(0xfeff);
});

describe('a spreadsheet', () => {
  test('gets no formula, whatever the names are', async () => {
    const records = await recordsOf(nastyView);
    expect(records).toHaveLength(nastyTexts.length);
    for (const record of records)
      for (const cell of Object.values(record)) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
    expect(records[1]?.['name']).toBe("'=cmd|' /C calc'!A0");
  });

  test('gets negative amounts as numbers', async () => {
    const [record] = await recordsOf(
      runView({ findings: [finding({ saving: saving('0', { monthly: usd('-1.5') }) })] }),
    );
    expect(record?.['saving_per_month']).toBe('-1.5');
  });
});

test('every text comes back as it was, but for formulas and controls', async () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...nastyTexts));
  await fc.assert(
    fc.asyncProperty(texts, texts, async (name, message) => {
      const view = runView({ findings: [finding({ name, message, scope: { ...prod, accountName: name } })] });
      const [record] = await recordsOf(view);
      expect(record?.['name']).toBe(written(name));
      expect(record?.['message']).toBe(written(message));
    }),
    { numRuns: 300 },
  );
});

function written(text: string): string {
  const inert = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return inert.toWellFormed().replace(/(?![\t\r\n])\p{Cc}/gu, printable);
}

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['a"b', '"a""b"'],
  ['a\nb', '"a\nb"'],
  ['a\rb', '"a\rb"'],
  [' a', '" a"'],
  ['a\u001b[2J', 'a␛[2J'],
])('%j is written %s', (text, field) => {
  expect(csvLine([{ text }])).toBe(`${field}\r\n`);
});

test('tags with odd keys survive', async () => {
  const tags = toTags([
    ['__proto__', 'a'],
    [' ,"', 'b'],
  ]);
  const [record] = await recordsOf(runView({ findings: [finding({ tags })] }));
  expect(record?.['tags']).toBe('{"__proto__":"a"," ,\\"":"b"}');
});

test('is written while findings are read, not after', async () => {
  let read = 0;
  for await (const piece of csvReport.render(
    hugeView(5_000, (index) => (read = index)),
    plainOptions,
  )) {
    expect(piece).not.toBe('');
    break;
  }
  expect(read).toBeLessThan(500);
});
