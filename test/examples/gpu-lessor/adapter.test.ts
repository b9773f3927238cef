import { testAdapter } from 'bursar/testing';
import { z } from 'zod';
import { lessorAdapter } from './adapter.ts';
import { startFleet } from './fleet.ts';

testAdapter({
  adapter: lessorAdapter,
  start: startFleet,
  impossible: { 'cut-answer': 'its client is in memory: an answer is whole or there is none' },
  permissionsIn: (document) => z.object({ rights: z.array(z.string()) }).parse(document).rights,
  recorded: [
    {
      kind: 'instance',
      scope: { provider: 'gpu-lessor', account: 'research', region: 'global' },
      record: {
        id: 'm-7',
        label: 'research-7',
        site: 'oslo',
        model: 'H100',
        gpus: 8,
        power: 'off',
        since: '2026-05-01T00:00:00Z',
        tags: { owner: 'ada' },
      },
      resource: {
        id: 'lessor:machine/m-7',
        name: 'research-7',
        region: 'oslo',
        tags: { owner: 'ada' },
        attributes: { state: 'stopped', gpu: { model: 'H100', count: 8 } },
      },
    },
  ],
});
