import { releaseAddress, stop, volume } from 'bursar';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineRule, type Rule } from '../../src/core/rule.ts';
import { pass } from '../../src/core/verdict.ts';
import { ruleFaults } from '../../src/policy/check-rule.ts';

const sound = defineRule({
  id: 'volume-sound',
  summary: 'A volume is sound, e.g. one of version 2.0 that nobody misses.',
  severity: 'low',
  kinds: [volume],
  messages: { sound: '{{name}} is sound' },
  evaluate: () => pass,
});

/** The faults of the sound rule with something else in place of a part, as `path: message`. */
function faultsWith(part: Readonly<Record<string, unknown>>): readonly string[] {
  // What a rule written without types may be.
  const rule = { ...sound, ...part } as unknown as Rule;
  return ruleFaults(rule).map(({ path, message }) => `${path}: ${message}`);
}

test('a rule as it should be has no fault', () => {
  expect(ruleFaults(sound)).toEqual([]);
  expect(
    faultsWith({ select: () => true, needs: () => ({}), options: z.object({}).transform(String) }),
  ).toEqual([]);
});

test.each([
  [
    'an id that is not in kebab case',
    { id: 'volumeSound' },
    ['id: expected kebab case, e.g. "volume-unattached"'],
  ],
  [
    'a summary without a full stop',
    { summary: 'A volume is sound' },
    ['summary: expected one sentence that ends in a full stop'],
  ],
  [
    'a summary of two sentences',
    { summary: 'It is. It was.' },
    ['summary: expected one sentence that ends in a full stop'],
  ],
  [
    'a summary that begins small',
    { summary: 'it is.' },
    ['summary: expected one sentence that ends in a full stop'],
  ],
  ['no kind', { kinds: [] }, ['kinds: names no kind']],
  ['no message', { messages: {} }, ['messages: declares no message']],
  ['an empty message', { messages: { sound: '' } }, ['messages.sound: is empty']],
  [
    'a message called like a verdict',
    { messages: { pass: 'x' } },
    ['messages.pass: is the name of a verdict'],
  ],
  [
    'a placeholder that would not be filled',
    { messages: { sound: 'it is {{ how }}' } },
    ['messages.sound: a placeholder is a name in double braces: {{name}}'],
  ],
  ['options that are no schema', { options: { grace: 14 } }, ['options: expected a schema of zod 4']],
  ['a function that is none', { evaluate: pass }, ['evaluate: expected a function']],
  ['a function that is not synchronous', { evaluate: async () => pass }, ['evaluate: must not be async']],
  [
    'an action for another kind',
    { action: releaseAddress },
    ['action: release-address cannot be asked for a volume'],
  ],
])('%s', (_title, part, faults) => {
  expect(faultsWith(part)).toEqual(faults);
});

test.each([
  ['an unknown severity', { severity: 'urgent' }, /^severity: .*low/],
  ['a kind given by its name', { kinds: ['volume'] }, /^kinds\[0\]: .*object/],
  ['a key that nobody reads', { summry: 'x' }, /^: .*summry/],
  ['no evaluate', { evaluate: undefined }, /^evaluate: expected a function/],
])('%s', (_title, part, fault) => {
  const faults = faultsWith(part);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(fault);
});

test('every fault is told at once', () => {
  expect(
    faultsWith({ id: 'X', severity: 1, kinds: [], messages: {}, evaluate: 1, action: stop }),
  ).toHaveLength(5);
});

test('what is no rule at all is told as well', () => {
  // As a module without a default export gives it.
  expect(ruleFaults(undefined as unknown as Rule)).toHaveLength(1);
});
