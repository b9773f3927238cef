import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { fit, pad, printable, widthOf, wrap } from '../../src/lib/text.ts';
import { nastyTexts } from '../fixtures/run-view.ts';

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme-composite' }),
  fc.constantFrom(...nastyTexts),
  fc.string({ unit: fc.constantFrom('東', '≈', '·', '…', '–', '×', '✗', '→', '━', '─', 'a', ' ') }),
);

test('what is not printable is shown as a sign of it', () => {
  expect(printable('\u001b[31m\r\n\t\u0000')).toBe('␛[31m␍␊␉␀');
  expect(printable('\u007f\u009b\u202e\ufeff')).toBe('␡<U+009B><U+202E><U+FEFF>');
  expect(printable('\ud800')).toBe('\ufffd');
  expect(printable('\ufffe\u{1ffff}')).toBe('<U+FFFE><U+1FFFF>');
});

test('letters, marks and emoji stay as they are', () => {
  for (const text of ['héllo wörld', 'e\u0301', '東京', '👩‍👩‍👧‍👦 🇩🇪', 'می\u200cخواهم', '≈ · … – × ✗ →'])
    expect(printable(text)).toBe(text);
});

test('nothing that acts on a terminal is printable', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
});

test('a text is as wide as a terminal shows it', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const shown = printable(text);
      expect(widthOf(shown)).toBe(stringWidth(shown));
    }),
  );
});

describe('fit', () => {
  test('never takes more columns than there are, and no fewer than it must', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 60 }), (text, width) => {
        const fitted = fit(text, width);
        const whole = printable(text);
        const isWhole = stringWidth(whole) <= width;
        expect(stringWidth(fitted)).toBeLessThanOrEqual(width);
        expect(fitted === whole || fitted.endsWith('…') || width < 1).toBe(true);
        expect(fitted === whole).toBe(isWhole);
      }),
    );
  });

  test('cuts between characters, not through them', () => {
    expect(fit('東京都', 4)).toBe('東…');
    expect(fit('abcdef', 4)).toBe('abc…');
    expect(fit('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 3)).toBe('👩‍👩‍👧‍👦…');
  });
});

test('a padded text fills its columns', () => {
  expect(pad('東', 4)).toBe('東  ');
  expect(pad('7', 3, 'right')).toBe('  7');
  expect(pad('long', 2)).toBe('long');
});

test('wrapped lines are no wider than asked, and keep every word', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 10, max: 80 }), (text, width) =>
      wrap(text, width).every((line) => stringWidth(line) <= width),
    ),
  );
  expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
});
