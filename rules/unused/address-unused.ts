import { address, defineRule, duration, durationMs, flag, pass, releaseAddress } from 'bursar';
import { z } from 'zod';

export default defineRule({
  id: 'address-unused',
  summary: 'A reserved public address that is attached to nothing is billed by the hour.',
  severity: 'low',
  kinds: [address],
  options: z.strictObject({
    /** How long it may be reserved without a use, on providers that tell since when it is. */
    grace: duration().default('7d'),
  }),
  select: ({ attributes: { attachedTo, managedBy } }) => attachedTo === undefined && managedBy === undefined,
  messages: { unused: '{{name}}: {{ip}} is reserved and attached to nothing' },
  action: releaseAddress,
  evaluate(resource, { options: { grace }, now, price }) {
    const { attributes, createdAt } = resource;
    if (createdAt !== undefined && now - createdAt < durationMs(grace)) return pass;
    return flag('unused', { data: { ip: attributes.ip }, saving: price(resource) });
  },
});
