import { expect, test } from 'vitest';
import { createGcpPrices } from '../../../../adapters/gcp/prices/index.ts';
import {
  addressOf,
  db,
  endpointOf,
  gcp,
  loadBalancerOf,
  natGatewayOf,
  notebookOf,
  priceOf,
} from './resources.ts';

const book = createGcpPrices();
const compute = '//compute.googleapis.com/projects/acme-prod';

test.for([
  ['an unused address', addressOf(), '7.3 embedded'],
  ['a global one', addressOf({}, 'global'), '7.3 embedded'],
  ['one elsewhere', addressOf({}, 'europe-west4'), '7.3 estimated'],
  [
    'one of a machine',
    addressOf({ attachedTo: `${compute}/zones/us-central1-a/instances/web` }),
    '3.65 estimated',
  ],
  ['one of a NAT', addressOf({ managedBy: 'nat' }), '3.65 estimated'],
  [
    'one of a forwarding rule',
    addressOf({ attachedTo: `${compute}/global/forwardingRules/shop` }),
    '0 embedded',
  ],
  ['Cloud NAT, at most', natGatewayOf(), '32.12 estimated'],
  ['one that is gone', natGatewayOf({ state: 'deleted' }), '0 embedded'],
  ['a forwarding rule', loadBalancerOf(), '7.3 estimated'],
  // 2 × 0.0413 + 7.5 × 0.007 USD an hour, and 100 GiB at 0.17.
  ['a database', db(), '115.623 embedded'],
  ['with a standby', db({ highAvailability: true }), '231.246 embedded'],
  ['of a predefined tier', db({ engine: 'POSTGRES_15', type: 'db-n1-standard-8' }), '411.492 embedded'],
  ['with shared cores', db({ type: 'db-f1-micro' }), '24.665 estimated'],
  ['stopped: the storage only', db({ state: 'stopped', type: 'db-x' }), '17 embedded'],
  ['on hard disks', db({ state: 'stopped', storageType: 'PD_HDD' }), '9 estimated'],
  ['a notebook', notebookOf(), '148.69927 estimated'],
  ['stopped: its disks only', notebookOf({ state: 'stopped', type: 'x' }), '10 estimated'],
  ['an endpoint on two machines', endpointOf(), '319.008321 estimated'],
  ['an endpoint without models', endpointOf({ variants: [] }), '0 embedded'],
] as const)('%s: %s', ([, resource, monthly]) => expect(priceOf(book.quote(resource))).toBe(monthly));

test.for([
  ['a failed NAT', natGatewayOf({ state: 'failed' })],
  ['a failed forwarding rule', loadBalancerOf({ state: 'failed' })],
  ['a kind without prices', gcp('bucket', {})],
  ['SQL Server', db({ engine: 'SQLSERVER_2019_WEB' })],
  ['a tier of another edition', db({ type: 'db-perf-optimized-N-2' })],
  ['a storage type', db({ storageType: 'GOLD' })],
  ['a database somewhere', db({}, 'mars-north1')],
  ['a failed database', db({ state: 'failed' })],
  ['a notebook of an unknown type', notebookOf({ type: 'n99-x' })],
  ['an endpoint without machines', endpointOf({ variants: [{ name: 'a' }] })],
  ['an endpoint out of service', endpointOf({ state: 'out-of-service' })],
] as const)('unknown: %s', ([, resource]) => expect(book.quote(resource)).toBeUndefined());

test('a database elsewhere costs more by as much as processors do', () => {
  const here = book.quote(db({ type: 'db-n1-standard-8' }));
  const there = book.quote(db({ type: 'db-n1-standard-8' }, 'europe-west4'));
  expect(there?.quality).toBe('estimated');
  expect(Number(there?.monthly.nanos) / Number(here?.monthly.nanos)).toBeCloseTo(1.1, 2);
});

test('GPUs of a notebook and of an endpoint are paid for', () => {
  const gpu = { model: 'NVIDIA T4', count: 1 };
  expect(priceOf(book.quote(notebookOf({ gpu })))).toBe('404.19927 estimated');
  const variants = [{ name: 'a', type: 'n1-standard-4', count: 1, gpu }];
  // 1.15 × (138.69927 + 255.5)
  expect(priceOf(book.quote(endpointOf({ variants })))).toMatch(/^453\.32\d+ estimated$/);
});
