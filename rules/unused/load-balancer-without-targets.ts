import {
  defineRule,
  deleteLoadBalancer,
  duration,
  durationMs,
  flag,
  loadBalancer,
  pass,
  unknown,
} from 'bursar';
import { z } from 'zod';

export default defineRule({
  id: 'load-balancer-without-targets',
  summary: 'A load balancer with nothing behind it is billed by the hour and answers nobody.',
  severity: 'medium',
  kinds: [loadBalancer],
  options: z.strictObject({
    /** How old it must be: a new one may still be waiting for its first target. */
    grace: duration().default('7d'),
  }),
  select: ({ attributes: { state, answersWithoutTargets, targetGroups } }) =>
    state === 'active' && !answersWithoutTargets && targetGroups.every(({ targets }) => targets.length === 0),
  messages: {
    noGroups: '{{name}}: {{type}} load balancer without a target group',
    noTargets: '{{name}}: {{type}} load balancer without a target in any of its groups ({{groups}})',
  },
  action: deleteLoadBalancer,
  evaluate(resource, { options: { grace }, now, price }) {
    if (resource.createdAt === undefined) return unknown('when it was created');
    if (now - resource.createdAt < durationMs(grace)) return pass;
    const { type, targetGroups } = resource.attributes;
    const saving = price(resource);
    if (targetGroups.length === 0) return flag('noGroups', { data: { type }, saving });
    return flag('noTargets', { data: { type, groups: targetGroups.length }, saving });
  },
});
