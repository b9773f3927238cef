import { ago, testRule } from 'bursar/testing';
import rule from '../../../rules/unused/instance-stopped-billed.ts';

const billed = { state: 'stopped-billed', type: 'Standard_D4s_v5' } as const;

testRule(rule, [
  {
    title: 'shut down from within, nobody knows since when',
    resource: { name: 'old-web', attributes: billed },
    price: 140.16,
    expect: 'billed',
    message: 'old-web: Standard_D4s_v5 is shut down and billed as if it ran',
    saving: '140.16',
  },
  {
    title: 'without a price the saving is unknown, and it is flagged all the same',
    resource: { attributes: billed },
    price: () => undefined,
    expect: 'billed',
    saving: 'unknown',
  },
  {
    title: 'the very moment it has been so for long enough',
    resource: { attributes: { ...billed, stateSince: ago('1h') } },
    expect: 'billed',
  },
  {
    title: 'a moment too short: it may be on its way up again',
    resource: { attributes: { ...billed, stateSince: ago('1h') + 1 } },
    expect: 'not-selected',
  },
  {
    title: 'a time of its own',
    resource: { attributes: { ...billed, stateSince: ago('3d') } },
    options: { longerThan: '7d' },
    expect: 'not-selected',
  },
  {
    title: 'stopped and given back',
    resource: { attributes: { ...billed, state: 'stopped' } },
    expect: 'not-selected',
  },
  { title: 'running', resource: { attributes: { ...billed, state: 'running' } }, expect: 'not-selected' },
  {
    title: 'a member of a group',
    resource: { attributes: { ...billed, group: 'web' } },
    expect: 'not-selected',
  },
]);
