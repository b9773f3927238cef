import {
  daysBetween,
  defineRule,
  deleteVolume,
  diskOperations,
  duration,
  flag,
  optional,
  pass,
  unknown,
  volume,
} from 'bursar';
import { z } from 'zod';
import { mayBeOlder } from '../lib/age.ts';

export default defineRule({
  id: 'volume-unattached',
  summary: 'A volume that is attached to nothing costs as much as one in use.',
  severity: 'medium',
  kinds: [volume],
  options: z.strictObject({
    /** How long it may be without a machine. */
    grace: duration().default('14d'),
  }),
  select: ({ attributes, createdAt }, { options: { grace }, now }) =>
    attributes.state === 'available' &&
    attributes.attachedTo.length === 0 &&
    mayBeOlder(attributes.detachedAt ?? createdAt, grace, now),
  // Volumes report operations only while they are attached: any point is a machine that had it lately.
  needs: ({ grace }) => ({
    operations: optional(diskOperations({ window: grace, statistic: 'sum', minCoverage: 0 })),
  }),
  messages: {
    unattached:
      '{{name}}: {{sizeGib}} GiB of {{type}}, made {{days}} days ago, attached to nothing for {{grace}} or longer',
  },
  action: deleteVolume,
  evaluate(disk, { needs: { operations }, options: { grace }, now, price }) {
    if (disk.createdAt === undefined) return unknown('when it was created');
    if (operations !== undefined && operations.samples > 0) return pass;
    const { sizeGib, type } = disk.attributes;
    const data = { sizeGib, type, grace, days: daysBetween(disk.createdAt, now) };
    return flag('unattached', { data, saving: price(disk) });
  },
});
