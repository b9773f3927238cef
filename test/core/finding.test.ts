import { assert, property, string, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprintOf } from '../../src/core/finding.ts';

const volume = 'arn:aws:ec2:eu-west-1:123456789012:volume/vol-0123456789abcdef0';

test('a fingerprint never changes, or every finding would be a new one', () => {
  expect(fingerprintOf('volume-unattached', volume)).toBe('9b8d1f9bc6568009');
});

test('it is 16 hexadecimal digits, the same for the same rule and resource', () => {
  assert(
    property(string({ unit: 'grapheme' }), string({ unit: 'grapheme' }), (rule, resource) => {
      expect(fingerprintOf(rule, resource)).toMatch(/^[0-9a-f]{16}$/);
      expect(fingerprintOf(rule, resource)).toBe(fingerprintOf(rule, resource));
    }),
  );
});

test('another rule or another resource has another one', () => {
  const anyId = string({ minLength: 1 }).filter((id) => !id.includes('\n'));
  assert(
    property(tuple(anyId, anyId), tuple(anyId, anyId), (a, b) => {
      const same = a[0] === b[0] && a[1] === b[1];
      expect(fingerprintOf(...a) === fingerprintOf(...b)).toBe(same);
    }),
  );
  expect(fingerprintOf('ab', 'c')).not.toBe(fingerprintOf('a', 'bc'));
});
