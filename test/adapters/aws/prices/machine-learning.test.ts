import { expect, test } from 'vitest';
import { createAwsPrices } from '../../../../adapters/aws/prices/index.ts';
import { endpointOf, notebookOf, priceOf } from './resources.ts';

const book = createAwsPrices();

test.for([
  ['a notebook with its volume', notebookOf(), '181.9 embedded'],
  ['one with a GPU', notebookOf({ type: 'ml.g4dn.xlarge', volumeGib: 5 }), '538.272 embedded'],
  ['stopped: the volume only', notebookOf({ state: 'stopped', type: 'ml.x' }), '14 embedded'],
  ['its volume in Ireland', notebookOf({ state: 'stopped' }, 'eu-west-1'), '15.4 embedded'],
  ['deleting', notebookOf({ state: 'deleting' }), '0 embedded'],
  ['an endpoint on two machines', endpointOf(), '335.8 embedded'],
  [
    'an endpoint scaled to none',
    endpointOf({ variants: [{ name: 'a', type: 'ml.m5.xlarge', count: 0 }] }),
    '0 embedded',
  ],
  ['an endpoint that is being deleted', endpointOf({ state: 'deleting' }), '0 embedded'],
] as const)('%s: %s', ([, resource, monthly]) => {
  expect(priceOf(book.quote(resource))).toBe(monthly);
});

test('elsewhere it costs more by as much as its EC2 type, which is an estimate', () => {
  // 0.23 × 0.214 / 0.192 USD an hour.
  expect(priceOf(book.quote(endpointOf({}, 'eu-west-1')))).toBe('374.27708236 estimated');
});

test.for([
  ['a type', notebookOf({ type: 'ml.m99.large' })],
  ['a name of Object', notebookOf({ type: 'constructor' })],
  ['a region', notebookOf({}, 'ap-south-2')],
  ['a failed notebook', notebookOf({ state: 'failed' })],
  ['a serverless variant', endpointOf({ variants: [{ name: 'a' }] })],
  ['an endpoint that is out of service', endpointOf({ state: 'out-of-service' })],
  ['an endpoint without variants', endpointOf({ variants: [] })],
  [
    'one variant that is not known',
    endpointOf({
      variants: [
        { name: 'a', type: 'ml.m5.xlarge', count: 1 },
        { name: 'b', type: 'ml.p99', count: 1 },
      ],
    }),
  ],
] as const)('unknown: %s', ([, resource]) => {
  expect(book.quote(resource)).toBeUndefined();
});
