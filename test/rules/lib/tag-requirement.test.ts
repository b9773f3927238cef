import { toTags } from 'bursar';
import { array, assert, boolean, property, string, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { isLacking, lackingTags, requiredTag, tagRequirement } from '../../../rules/lib/tag-requirement.ts';

// Short texts out of few characters, so that keys meet; and names that every object has.
const text = string({ unit: 'grapheme', maxLength: 4 }).map((word) =>
  word.length === 4 ? '__proto__' : word.length === 3 ? 'constructor' : word,
);

test('the key is the key, also where an alias differs from it in case only', () => {
  const tag = requiredTag(tagRequirement.parse({ key: 'env', aliases: ['stage', 'ENV'] }), true);
  expect(
    tag.valueIn(
      toTags([
        ['Stage', 'a'],
        ['Env', 'b'],
      ]),
    ),
  ).toBe('b');
});

test('whatever tags are called, a tag set to a value is found by its key, and only it is', () => {
  assert(
    property(array(tuple(text, text)), text, boolean(), (pairs, key, ignoreCase) => {
      const tag = requiredTag(
        { key, aliases: [], values: undefined, synonyms: {}, pattern: undefined },
        ignoreCase,
      );
      const others = pairs.filter(([other]) => other.toLowerCase() !== key.toLowerCase());
      expect(tag.valueIn(toTags([...others, [key, 'here']]))).toBe('here');
      expect(tag.valueIn(toTags(others))).toBeUndefined();
    }),
  );
});

test('a synonym is as good as the value it stands for, also one called like something that every object has', () => {
  const requirement = { key: 'k', values: ['yes'], synonyms: { constructor: 'YES' } };
  const tag = requiredTag(tagRequirement.parse(requirement), true);
  expect(['yes', 'Constructor', 'toString'].map((value) => tag.allows(value))).toEqual([true, true, false]);
});

test('a resource lacks something exactly when something is listed', () => {
  assert(
    property(array(tuple(text, text)), text, text, (pairs, key, value) => {
      const required = [requiredTag(tagRequirement.parse({ key: `${key}k`, values: [`${value}v`] }), true)];
      const { missing, wrong } = lackingTags(required, toTags(pairs));
      expect(isLacking(required, toTags(pairs))).toBe(missing.length + wrong.length > 0);
    }),
  );
});

test.each([
  [{ key: '' }, 'key'],
  [{ key: 'a', pattern: '(' }, 'pattern'],
  [{ key: 'a', values: [] }, 'values'],
  [{ key: 'a', alias: ['b'] }, ''],
])('a requirement such as %j is refused', (requirement, path) => {
  const { error } = tagRequirement.safeParse(requirement);
  expect(error?.issues[0]?.path.join('.')).toBe(path);
});
