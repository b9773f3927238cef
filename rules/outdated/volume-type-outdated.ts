import { changeVolumeType, defineRule, flag, pass, savingBetween, volume } from 'bursar';
import { z } from 'zod';
import { asType, provisionedFor } from '../lib/volume-performance.ts';

export default defineRule({
  id: 'volume-type-outdated',
  summary: 'A volume of an older type costs more than its successor does for the same performance.',
  severity: 'low',
  kinds: [volume],
  options: z
    .strictObject({
      /** Which type takes the place of which. */
      successors: z.record(z.string().min(1), z.string().min(1)).default({ gp2: 'gp3' }),
    })
    .transform(({ successors }) => ({ successors: new Map(Object.entries(successors)) })),
  select: ({ attributes: { type, state } }, { options: { successors } }) =>
    successors.has(type) && (state === 'in-use' || state === 'available'),
  messages: { outdated: '{{name}}: {{sizeGib}} GiB of {{type}} could be {{to}}' },
  action: changeVolumeType,
  evaluate(disk, { options: { successors }, price }) {
    const { type, sizeGib } = disk.attributes;
    const to = successors.get(type);
    if (to === undefined) return pass;
    const provisioned = provisionedFor(disk, to);
    const [from, instead] = [price(disk), price(asType(disk, to, provisioned))];
    const saving = savingBetween(from, instead);
    // Both prices are known, and nothing would be saved.
    if (saving === undefined && from !== undefined && instead !== undefined) return pass;
    return flag('outdated', { data: { sizeGib, type, to }, saving, parameters: { to, ...provisioned } });
  },
});
