import { expect, test } from 'vitest';
import { createAwsPrices } from '../../../../adapters/aws/prices/index.ts';
import { aws, eip, loadBalancerOf, natGatewayOf, priceOf } from './resources.ts';

const book = createAwsPrices();

test.for([
  ['an idle address', eip(), '3.65 embedded'],
  ['an address in use', eip({ attachedTo: 'i-1' }, 'eu-central-1'), '3.65 embedded'],
  ['a NAT gateway', natGatewayOf(), '32.85 embedded'],
  ['a private one', natGatewayOf({ public: false }, 'eu-west-1'), '35.04 embedded'],
  ['one in Frankfurt', natGatewayOf({}, 'eu-central-1'), '37.96 embedded'],
  ['one that is gone', natGatewayOf({ state: 'deleted' }), '0 embedded'],
  ['an application load balancer', loadBalancerOf(), '16.425 embedded'],
  ['one in Ireland', loadBalancerOf({}, 'eu-west-1'), '18.396 embedded'],
  ['a network load balancer', loadBalancerOf({ type: 'network' }), '16.425 embedded'],
  ['a gateway load balancer', loadBalancerOf({ type: 'gateway' }), '9.125 embedded'],
  ['one in Frankfurt, in proportion', loadBalancerOf({ type: 'gateway' }, 'eu-central-1'), '10.95 estimated'],
] as const)('%s: %s', ([, resource, monthly]) => {
  expect(priceOf(book.quote(resource))).toBe(monthly);
});

test.for([
  ['another region', eip({}, 'ap-south-2')],
  ['a failed NAT gateway', natGatewayOf({ state: 'failed' })],
  ['a failed load balancer', loadBalancerOf({ state: 'failed' })],
  ['another kind of load balancer', loadBalancerOf({ type: 'other' })],
  ['a kind without prices', aws('bucket', {})],
] as const)('unknown: %s', ([, resource]) => {
  expect(book.quote(resource)).toBeUndefined();
});
