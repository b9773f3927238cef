import { isKind, type Resource, volume } from 'bursar';
import { testRule } from 'bursar/testing';
import rule from '../../../rules/outdated/volume-type-outdated.ts';

/** List prices as of us-east-1: what is above what gp3 includes is paid for. */
function price(disk: Resource): number | undefined {
  if (!isKind(disk, volume)) return undefined;
  const { type, sizeGib, iops = 3_000, throughputMibps = 125 } = disk.attributes;
  if (type === 'gp2') return sizeGib * 0.1;
  return sizeGib * 0.08 + (iops - 3_000) * 0.005 + (throughputMibps - 125) * 0.04;
}

const gp2 = (sizeGib: number) => ({ type: 'gp2', state: 'in-use', sizeGib, attachedTo: ['i-1'] }) as const;

testRule(rule, [
  {
    title: 'a small gp2: what gp3 includes is as good',
    resource: { name: 'root', attributes: gp2(100) },
    price,
    expect: 'outdated',
    message: 'root: 100 GiB of gp2 could be gp3',
    saving: 2,
    parameters: { to: 'gp3' },
  },
  {
    title: 'the largest whose throughput gp3 includes',
    resource: { attributes: gp2(166) },
    price,
    expect: 'outdated',
    saving: '3.32',
    parameters: { to: 'gp3' },
  },
  {
    title: 'a little larger: throughput has to be provisioned',
    resource: { attributes: gp2(167) },
    price,
    expect: 'outdated',
    saving: '3.3',
    parameters: { to: 'gp3', throughputMibps: 126 },
  },
  {
    title: 'full throughput, 3,000 operations included',
    resource: { attributes: gp2(1_000) },
    price,
    expect: 'outdated',
    saving: 15,
    parameters: { to: 'gp3', throughputMibps: 250 },
  },
  {
    title: 'more operations than gp3 includes',
    resource: { attributes: gp2(2_000) },
    price,
    expect: 'outdated',
    saving: 20,
    parameters: { to: 'gp3', iops: 6_000, throughputMibps: 250 },
  },
  {
    title: 'the most operations that gp2 gives',
    resource: { attributes: gp2(16_000) },
    price,
    expect: 'outdated',
    saving: 250,
    parameters: { to: 'gp3', iops: 16_000, throughputMibps: 250 },
  },
  {
    title: 'what the old type reports of itself is not carried over',
    resource: { attributes: { ...gp2(100), iops: 300 } },
    price,
    expect: 'outdated',
    saving: 2,
    parameters: { to: 'gp3' },
  },
  {
    title: 'detached: it is paid for all the same',
    resource: { attributes: { type: 'gp2' } },
    price,
    expect: 'outdated',
  },
  {
    title: 'the successor costs the same',
    resource: { attributes: gp2(100) },
    price: 7,
    expect: 'pass',
  },
  {
    title: 'the successor costs more',
    resource: { attributes: gp2(100) },
    price: (disk) => (isKind(disk, volume) && disk.attributes.type === 'gp3' ? 11 : 10),
    expect: 'pass',
  },
  {
    title: 'nobody knows what the successor costs',
    resource: { attributes: gp2(100) },
    price: (disk) => (isKind(disk, volume) && disk.attributes.type === 'gp3' ? undefined : 10),
    expect: 'outdated',
    saving: 'unknown',
  },
  {
    title: 'nobody knows any price',
    resource: { attributes: gp2(100) },
    expect: 'outdated',
    saving: 'unknown',
  },
  {
    title: 'of the newer type already',
    resource: { attributes: { type: 'gp3' } },
    price,
    expect: 'not-selected',
  },
  {
    title: 'being deleted',
    resource: { attributes: { ...gp2(8), state: 'deleting' } },
    expect: 'not-selected',
  },
  {
    title: 'a type called like something that every object has',
    resource: { attributes: { type: 'constructor' } },
    expect: 'not-selected',
  },
  {
    title: 'successors of its own',
    resource: { attributes: { type: 'pd-standard' } },
    options: { successors: { 'pd-standard': 'pd-balanced' } },
    price: (disk) => (isKind(disk, volume) && disk.attributes.type === 'pd-balanced' ? 4 : 5),
    expect: 'outdated',
    saving: 1,
    parameters: { to: 'pd-balanced' },
  },
]);
