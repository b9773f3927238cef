import { ago, quote, testRule } from 'bursar/testing';
import rule from '../../../rules/unused/instance-stopped-long.ts';

const stopped = {
  state: 'stopped',
  stateSince: ago('45d'),
  rootVolume: 'vol-root',
  dataVolumes: ['vol-data'],
} as const;
const volumes = [
  { id: 'vol-root', attributes: { sizeGib: 8 } },
  { id: 'vol-data', attributes: { sizeGib: 200 } },
];

testRule(rule, [
  {
    title: 'stopped for long, with two volumes',
    resource: { name: 'old-web', attributes: stopped },
    needs: { volumes },
    price: ({ id }) => (id === 'vol-root' ? 0.64 : quote('16')),
    expect: 'stopped',
    message: 'old-web: m5.large, stopped 45 days ago, keeps 2 volumes of 208 GiB in all',
    saving: '16.64',
  },
  {
    title: 'one volume without a price makes the sum unknown',
    resource: { attributes: stopped },
    needs: { volumes },
    price: ({ id }) => (id === 'vol-root' ? 0.64 : undefined),
    expect: 'stopped',
    saving: 'unknown',
  },
  {
    title: 'the very moment it has been stopped for long enough',
    resource: { attributes: { ...stopped, stateSince: ago('30d') } },
    needs: { volumes },
    expect: 'stopped',
  },
  {
    title: 'stopped a moment too short',
    resource: { attributes: { ...stopped, stateSince: ago('30d') + 1 } },
    expect: 'not-selected',
  },
  {
    title: 'stopped longer than a time of its own',
    resource: { attributes: { ...stopped, stateSince: ago('3d') } },
    options: { longerThan: '2d' },
    needs: { volumes },
    expect: 'stopped',
    data: { days: 3 },
  },
  {
    title: 'nobody knows since when',
    resource: { attributes: { state: 'stopped', dataVolumes: [] } },
    needs: { volumes: [] },
    expect: 'unknown',
    lacking: 'since when it has been stopped',
  },
  {
    title: 'one of its volumes is not in the inventory',
    resource: { attributes: stopped },
    needs: { volumes: volumes.slice(1) },
    price: 1,
    expect: 'unknown',
    lacking: 'all of its volumes',
  },
  {
    title: 'volumes that could not be read',
    resource: { attributes: stopped },
    failed: ['volumes'],
    expect: 'unknown',
  },
  {
    title: 'no volume at all',
    resource: { attributes: { state: 'stopped', stateSince: ago('45d') } },
    needs: { volumes: [] },
    expect: 'pass',
  },
  {
    title: 'volumes that cost nothing',
    resource: { attributes: stopped },
    needs: { volumes },
    price: 0,
    expect: 'pass',
  },
  { title: 'running', resource: { attributes: { ...stopped, state: 'running' } }, expect: 'not-selected' },
  {
    title: 'stopped and still billed for the machine itself',
    resource: { attributes: { ...stopped, state: 'stopped-billed' } },
    expect: 'not-selected',
  },
  {
    title: 'kept in reserve by a scaling group',
    resource: { attributes: { ...stopped, group: 'warm' } },
    expect: 'not-selected',
  },
]);
