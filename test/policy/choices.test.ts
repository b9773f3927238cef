import { expect, test } from 'vitest';
import { z } from 'zod';
import { definePack, use } from '../../src/core/pack.ts';
import { defineRule } from '../../src/core/rule.ts';
import { toTags } from '../../src/core/tags.ts';
import { flag } from '../../src/core/verdict.ts';
import { instance } from '../../src/kinds/instance.ts';
import { chooseRules } from '../../src/policy/choices.ts';
import { machine, scopeOf } from '../fixtures/resources.ts';

const old = defineRule({
  id: 'old',
  summary: 'It is old.',
  severity: 'low',
  kinds: [instance],
  options: z.strictObject({ days: z.number().default(30) }),
  messages: { old: 'old' },
  evaluate: () => flag('old', { data: {} }),
});
const judging = { now: 0, price: () => undefined };

function daysFor(
  pack: ReturnType<typeof definePack>,
  region: string,
  tags?: Record<string, string>,
): unknown {
  const choice = chooseRules([pack], judging).for(scopeOf(region), 'instance')[0];
  const resource = machine('m', {}, tags === undefined ? {} : { tags: toTags(Object.entries(tags)) });
  const setting = choice?.setting ?? choice?.settingFor(resource);
  return setting?.level === 'off' ? 'off' : setting?.options;
}

test('the last block that speaks of a rule and fits the scope wins, defaults filled in', () => {
  const pack = definePack([
    { name: 'all', rules: [use(old, 'report')] },
    { name: 'north', scopes: { regions: ['nor*'] }, rules: [use(old, 'propose', { days: 7 })] },
  ]);
  expect(daysFor(pack, 'north')).toEqual({ days: 7 });
  expect(daysFor(pack, 'south')).toEqual({ days: 30 });
});

test('a block with tags is for the resources that have them, and leaves the others to the block before', () => {
  const pack = definePack([
    { name: 'all', rules: [use(old, 'report')] },
    {
      name: 'prod',
      scopes: { tags: { env: ['prod', 'live-*'] } },
      rules: [use(old, 'report', { days: 90 })],
    },
    { name: 'exempt', scopes: { tags: { keep: '*' } }, rules: [use(old, 'off')] },
  ]);
  expect(daysFor(pack, 'north', { env: 'live-1' })).toEqual({ days: 90 });
  expect(daysFor(pack, 'north', { env: 'dev' })).toEqual({ days: 30 });
  expect(daysFor(pack, 'north', { env: 'prod', keep: 'yes' })).toBe('off');
});

test('tags that could not be read fit no block with tags', () => {
  const pack = definePack([
    { name: 'odd', scopes: { tags: { constructor: '*' } }, rules: [use(old, 'report')] },
  ]);
  const choice = chooseRules([pack], judging).for(scopeOf(), 'instance')[0];
  const { tags: _, ...untold } = machine('m');
  expect(choice?.settingFor(untold)).toBeUndefined();
  expect(choice?.settingFor(machine('m'))).toBeUndefined();
});

test('a rule that is off, of another kind, or for another account is not asked at all', () => {
  const pack = definePack([
    { name: 'all', rules: [use(old, 'report')] },
    { name: 'none', scopes: { accounts: ['2'] }, rules: [use(old, 'off')] },
  ]);
  const choices = chooseRules([pack], judging);
  expect(choices.for(scopeOf('north', '2'), 'instance')).toEqual([]);
  expect(choices.for(scopeOf(), 'volume')).toEqual([]);
  expect(choices.for(scopeOf(), 'instance')).toHaveLength(1);
});
