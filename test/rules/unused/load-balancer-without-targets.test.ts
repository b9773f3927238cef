import { ago, testRule } from 'bursar/testing';
import rule from '../../../rules/unused/load-balancer-without-targets.ts';

const empty = { id: 'empty', targets: [] };
const full = { id: 'full', targets: [{ id: 'i-1', health: 'healthy' as const }] };
const sick = { id: 'sick', targets: [{ id: 'i-1', health: 'unhealthy' as const }] };

testRule(rule, [
  {
    title: 'no target group',
    resource: { name: 'edge' },
    price: 16.43,
    expect: 'noGroups',
    message: 'edge: application load balancer without a target group',
    saving: '16.43',
  },
  {
    title: 'target groups without a target',
    resource: { name: 'edge', attributes: { type: 'network', targetGroups: [empty, empty] } },
    expect: 'noTargets',
    message: 'edge: network load balancer without a target in any of its groups (2)',
    saving: 'unknown',
  },
  {
    title: 'a target in one of two groups',
    resource: { attributes: { targetGroups: [empty, full] } },
    expect: 'not-selected',
  },
  {
    title: 'targets, none of them well: a fault to mend, not waste',
    resource: { attributes: { targetGroups: [sick] } },
    expect: 'not-selected',
  },
  {
    title: 'answers by itself, e.g. with a redirect',
    resource: { attributes: { answersWithoutTargets: true } },
    expect: 'not-selected',
  },
  { title: 'not active', resource: { attributes: { state: 'provisioning' } }, expect: 'not-selected' },
  { title: 'a moment too young', resource: { createdAt: ago('7d') + 1 }, expect: 'pass' },
  { title: 'just old enough', resource: { createdAt: ago('7d') }, expect: 'noGroups' },
  {
    title: 'a longer grace period',
    resource: { createdAt: ago('7d') },
    options: { grace: '8d' },
    expect: 'pass',
  },
  { title: 'nobody knows how old it is', resource: { createdAt: undefined }, expect: 'unknown' },
]);
