import {
  daysBetween,
  defineRule,
  deleteInstance,
  duration,
  flag,
  instance,
  pass,
  references,
  sumQuotes,
  unknown,
  volume,
} from 'bursar';
import { z } from 'zod';
import { mayBeOlder } from '../lib/age.ts';

export default defineRule({
  id: 'instance-stopped-long',
  summary: 'A machine that has been stopped for long still pays for its volumes.',
  severity: 'medium',
  kinds: [instance],
  options: z.strictObject({ longerThan: duration().default('30d') }),
  // A group keeps stopped members in reserve; those are its own business.
  select: ({ attributes: { state, stateSince, group } }, { options: { longerThan }, now }) =>
    state === 'stopped' && group === undefined && mayBeOlder(stateSince, longerThan, now),
  needs: () => ({ volumes: references(volume) }),
  messages: {
    stopped:
      '{{name}}: {{type}}, stopped {{days}} days ago, keeps {{volumes}} volumes of {{sizeGib}} GiB in all',
  },
  action: deleteInstance,
  evaluate({ attributes }, { needs: { volumes }, now, price }) {
    const { type, stateSince, rootVolume, dataVolumes } = attributes;
    if (stateSince === undefined) return unknown('since when it has been stopped');
    const attached = dataVolumes.length + (rootVolume === undefined ? 0 : 1);
    if (volumes.length < attached) return unknown('all of its volumes');
    const saving = sumQuotes(volumes.map(price));
    if (volumes.length === 0 || saving?.monthly.nanos === 0n) return pass;
    const sizeGib = volumes.reduce((total, disk) => total + disk.attributes.sizeGib, 0);
    const data = { type, days: daysBetween(stateSince, now), volumes: volumes.length, sizeGib };
    return flag('stopped', { data, saving });
  },
});
