import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { table } from '../../src/lib/columns.ts';
import { createStyle } from '../../src/lib/style.ts';

const style = createStyle(false);
const cells = (...texts: readonly string[]) => texts.map((text) => ({ text }));

test('cells stand under each other, numbers to the right', () => {
  const rows = [cells('a', '1', 'x'), cells('long', '200', 'y')];
  expect(table(rows, [{}, { align: 'right' }, {}], { width: 40, style })).toEqual([
    '  a       1  x',
    '  long  200  y',
  ]);
});

test('where the line is too long, the columns that may give way do, the widest first', () => {
  const rows = [cells('abcdefghijkl', 'abcdefghijklmnop', 'keep')];
  const columns = [{ least: 4 }, { least: 4 }, {}];
  expect(table(rows, columns, { width: 26, style })).toEqual(['  abcdefg…  abcdefg…  keep']);
});

test('a column without any text is left out', () => {
  expect(table([cells('a', '', 'b')], [{}, {}, {}], { width: 40, style })).toEqual(['  a  b']);
});

test('no wider than its most', () => {
  expect(table([cells('abcdef', 'b')], [{ most: 4 }, {}], { width: 40, style })).toEqual(['  abc…  b']);
});

test('colours do not shift the columns', () => {
  const colored = table([[{ text: 'a', format: 'red' }, { text: 'b' }], cells('aa', 'b')], [{}, {}], {
    width: 40,
    style: createStyle(true),
  });
  expect(colored).toEqual(['  \u001b[31ma \u001b[39m  b', '  aa  b']);
});

test('no line is wider than asked, as long as each column can have one', () => {
  const text = fc.string({ unit: fc.constantFrom('東', 'a', ' ', '👍🏽', '\n', 'e\u0301'), maxLength: 40 });
  const rows = fc.array(fc.tuple(text, text, text, text), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 20, max: 120 }), (texts, width) => {
      const columns = [{ least: 3 }, { align: 'right' as const }, { least: 5, most: 20 }, {}];
      const lines = table(
        texts.map((row) => cells(...row)),
        columns,
        { width, style },
      );
      expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
    }),
  );
});
