import {
  daysBetween,
  defineRule,
  deleteSnapshot,
  duration,
  flag,
  image,
  pass,
  referencedBy,
  snapshot,
  unknown,
} from 'bursar';
import { z } from 'zod';
import { mayBeOlder } from '../lib/age.ts';

export default defineRule({
  id: 'snapshot-unreferenced',
  summary: 'An old snapshot that no image is made of is paid for by the month.',
  severity: 'low',
  kinds: [snapshot],
  options: z.strictObject({ olderThan: duration().default('90d') }),
  select: ({ attributes: { state, managedBy }, createdAt }, { options: { olderThan }, now }) =>
    state === 'completed' && managedBy === undefined && mayBeOlder(createdAt, olderThan, now),
  needs: () => ({ images: referencedBy(image) }),
  messages: {
    unreferenced: '{{name}}: of a {{sizeGib}} GiB volume, {{days}} days old, in no image',
    archived:
      '{{name}}: of a {{sizeGib}} GiB volume, {{days}} days old, in no image, and in the archive tier',
  },
  action: deleteSnapshot,
  evaluate(resource, { needs: { images }, now, price }) {
    if (resource.createdAt === undefined) return unknown('when it was taken');
    if (images.length > 0) return pass;
    const { tier, sizeGib } = resource.attributes;
    const data = { sizeGib, days: daysBetween(resource.createdAt, now) };
    return flag(tier === 'archive' ? 'archived' : 'unreferenced', { data, saving: price(resource) });
  },
});
