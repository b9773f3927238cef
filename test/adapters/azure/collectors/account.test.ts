import { expect, it } from 'vitest';
import { refusal, serveAzure, testSubscription } from '../azure-server.ts';
import { collected, collectedBothWays, connected, testScope } from '../connected.ts';

const entities = {
  status: 200,
  body: {
    value: [
      {
        id: `/subscriptions/${testSubscription}`,
        name: testSubscription,
        type: '/subscriptions',
        properties: { displayName: 'payments', parentDisplayNameChain: ['Acme', 'Workloads'] },
      },
    ],
  },
};

it('reads a subscription alike from both, with the groups above it', async () => {
  const server = await serveAzure({
    subscriptions: [testSubscription],
    instead: ({ path }) => (path.endsWith('/getEntities') ? entities : undefined),
  });
  const { byGraph, byArm } = await collectedBothWays(server, 'account');
  expect(byGraph.resources).toEqual([
    {
      kind: 'account',
      id: `/subscriptions/${testSubscription}`,
      name: 'subscription 1',
      scope: testScope(),
      tags: { team: 'payments' },
      attributes: { number: testSubscription, state: 'active', path: ['Acme', 'Workloads'] },
    },
  ]);
  // The server does not serve it to the other scopes either way.
  expect(byArm.resources).toEqual(byGraph.resources);
});

it('leaves the groups above it unknown where they may not be read', async () => {
  const server = await serveAzure({
    subscriptions: [testSubscription],
    instead: ({ path }) => (path.startsWith('/providers/') ? refusal(403, 'AuthorizationFailed') : undefined),
  });
  const { resources } = await collected(await connected(server, { inventory: 'arm' }), 'account');
  expect(resources.map(({ attributes }) => attributes)).toEqual([
    { number: testSubscription, state: 'active' },
  ]);
});
