import { defineRule, duration, flag, instance, stop } from 'bursar';
import { z } from 'zod';
import { mayBeOlder } from '../lib/age.ts';

export default defineRule({
  id: 'instance-stopped-billed',
  summary: 'A machine that was shut down from within, and not given back, costs as if it ran.',
  severity: 'high',
  kinds: [instance],
  options: z.strictObject({
    /** A machine may be down for a moment, to be updated or resized. */
    longerThan: duration().default('1h'),
  }),
  // What becomes of the members of a group is the group's own business.
  select: ({ attributes: { state, stateSince, group } }, { options: { longerThan }, now }) =>
    state === 'stopped-billed' && group === undefined && mayBeOlder(stateSince, longerThan, now),
  messages: { billed: '{{name}}: {{type}} is shut down and billed as if it ran' },
  action: stop,
  evaluate: (vm, { price }) => flag('billed', { data: { type: vm.attributes.type }, saving: price(vm) }),
});
