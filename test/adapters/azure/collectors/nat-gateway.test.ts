import { expect, it } from 'vitest';
import { serveAzure } from '../azure-server.ts';
import { collectedBothWays } from '../connected.ts';
import { common, document, idIn, lowerId } from '../documents.ts';

it('reads NAT gateways alike from both', async () => {
  const path = 'Microsoft.Network/natGateways/Out';
  const documents = [
    document(path, {
      provisioningState: 'Succeeded',
      publicIpAddresses: [{ id: idIn('Microsoft.Network/publicIPAddresses/A') }],
      subnets: [{ id: idIn('Microsoft.Network/virtualNetworks/Net/subnets/Back') }],
    }),
    document('Microsoft.Network/natGateways/Unused', { provisioningState: 'Updating' }),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'nat-gateway');
  expect(byGraph.resources).toEqual([
    {
      ...common('nat-gateway', path),
      attributes: {
        state: 'available',
        public: true,
        addresses: [lowerId('Microsoft.Network/publicIPAddresses/A')],
        subnet: lowerId('Microsoft.Network/virtualNetworks/Net/subnets/Back'),
        network: lowerId('Microsoft.Network/virtualNetworks/Net'),
      },
    },
    {
      ...common('nat-gateway', 'Microsoft.Network/natGateways/Unused'),
      attributes: { state: 'available', public: true, addresses: [] },
    },
  ]);
  expect(byArm).toEqual(byGraph);
});
