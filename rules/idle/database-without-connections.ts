import {
  database,
  databaseConnections,
  defineRule,
  duration,
  flag,
  pass,
  savingBetween,
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
  // A replica or a member of a cluster without connections may be what a failover waits for.
  select: (
    { attributes: { state, replicaOf, secondary, cluster }, createdAt },
    { options: { window }, now },
  ) =>
    state === 'available' &&
    replicaOf === undefined &&
    secondary !== true &&
    cluster === undefined &&
    mayBeOlder(createdAt, window, now),
  needs: ({ window }) => ({ connections: databaseConnections({ window, statistic: 'max' }) }),
  messages: { unused: '{{name}}: {{engine}} on {{type}}: no connection in {{window}}' },
  action: stopDatabase,
  evaluate(resource, { needs: { connections }, options: { window }, price }) {
    if (resource.createdAt === undefined) return unknown('when it was created');
    if (connections.value > 0) return pass;
    const { engine, type } = resource.attributes;
    // Stopped, it goes on paying for its storage.
    const stopped = price({ ...resource, attributes: { ...resource.attributes, state: 'stopped' } });
    const saving = savingBetween(price(resource), stopped);
    return flag('unused', { data: { engine, type, window }, saving });
  },
});
