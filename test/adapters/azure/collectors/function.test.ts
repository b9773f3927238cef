import { expect, it } from 'vitest';
import { serveAzure } from '../azure-server.ts';
import { collectedBothWays } from '../connected.ts';
import { common, document } from '../documents.ts';

const path = (name: string) => `Microsoft.Web/sites/${name}`;

it('reads function apps alike from both, and no other apps', async () => {
  const documents = [
    document(
      path('flex'),
      {
        state: 'Running',
        lastModifiedTimeUtc: '2026-01-02T03:04:05.67',
        functionAppConfig: {
          runtime: { name: 'python', version: '3.11' },
          scaleAndConcurrency: { instanceMemoryMB: 2048, alwaysReady: [{ name: 'http', instanceCount: 2 }] },
        },
      },
      {
        kind: 'functionapp,linux',
        identity: {
          type: 'SystemAssigned',
          principalId: '99999999-9999-4999-8999-99999999999A',
          tenantId: 't',
        },
      },
    ),
    document(path('plan'), { siteConfig: { linuxFxVersion: 'Node|20' } }, { kind: 'functionapp,linux' }),
    document(path('site'), {}, { kind: 'app,linux' }),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'function');
  expect(byGraph.resources).toEqual([
    {
      ...common('function', path('flex')),
      attributes: {
        runtime: 'python 3.11',
        memoryMib: 2048,
        architecture: 'x86_64',
        modifiedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 670),
        identity: '/serviceprincipals/99999999-9999-4999-8999-99999999999a',
        provisionedConcurrency: 2,
      },
    },
    { ...common('function', path('plan')), attributes: { runtime: 'node 20', architecture: 'x86_64' } },
  ]);
  expect(byArm).toEqual(byGraph);
});
