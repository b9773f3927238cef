import { ago, testRule } from 'bursar/testing';
import rule from '../../../rules/unused/snapshot-unreferenced.ts';

const unreferenced = { images: [] };

testRule(rule, [
  {
    title: 'old and in no image',
    resource: { name: 'before-upgrade', createdAt: ago('120d') },
    needs: unreferenced,
    price: 5,
    expect: 'unreferenced',
    message: 'before-upgrade: of a 100 GiB volume, 120 days old, in no image',
    saving: 5,
  },
  {
    title: 'old, in no image, and archived',
    resource: { name: 'deep', attributes: { tier: 'archive', sizeGib: 8 } },
    needs: unreferenced,
    expect: 'archived',
    message: 'deep: of a 8 GiB volume, 365 days old, in no image, and in the archive tier',
    saving: 'unknown',
  },
  { title: 'an image is made of it', resource: {}, needs: { images: [{}] }, expect: 'pass' },
  {
    title: 'an image that was deprecated still needs it',
    resource: {},
    needs: { images: [{ attributes: { state: 'deprecated' } }] },
    expect: 'pass',
  },
  { title: 'images that could not be read', resource: {}, failed: ['images'], expect: 'unknown' },
  {
    title: 'just old enough',
    resource: { createdAt: ago('90d') },
    needs: unreferenced,
    expect: 'unreferenced',
  },
  { title: 'a moment too young', resource: { createdAt: ago('90d') + 1 }, expect: 'not-selected' },
  {
    title: 'older than an age of its own',
    resource: { createdAt: ago('8d') },
    options: { olderThan: '1w' },
    needs: unreferenced,
    expect: 'unreferenced',
  },
  {
    title: 'nobody knows how old it is',
    resource: { createdAt: undefined },
    needs: unreferenced,
    expect: 'unknown',
  },
  {
    title: 'kept by a backup plan',
    resource: { attributes: { managedBy: 'backup' } },
    expect: 'not-selected',
  },
  { title: 'still being taken', resource: { attributes: { state: 'pending' } }, expect: 'not-selected' },
  { title: 'in the recycle bin', resource: { attributes: { state: 'recoverable' } }, expect: 'not-selected' },
]);
