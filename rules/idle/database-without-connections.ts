import {
  database,
  databaseConnections,
  defineRule,
  duration,
  flag,
  pass,
  stopDatabase,
  unknown,
} from 'bursar';
import { z } from 'zod';
import { mayBeOlder } from '../lib/age.ts';

export default defineRule({
  id: 'database-without-connections',
  summary: 'A database that nobody connects to is paid for by the hour.',
  severity: 'high',
  kinds: [database],
  options: z.strictObject({ window: duration().default('14d') }),
  // A replica without connections may be what a failover waits for.
  select: ({ attributes: { state, replicaOf }, createdAt }, { options: { window }, now }) =>
    state === 'available' && replicaOf === undefined && mayBeOlder(createdAt, window, now),
  needs: ({ window }) => ({ connections: databaseConnections({ window, statistic: 'max' }) }),
  messages: { unused: '{{name}}: {{engine}} on {{type}}: no connection in {{window}}' },
  action: stopDatabase,
  evaluate(resource, { needs: { connections }, options: { window }, price }) {
    if (resource.createdAt === undefined) return unknown('when it was created');
    if (connections.value > 0) return pass;
    const { engine, type } = resource.attributes;
    // Stopped, it goes on paying for its storage.
    const { iops: _iops, ...attributes } = resource.attributes;
    const saving = price({ ...resource, attributes: { ...attributes, storageGib: 0 } });
    return flag('unused', { data: { engine, type, window }, saving });
  },
});
