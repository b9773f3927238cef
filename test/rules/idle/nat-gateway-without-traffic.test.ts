import { ago, testRule } from 'bursar/testing';
import rule from '../../../rules/idle/nat-gateway-without-traffic.ts';

testRule(rule, [
  {
    title: 'nothing passes through',
    resource: { name: 'nat-a' },
    needs: { traffic: 0 },
    price: 32.85,
    expect: 'idle',
    message: 'nat-a: 0 bytes passed through in 14d',
    saving: '32.85',
  },
  {
    title: 'a little passes through',
    resource: {},
    needs: { traffic: 999_999.4 },
    expect: 'idle',
    data: { bytes: 999_999 },
  },
  { title: 'a megabyte passes through', resource: {}, needs: { traffic: 1_000_000 }, expect: 'pass' },
  {
    title: 'a megabyte is nothing, if the options say so',
    resource: {},
    options: { belowMegabytes: 2, window: '30d' },
    needs: { traffic: 1_000_000 },
    expect: 'idle',
    data: { window: '30d' },
  },
  { title: 'without a price', resource: {}, needs: { traffic: 0 }, expect: 'idle', saving: 'unknown' },
  { title: 'no metrics', resource: {}, missing: ['traffic'], expect: 'unknown' },
  { title: 'metrics that could not be read', resource: {}, failed: ['traffic'], expect: 'unknown' },
  { title: 'just old enough', resource: { createdAt: ago('14d') }, needs: { traffic: 0 }, expect: 'idle' },
  { title: 'a moment too young', resource: { createdAt: ago('14d') + 1 }, expect: 'not-selected' },
  {
    title: 'nobody knows how old it is',
    resource: { createdAt: undefined },
    needs: { traffic: 0 },
    expect: 'unknown',
  },
  { title: 'being deleted', resource: { attributes: { state: 'deleting' } }, expect: 'not-selected' },
]);
