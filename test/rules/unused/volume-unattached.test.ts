import { ago, testRule } from 'bursar/testing';
import rule from '../../../rules/unused/volume-unattached.ts';

const price = 8;

testRule(rule, [
  {
    title: 'attached to nothing for longer than the grace period',
    resource: { name: 'disk', createdAt: ago('20d') },
    price,
    expect: 'unattached',
    message: 'disk: 100 GiB of gp3, made 20 days ago, attached to nothing for 14d or longer',
    saving: 8,
  },
  {
    title: 'the very moment the grace period ends',
    resource: { createdAt: ago('14d') },
    expect: 'unattached',
  },
  { title: 'a moment before', resource: { createdAt: ago('14d') + 1 }, expect: 'not-selected' },
  {
    title: 'detached lately, as the provider tells',
    resource: { attributes: { detachedAt: ago('3d') } },
    expect: 'not-selected',
  },
  {
    title: 'detached long ago, as the provider tells',
    resource: { attributes: { detachedAt: ago('20d') } },
    expect: 'unattached',
  },
  {
    title: 'a grace period of its own',
    resource: { createdAt: ago('3d') },
    options: { grace: '2d' },
    expect: 'unattached',
    data: { grace: '2d', days: 3 },
  },
  { title: 'nobody knows how old it is', resource: { createdAt: undefined }, expect: 'unknown' },
  {
    title: 'detached lately, so that its operations are still in the window',
    resource: {},
    needs: { operations: 17 },
    expect: 'pass',
  },
  {
    title: 'detached lately from a machine that did not use it',
    resource: {},
    needs: { operations: { value: 0, samples: 40, coverage: 0.12 } },
    expect: 'pass',
  },
  {
    title: 'a series without a point',
    resource: {},
    needs: { operations: { value: 0, samples: 0, coverage: 0 } },
    expect: 'unattached',
  },
  { title: 'no operations on record', resource: {}, missing: ['operations'], expect: 'unattached' },
  { title: 'operations that could not be read', resource: {}, failed: ['operations'], expect: 'unknown' },
  {
    title: 'in use',
    resource: { attributes: { state: 'in-use', attachedTo: ['i-1'] } },
    expect: 'not-selected',
  },
  {
    title: 'attached, whatever its state says',
    resource: { attributes: { attachedTo: ['i-1'] } },
    expect: 'not-selected',
  },
  { title: 'being made', resource: { attributes: { state: 'creating' } }, expect: 'not-selected' },
  { title: 'being deleted', resource: { attributes: { state: 'deleting' } }, expect: 'not-selected' },
  { title: 'without a price', resource: {}, expect: 'unattached', saving: 'unknown' },
]);
