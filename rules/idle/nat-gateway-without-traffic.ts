import { defineRule, deleteNatGateway, duration, flag, natBytes, natGateway, pass, unknown } from 'bursar';
import { z } from 'zod';
import { mayBeOlder } from '../lib/age.ts';
import { megabyte } from '../lib/units.ts';

export default defineRule({
  id: 'nat-gateway-without-traffic',
  summary: 'A NAT gateway that nothing passes through is billed by the hour.',
  severity: 'medium',
  kinds: [natGateway],
  options: z.strictObject({
    window: duration().default('14d'),
    /** What may pass in the whole window and still count as nothing. */
    belowMegabytes: z.number().positive().default(1),
  }),
  select: ({ attributes: { state }, createdAt }, { options: { window }, now }) =>
    state === 'available' && mayBeOlder(createdAt, window, now),
  needs: ({ window }) => ({ traffic: natBytes({ window, statistic: 'sum' }) }),
  messages: { idle: '{{name}}: {{bytes}} bytes passed through in {{window}}' },
  action: deleteNatGateway,
  evaluate(resource, { needs: { traffic }, options: { window, belowMegabytes }, price }) {
    if (traffic.value >= belowMegabytes * megabyte) return pass;
    if (resource.createdAt === undefined) return unknown('when it was created');
    return flag('idle', { data: { bytes: Math.round(traffic.value), window }, saving: price(resource) });
  },
});
