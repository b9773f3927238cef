import { expect, it } from 'vitest';
import { serveAzure } from '../azure-server.ts';
import { collectedBothWays } from '../connected.ts';
import { common, document, idIn, lowerId } from '../documents.ts';

function address(name: string, properties: object) {
  return document(`Microsoft.Network/publicIPAddresses/${name}`, {
    provisioningState: 'Succeeded',
    ipAddress: '203.0.113.7',
    publicIPAllocationMethod: 'Static',
    ...properties,
  });
}

it('reads static addresses alike from both, with what holds them', async () => {
  const documents = [
    address('a', {
      ipConfiguration: { id: idIn('Microsoft.Network/networkInterfaces/Nic/ipConfigurations/One') },
    }),
    address('b', {
      ipConfiguration: { id: idIn('Microsoft.Network/loadBalancers/Front/frontendIPConfigurations/One') },
    }),
    address('c', { natGateway: { id: idIn('Microsoft.Network/natGateways/Out') } }),
    address('d', {}),
    // Held only while it is used: nothing is reserved.
    address('e', { publicIPAllocationMethod: 'Dynamic', ipAddress: undefined }),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'address');
  const holders = [
    lowerId('Microsoft.Network/networkInterfaces/Nic'),
    lowerId('Microsoft.Network/loadBalancers/Front'),
    lowerId('Microsoft.Network/natGateways/Out'),
  ];
  expect(byGraph.resources).toEqual([
    ...holders.map((attachedTo, index) => ({
      ...common('address', `Microsoft.Network/publicIPAddresses/${'abc'[index]}`),
      attributes: { ip: '203.0.113.7', attachedTo },
    })),
    { ...common('address', 'Microsoft.Network/publicIPAddresses/d'), attributes: { ip: '203.0.113.7' } },
  ]);
  expect(byArm).toEqual(byGraph);
});
