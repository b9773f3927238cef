import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { flag, pass, placeholdersOf, renderMessage, unknown } from '../../src/core/verdict.ts';

test('placeholders are filled, each as often as it occurs', () => {
  expect(renderMessage('{{name}}: {{days}} days, {{days}}!', { name: 'db', days: 14 })).toBe(
    'db: 14 days, 14!',
  );
  expect(renderMessage('{{count}}', { count: 0 })).toBe('0');
  expect(renderMessage('{{text}}', { text: '' })).toBe('');
  expect(renderMessage('nothing to fill', {})).toBe('nothing to fill');
});

test('a placeholder without data stays as it is', () => {
  expect(renderMessage('{{name}} and {{other}}', { name: 'db' })).toBe('db and {{other}}');
  expect(renderMessage('{{constructor}} {{toString}} {{__proto__}}', {})).toBe(
    '{{constructor}} {{toString}} {{__proto__}}',
  );
});

test('what is no placeholder stays as it is', () => {
  expect(renderMessage('{name} {{ name }} {{na-me}} {{}} {{{name}}}', { name: 'db' })).toBe(
    '{name} {{ name }} {{na-me}} {{}} {db}',
  );
});

test('a value is never read as a template or as a pattern', () => {
  const anyValue = oneof(string({ unit: 'grapheme' }), constantFrom('$&', '$1', '$$', '{{name}}', '{{id}}'));
  assert(
    property(anyValue, anyValue, (name, id) => {
      expect(renderMessage('<{{name}}|{{id}}>', { name, id })).toBe(`<${name}|${id}>`);
    }),
  );
});

test('the placeholders of a template are told in order, however often it is asked', () => {
  expect(placeholdersOf('{{b}} {{a}} {{b}}')).toEqual(['b', 'a', 'b']);
  expect(placeholdersOf('{{b}} {{a}} {{b}}')).toEqual(['b', 'a', 'b']);
  expect(placeholdersOf('none')).toEqual([]);
});

test('verdicts carry what they were given, and an unknown saving stays unknown', () => {
  expect(pass).toEqual({ status: 'pass' });
  expect(Object.isFrozen(pass)).toBe(true);
  expect(unknown('when it was detached')).toEqual({ status: 'unknown', missing: 'when it was detached' });
  expect(flag('idle', { data: { days: 3 } })).toEqual({
    status: 'flag',
    message: 'idle',
    data: { days: 3 },
    saving: undefined,
    parameters: undefined,
  });
  expect(flag('idle', { data: {}, parameters: { to: 'gp3' } }).parameters).toEqual({ to: 'gp3' });
});
