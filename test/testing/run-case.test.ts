import {
  changeVolumeType,
  defineRule,
  diskOperations,
  flag,
  image,
  instance,
  optional,
  owningAccount,
  pass,
  type Rule,
  referencedBy,
  unknown,
  volume,
} from 'bursar';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runCase } from '../../src/testing/run-case.ts';
import { messagesWithoutCase, repeatedTitles } from '../../src/testing/table-faults.ts';

const base = { id: 'tried', summary: 'It is tried.', severity: 'low' } as const;
const bare = { title: 'a case', resource: {} };

/** A rule without needs whose every verdict is what the function makes. */
function ruleOf(evaluate: Rule['evaluate'], more: Partial<Rule> = {}): Rule {
  const messages = { bad: '{{name}} is {{how}}', plain: 'it is' };
  return { ...base, kinds: [volume], options: z.strictObject({}), messages, evaluate, ...more };
}

describe('what a rule must not do', () => {
  test('change the resource', () => {
    const rule = ruleOf((resource) => {
      Object.assign(resource, { name: 'mine' });
      return pass;
    });
    expect(() => runCase(rule, { ...bare, expect: 'pass' })).toThrow(TypeError);
  });

  test('change its options', () => {
    const rule = ruleOf(
      (_resource, { options }) => {
        // The options are those of the schema below.
        (options as { list: string[] }).list.push('more');
        return pass;
      },
      { options: z.object({ list: z.array(z.string()).default([]) }) },
    );
    expect(() => runCase(rule, { ...bare, expect: 'pass' })).toThrow(TypeError);
  });

  test.each([
    ['Date.now()', () => Date.now()],
    ['new Date()', () => new Date().getTime()],
    ['Date()', () => Date().length],
  ])('read the clock by %s', (_way, read) => {
    const rule = ruleOf(() => (read() > 0 ? pass : unknown('the time')));
    expect(() => runCase(rule, { ...bare, expect: 'pass' })).toThrow(/a rule has no clock/);
    expect(Math.abs(read())).toBeGreaterThan(0);
  });

  test('draw lots', () => {
    const rule = ruleOf(() => (Math.random() < 2 ? pass : unknown('luck')));
    expect(() => runCase(rule, { ...bare, expect: 'pass' })).toThrow(/draws no lots/);
    expect(Math.random()).toBeLessThan(1);
  });

  test('remember', () => {
    let times = 0;
    const rule = ruleOf(() => (times++ % 2 === 0 ? pass : unknown('itself')));
    expect(() => runCase(rule, { ...bare, expect: 'pass' })).toThrow(/a second time/);
  });

  test('make dates of instants it was given, which it may', () => {
    const rule = ruleOf((_resource, { now }) =>
      new Date(now).getUTCFullYear() === 2026 ? pass : unknown(''),
    );
    expect(() => runCase(rule, { ...bare, expect: 'pass' })).not.toThrow();
  });
});

describe('what a flag must be', () => {
  test('of a message that is declared', () => {
    const rule = ruleOf(() => flag('other', { data: {} }));
    expect(() => runCase(rule, { ...bare, expect: 'other' })).toThrow(/"other" is not declared/);
  });

  test('with data for each placeholder', () => {
    const rule = ruleOf(() => flag('bad', { data: {} }));
    expect(() => runCase(rule, { ...bare, expect: 'bad' })).toThrow(/lacks data for how/);
  });

  test('with parameters that its action accepts', () => {
    const rule = ruleOf(() => flag('plain', { data: {}, parameters: { to: 3 } }), {
      action: changeVolumeType,
    });
    expect(() => runCase(rule, { ...bare, expect: 'plain' })).toThrow(
      /action does not accept the parameters/,
    );
  });

  test('as the case says in message, data, saving and parameters', () => {
    const rule = ruleOf(() => flag('bad', { data: { how: 'odd' }, parameters: { a: [1] } }));
    const given = { ...bare, expect: 'bad' };
    expect(() =>
      runCase(rule, { ...given, message: 'the-volume is odd', data: { how: 'odd' } }),
    ).not.toThrow();
    expect(() => runCase(rule, { ...given, saving: 'unknown', parameters: { a: [1] } })).not.toThrow();
    expect(() => runCase(rule, { ...given, message: 'the-volume is even' })).toThrow(/even/);
    expect(() => runCase(rule, { ...given, data: { how: 'even' } })).toThrow(/data\.how/);
    expect(() => runCase(rule, { ...given, saving: 1 })).toThrow(/saving/);
    expect(() => runCase(rule, { ...given, parameters: { a: [2] } })).toThrow(/strictly deep-equal/);
  });

  test('saving exactly what the case says, prices being given as numbers', () => {
    const rule = ruleOf((resource, { price }) => flag('plain', { data: {}, saving: price(resource) }));
    const given = { ...bare, expect: 'plain', price: 0.1 };
    expect(() => runCase(rule, { ...given, saving: '0.100' })).not.toThrow();
    expect(() => runCase(rule, { ...given, saving: 0.11 })).toThrow(/saving/);
    expect(() => runCase(rule, { ...given, saving: 'unknown' })).toThrow(/saving/);
  });
});

describe('the verdict', () => {
  const rule = defineRule({
    ...base,
    kinds: [volume],
    select: ({ attributes }) => attributes.state === 'available',
    needs: () => ({
      operations: diskOperations({ window: '7d', statistic: 'sum' }),
      images: optional(referencedBy(image)),
      account: optional(owningAccount()),
    }),
    messages: { seen: '{{operations}} {{unit}}, {{images}}, {{account}}' },
    evaluate: (_disk, { needs: { operations, images, account } }) =>
      flag('seen', {
        data: {
          operations: operations.value,
          unit: operations.unit,
          images: images?.map(({ id }) => id).join('+') ?? 'none',
          account: account?.name ?? 'nobody',
        },
      }),
  });

  test('comes of evidence given in short', () => {
    const needs = { operations: 3, images: [{}, {}], account: { name: 'shared' } };
    const message = '3 count, image-1+image-2, shared';
    expect(() => runCase(rule, { ...bare, needs, expect: 'seen', message })).not.toThrow();
  });

  test('comes of optional evidence that is left out', () => {
    const given = { ...bare, needs: { operations: 0 }, expect: 'seen', message: '0 count, none, nobody' };
    expect(() => runCase(rule, given)).not.toThrow();
  });

  test('is unknown where required evidence is absent, or optional evidence failed', () => {
    expect(() => runCase(rule, { ...bare, missing: ['operations'], expect: 'unknown' })).not.toThrow();
    const failed = { ...bare, needs: { operations: 1 }, failed: ['images'] };
    expect(() => runCase(rule, { ...failed, expect: 'unknown' })).not.toThrow();
    expect(() => runCase(rule, { ...failed, expect: 'seen' })).toThrow(/unknown \(missing: images/);
  });

  test('asks for no evidence of what was not selected', () => {
    const resource = { attributes: { state: 'in-use' } };
    expect(() => runCase(rule, { title: 'x', resource, expect: 'not-selected' })).not.toThrow();
  });

  test('cannot come of evidence that the case forgot, or of more than the rule asks for', () => {
    expect(() => runCase(rule, { ...bare, expect: 'seen' })).toThrow(/no evidence "operations"/);
    const more = { ...bare, needs: { operations: 1, cpu: 2 }, expect: 'seen' };
    expect(() => runCase(rule, more)).toThrow(/does not need cpu/);
  });

  test('says what was lacking', () => {
    const cannot = ruleOf(() => unknown('its age'));
    expect(() => runCase(cannot, { ...bare, expect: 'unknown', lacking: 'its age' })).not.toThrow();
    expect(() => runCase(cannot, { ...bare, expect: 'unknown', lacking: 'its name' })).toThrow(/its name/);
  });
});

describe('what a case gives', () => {
  const rule = ruleOf(() => pass, { options: z.strictObject({ a: z.number().default(1) }) });

  test('is checked by the kind and by the options of the rule', () => {
    const resource = { attributes: { sizeGib: -1 } };
    expect(() => runCase(rule, { title: 'x', resource, expect: 'pass' })).toThrow(/not those of kind volume/);
    expect(() => runCase(rule, { ...bare, options: { a: '1' }, expect: 'pass' })).toThrow(
      /accept the options/,
    );
  });

  test('names its kind where the rule is for several', () => {
    const several = { ...rule, kinds: [volume, instance] };
    expect(() => runCase(several, { ...bare, expect: 'pass' })).toThrow(/one of the kinds volume, instance/);
    expect(() => runCase(several, { title: 'x', resource: { kind: 'image' }, expect: 'pass' })).toThrow(
      /one of/,
    );
    expect(() =>
      runCase(several, { title: 'x', resource: { kind: 'volume' }, expect: 'pass' }),
    ).not.toThrow();
  });
});

test('a table is told of repeated titles and of messages nobody expects', () => {
  const cases = ['a', 'b', 'a'].map((title) => ({ title, resource: {}, expect: 'plain' }));
  expect(repeatedTitles(cases)).toEqual(['a']);
  expect(
    messagesWithoutCase(
      ruleOf(() => pass),
      cases,
    ),
  ).toEqual(['bad']);
});
