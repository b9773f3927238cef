import { cpuUtilization, kinds } from 'bursar';
import { ago, quote, resourceOf, signalEvidence, testNow } from 'bursar/testing';
import { expect, test } from 'vitest';
import { ordinaryAttributes } from '../../src/testing/ordinary.ts';

test.each(kinds.map((kind) => [kind.name, kind] as const))('an ordinary %s is of its kind', (name, kind) => {
  // Each is a kind of its own; together they are only kinds.
  const resource = resourceOf<(typeof kinds)[number]>(kind);
  expect(resource.kind).toBe(name);
  expect(kind.attributes.parse(resource.attributes)).toEqual(ordinaryAttributes[name]);
});

test('what is given goes before what is ordinary, and undefined is unknown', () => {
  const [account] = kinds;
  const resource = resourceOf(account, {
    id: 'a',
    scope: { region: 'global' },
    tags: undefined,
    createdAt: undefined,
    attributes: { state: 'closing' },
  });
  expect(resource).toEqual({
    kind: 'account',
    id: 'a',
    name: 'the-account',
    scope: { provider: 'cloud', account: '111122223333', region: 'global' },
    attributes: { number: '111122223333', state: 'closing', path: [] },
  });
});

test('tags are such that a key may be called anything', () => {
  const { tags } = resourceOf(kinds[0], { tags: JSON.parse('{"__proto__": "x"}') });
  expect(tags?.['__proto__']).toBe('x');
  expect(tags?.['constructor']).toBeUndefined();
});

test('evidence knows the unit of its signal, and covers its window', () => {
  const need = cpuUtilization({ window: '14d', statistic: 'p95' });
  expect(signalEvidence(need, 3)).toMatchObject({ value: 3, unit: 'percent', coverage: 1, samples: 336 });
  expect(signalEvidence(need, { coverage: 0.5, value: 1 })).toMatchObject({ value: 1, coverage: 0.5 });
});

test('quotes and times', () => {
  expect(quote('1.50', { quality: 'estimated' })).toMatchObject({
    monthly: { nanos: 1_500_000_000n, currency: 'USD' },
    quality: 'estimated',
  });
  expect(testNow - ago('2d')).toBe(172_800_000);
});
