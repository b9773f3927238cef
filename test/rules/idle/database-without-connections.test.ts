import { database, isKind } from 'bursar';
import { ago, testRule } from 'bursar/testing';
import rule from '../../../rules/idle/database-without-connections.ts';

testRule(rule, [
  {
    title: 'nobody connects',
    resource: { name: 'orders-old' },
    needs: { connections: 0 },
    expect: 'unused',
    message: 'orders-old: postgres on db.m5.large: no connection in 14d',
    saving: 'unknown',
  },
  {
    title: 'stopping it saves the machine, and not its storage',
    resource: { attributes: { storageGib: 1_000 } },
    needs: { connections: 0 },
    price: (resource) => {
      if (!isKind(resource, database)) return undefined;
      const { storageGib, state } = resource.attributes;
      return (state === 'stopped' ? 0 : 130) + storageGib * 0.115;
    },
    expect: 'unused',
    saving: 130,
  },
  { title: 'one connection, once', resource: {}, needs: { connections: 1 }, expect: 'pass' },
  { title: 'no metrics', resource: {}, missing: ['connections'], expect: 'unknown' },
  { title: 'metrics that could not be read', resource: {}, failed: ['connections'], expect: 'unknown' },
  {
    title: 'a replica, which may wait for a failover',
    resource: { attributes: { replicaOf: 'db-1' } },
    expect: 'not-selected',
  },
  {
    title: 'a replica of who knows what',
    resource: { attributes: { secondary: true } },
    expect: 'not-selected',
  },
  {
    title: 'a member of a cluster, likewise',
    resource: { attributes: { cluster: 'cluster-1' } },
    expect: 'not-selected',
  },
  { title: 'stopped', resource: { attributes: { state: 'stopped' } }, expect: 'not-selected' },
  {
    title: 'just old enough',
    resource: { createdAt: ago('14d') },
    needs: { connections: 0 },
    expect: 'unused',
  },
  { title: 'a moment too young', resource: { createdAt: ago('14d') + 1 }, expect: 'not-selected' },
  {
    title: 'a window of its own',
    resource: { createdAt: ago('8d') },
    options: { window: '1w' },
    needs: { connections: 0 },
    expect: 'unused',
    data: { window: '1w' },
  },
  {
    title: 'nobody knows how old it is',
    resource: { createdAt: undefined },
    needs: { connections: 0 },
    expect: 'unknown',
  },
]);
