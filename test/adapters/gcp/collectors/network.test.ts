import { expect, test } from 'vitest';
import { addressCollector } from '../../../../adapters/gcp/collectors/address.ts';
import { loadBalancerCollector } from '../../../../adapters/gcp/collectors/load-balancer.ts';
import { natGatewayCollector } from '../../../../adapters/gcp/collectors/nat-gateway.ts';
import {
  aggregated,
  collectFrom,
  disabled,
  fullName,
  type GcpAnswer,
  type GcpCall,
  link,
  testProject,
  testScope,
} from '../gcp-server.ts';

test('addresses: unused, in use, kept for a service; internal ones are no such thing', async () => {
  const address = (id: string, more: object) => ({
    name: id,
    selfLink: link(`regions/us-east1/addresses/${id}`),
    address: '34.1.2.3',
    addressType: 'EXTERNAL',
    status: 'RESERVED',
    creationTimestamp: '2026-05-01T00:00:00Z',
    ...more,
  });
  const user = link('zones/us-east1-b/instances/web-1');
  const { resources } = await collectFrom(addressCollector, {
    [aggregated('addresses')]: {
      items: {
        global: { addresses: [address('front', { selfLink: link('global/addresses/front') })] },
        'regions/us-east1': {
          addresses: [
            address('free', { labels: { owner: 'ada' } }),
            address('used', { status: 'IN_USE', users: [user] }),
            address('nat', {
              status: 'IN_USE',
              purpose: 'NAT_AUTO',
              users: [link('regions/us-east1/routers/r')],
            }),
            address('unnamed', { status: 'IN_USE' }),
            address('inner', { addressType: 'INTERNAL', address: '10.0.0.9' }),
          ],
        },
      },
    },
  });
  expect(resources.map(({ name: shown, scope, attributes }) => [shown, scope.region, attributes])).toEqual([
    ['front', 'global', { ip: '34.1.2.3' }],
    ['free', 'us-east1', { ip: '34.1.2.3' }],
    ['used', 'us-east1', { ip: '34.1.2.3', attachedTo: fullName('zones/us-east1-b/instances/web-1') }],
    [
      'nat',
      'us-east1',
      { ip: '34.1.2.3', attachedTo: fullName('regions/us-east1/routers/r'), managedBy: 'Cloud NAT' },
    ],
    ['unnamed', 'us-east1', { ip: '34.1.2.3', managedBy: 'something that Google does not name' }],
  ]);
  expect(resources[1]?.tags).toEqual({ owner: 'ada' });
});

test('each gateway of a router is one', async () => {
  const router = {
    selfLink: link('regions/us-east1/routers/edge'),
    network: link('global/networks/default'),
    creationTimestamp: '2026-05-01T00:00:00Z',
    nats: [
      { name: 'out', type: 'PUBLIC', natIps: [link('regions/us-east1/addresses/nat-1')] },
      { name: 'inner', type: 'PRIVATE' },
    ],
  };
  const bare = { selfLink: link('regions/us-east1/routers/vpn') };
  const { resources } = await collectFrom(natGatewayCollector, {
    [aggregated('routers')]: { items: { 'regions/us-east1': { routers: [router, bare] } } },
  });
  expect(resources).toMatchObject([
    {
      id: fullName('regions/us-east1/routers/edge/nats/out'),
      name: 'out',
      scope: { ...testScope, region: 'us-east1' },
      untaggable: true,
      attributes: {
        state: 'available',
        public: true,
        network: fullName('global/networks/default'),
        addresses: [fullName('regions/us-east1/addresses/nat-1')],
      },
    },
    {
      id: fullName('regions/us-east1/routers/edge/nats/inner'),
      attributes: { public: false, addresses: [] },
    },
  ]);
  expect(resources).toHaveLength(2);
});

const rule = (id: string, more: object) => ({
  name: id,
  selfLink: link(`regions/us-east1/forwardingRules/${id}`),
  creationTimestamp: '2026-05-01T00:00:00Z',
  loadBalancingScheme: 'EXTERNAL_MANAGED',
  IPAddress: '34.9.9.9',
  ...more,
});

/** Forwarding rules, with all that they may lead to. */
async function balancers(
  rules: readonly object[],
  more: Readonly<Record<string, GcpAnswer | ((call: GcpCall) => GcpAnswer)>> = {},
) {
  const service = {
    selfLink: link('global/backendServices/web'),
    backends: [{ group: link('zones/us-east1-b/instanceGroups/web') }],
  };
  const inner = { selfLink: link('regions/us-east1/backendServices/db'), backends: [] };
  const map = {
    selfLink: link('global/urlMaps/front'),
    defaultService: link('global/backendServices/web'),
    pathMatchers: [{ name: 'api', defaultService: link('global/backendServices/web') }],
  };
  const redirect = { selfLink: link('global/urlMaps/redirect'), defaultUrlRedirect: { httpsRedirect: true } };
  const proxy = (id: string, urlMap: string) => ({
    selfLink: link(`global/targetHttpProxies/${id}`),
    urlMap: link(`global/urlMaps/${urlMap}`),
  });
  return collectFrom(loadBalancerCollector, {
    [aggregated('forwardingRules')]: { items: { 'regions/us-east1': { forwardingRules: rules } } },
    [aggregated('backendServices')]: {
      items: { global: { backendServices: [service] }, 'regions/us-east1': { backendServices: [inner] } },
    },
    [aggregated('targetHttpProxies')]: {
      items: { global: { targetHttpProxies: [proxy('front', 'front'), proxy('redirect', 'redirect')] } },
    },
    [aggregated('urlMaps')]: { items: { global: { urlMaps: [map, redirect] } } },
    [aggregated('targetPools')]: {
      items: {
        'regions/us-east1': {
          targetPools: [
            {
              selfLink: link('regions/us-east1/targetPools/old'),
              instances: [link('zones/us-east1-b/instances/old-1')],
            },
          ],
        },
      },
    },
    [`POST /compute/v1/projects/${testProject}/global/backendServices/web/getHealth`]: {
      healthStatus: [
        { instance: link('zones/us-east1-b/instances/web-1'), healthState: 'HEALTHY' },
        { instance: link('zones/us-east1-b/instances/web-2'), healthState: 'UNHEALTHY' },
      ],
    },
    [`POST /compute/v1/projects/${testProject}/regions/us-east1/targetPools/old/getHealth`]: {
      healthStatus: [{ instance: link('zones/us-east1-b/instances/old-1'), healthState: 'HEALTHY' }],
    },
    ...more,
  });
}

const targets = [
  { id: fullName('zones/us-east1-b/instances/web-1'), health: 'healthy' },
  { id: fullName('zones/us-east1-b/instances/web-2'), health: 'unhealthy' },
];

test('a rule of a proxy leads through its URL map to machines and their health', async () => {
  const target = link('global/targetHttpProxies/front');
  const { resources } = await balancers([rule('front', { target, labels: { owner: 'ada' } })]);
  expect(resources).toEqual([
    {
      kind: 'load-balancer',
      id: fullName('regions/us-east1/forwardingRules/front'),
      name: 'front',
      scope: { ...testScope, region: 'us-east1' },
      tags: { owner: 'ada' },
      createdAt: Date.parse('2026-05-01T00:00:00Z'),
      attributes: {
        type: 'application',
        state: 'active',
        internetFacing: true,
        answersWithoutTargets: false,
        dnsName: '34.9.9.9',
        targetGroups: [{ id: fullName('zones/us-east1-b/instanceGroups/web'), targets }],
      },
    },
  ]);
});

test('a redirect answers by itself; a service without backends has nothing behind it', async () => {
  const { resources } = await balancers([
    rule('redirect', { target: link('global/targetHttpProxies/redirect') }),
    rule('db', {
      backendService: link('regions/us-east1/backendServices/db'),
      loadBalancingScheme: 'INTERNAL',
    }),
  ]);
  expect(resources.map(({ attributes }) => attributes)).toMatchObject([
    { type: 'application', answersWithoutTargets: true, targetGroups: [] },
    { type: 'network', answersWithoutTargets: false, internetFacing: false, targetGroups: [] },
  ]);
});

test('a target pool has its machines', async () => {
  const { resources } = await balancers([rule('old', { target: link('regions/us-east1/targetPools/old') })]);
  expect(resources[0]?.attributes).toMatchObject({
    type: 'network',
    targetGroups: [
      {
        id: fullName('regions/us-east1/targetPools/old'),
        targets: [{ id: fullName('zones/us-east1-b/instances/old-1'), health: 'healthy' }],
      },
    ],
  });
});

test('health that cannot be asked for is unknown, and there is something all the same', async () => {
  const target = link('global/targetHttpProxies/front');
  const { resources } = await balancers([rule('front', { target })], {
    [`POST /compute/v1/projects/${testProject}/global/backendServices/web/getHealth`]:
      disabled('compute.googleapis.com'),
  });
  const group = fullName('zones/us-east1-b/instanceGroups/web');
  expect(resources[0]?.attributes).toMatchObject({
    targetGroups: [{ id: group, targets: [{ id: group, health: 'unavailable' }] }],
  });
});

test('what leads to no proxy of one’s own is listed without asking about proxies', async () => {
  const target =
    'https://www.googleapis.com/compute/v1/projects/partner/regions/us-east1/serviceAttachments/published';
  const { resources, calls } = await balancers([rule('psc', { target, loadBalancingScheme: '' })]);
  expect(resources[0]?.attributes).toMatchObject({ type: 'other', answersWithoutTargets: true });
  expect(calls).toHaveLength(1);
});
