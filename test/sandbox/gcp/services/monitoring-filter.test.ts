import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Filter,
  fieldsOf,
  listedValues,
  parseFilter,
  passes,
} from '../../../../src/sandbox/gcp/services/monitoring/filter.ts';

function filterOf(text: string): Filter {
  const filter = parseFilter(text);
  if (typeof filter === 'string') throw new Error(filter);
  return filter;
}

function accepts(text: string, fields: Readonly<Record<string, string>>): boolean {
  return passes(filterOf(text), (field) => (Object.hasOwn(fields, field) ? fields[field] : undefined));
}

describe('a filter', () => {
  test.each([
    ['metric.type = "a/b"', { 'metric.type': 'a/b' }, true],
    [
      'metric.type="a" AND resource.labels.zone="z"',
      { 'metric.type': 'a', 'resource.labels.zone': 'z' },
      true,
    ],
    ['metric.type="a" resource.label.zone="z"', { 'metric.type': 'a', 'resource.labels.zone': 'y' }, false],
    ['metric.labels."state" != "used"', { 'metric.labels.state': 'free' }, true],
    ['NOT metric.labels.state = used', { 'metric.labels.state': 'used' }, false],
    ['-metric.labels.state = used', { 'metric.labels.state': 'free' }, true],
    ['resource.labels.zone = starts_with("us-")', { 'resource.labels.zone': 'us-east1-b' }, true],
    ['resource.labels.zone = ends_with("-b")', { 'resource.labels.zone': 'us-east1-c' }, false],
    ['resource.labels.zone = has_substring("east")', { 'resource.labels.zone': 'us-east1-c' }, true],
    ['resource.labels.zone : "west"', { 'resource.labels.zone': 'us-east1-c' }, false],
    [
      'resource.labels.zone = monitoring.regex.full_match("us-.*-[bc]")',
      { 'resource.labels.zone': 'us-east1-c' },
      true,
    ],
    ['(project = p OR project = q) AND metric.type = t', { project: 'q', 'metric.type': 't' }, true],
    ['project = p OR project = q AND metric.type = t', { project: 'q', 'metric.type': 'u' }, false],
    [String.raw`metric.labels.x = "a\"b"`, { 'metric.labels.x': 'a"b' }, true],
  ])('%s', (text, fields, expected) => {
    expect(accepts(text, fields)).toBe(expected);
  });

  test.each([
    '',
    'metric.type',
    'metric.type =',
    '(metric.type = a',
    'metric.type = a)',
    'a = one_of("b"',
    '= b',
    'a = %',
  ])('is none: %s', (text) => {
    expect(parseFilter(text)).toMatch(/^Could not parse filter/);
  });

  test('lists the values that a field may have, where it does', () => {
    const both = filterOf('a = one_of("1", "2", "3") AND (a = "2" OR a = "4") AND b != "5"');
    expect(listedValues(both, 'a')).toEqual(new Set(['2']));
    expect(listedValues(both, 'b')).toBeUndefined();
    expect(listedValues(filterOf('a = "1" OR b = "2"'), 'a')).toBeUndefined();
    expect(fieldsOf(both)).toEqual(['a', 'a', 'a', 'b']);
  });

  const texts = fc.string({ minLength: 1, maxLength: 12, unit: 'binary-ascii' });

  test('takes one of several as it takes each of them', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 5 }), texts, (values, value) => {
        const quoted = values.map((text) => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`);
        const oneOf = `a = one_of(${quoted.join(', ')})`;
        const any = quoted.map((text) => `a = ${text}`).join(' OR ');
        expect(accepts(oneOf, { a: value })).toBe(values.includes(value));
        expect(accepts(any, { a: value })).toBe(values.includes(value));
        expect(listedValues(filterOf(any), 'a')).toEqual(listedValues(filterOf(oneOf), 'a'));
      }),
    );
  });
});
