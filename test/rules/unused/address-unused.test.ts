import { ago, testRule } from 'bursar/testing';
import rule from '../../../rules/unused/address-unused.ts';

testRule(rule, [
  {
    title: 'attached to nothing',
    resource: { name: 'gateway', attributes: { ip: '203.0.113.7' } },
    price: 3.65,
    expect: 'unused',
    message: 'gateway: 203.0.113.7 is reserved and attached to nothing',
    saving: '3.65',
  },
  { title: 'attached', resource: { attributes: { attachedTo: 'eni-1' } }, expect: 'not-selected' },
  {
    title: 'kept by the provider for a service',
    resource: { attributes: { managedBy: 'alb' } },
    expect: 'not-selected',
  },
  { title: 'reserved a moment ago', resource: { createdAt: ago('1h') }, expect: 'pass' },
  { title: 'the very moment the grace period ends', resource: { createdAt: ago('7d') }, expect: 'unused' },
  {
    title: 'within a longer grace period',
    resource: { createdAt: ago('7d') },
    options: { grace: '30d' },
    expect: 'pass',
  },
  {
    title: 'on a provider that does not tell since when it is reserved',
    resource: { createdAt: undefined },
    expect: 'unused',
    saving: 'unknown',
  },
]);
