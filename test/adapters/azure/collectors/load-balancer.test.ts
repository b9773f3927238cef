import { expect, it } from 'vitest';
import { serveAzure } from '../azure-server.ts';
import { collectedBothWays } from '../connected.ts';
import { common, document, idIn, lowerId } from '../documents.ts';

const path = 'Microsoft.Network/loadBalancers/Front';
const nic = 'Microsoft.Network/networkInterfaces/Nic';
const member = 'Microsoft.Compute/virtualMachineScaleSets/Web/virtualMachines/3';

function pool(of: string, name: string, properties: object) {
  return { id: idIn(`${of}/backendAddressPools/${name}`), name, properties };
}

const unknown = (id: string) => ({ id, health: 'unavailable' });

it('reads a load balancer alike from both, with the targets of its pools', async () => {
  const documents = [
    document(
      path,
      {
        provisioningState: 'Succeeded',
        frontendIPConfigurations: [
          { properties: { publicIPAddress: { id: idIn('Microsoft.Network/publicIPAddresses/A') } } },
        ],
        backendAddressPools: [
          pool(path, 'Web', {
            backendIPConfigurations: [
              { id: idIn(`${nic}/ipConfigurations/One`) },
              { id: idIn(`${member}/networkInterfaces/nic/ipConfigurations/ip`) },
            ],
            // The same machine once more, and one that is known by its address alone.
            loadBalancerBackendAddresses: [
              {
                properties: { networkInterfaceIPConfiguration: { id: idIn(`${nic}/ipConfigurations/One`) } },
              },
              { properties: { ipAddress: '10.0.0.9' } },
            ],
          }),
          pool(path, 'Empty', {}),
        ],
      },
      { sku: { name: 'Standard' } },
    ),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'load-balancer');
  expect(byGraph.resources).toEqual([
    {
      ...common('load-balancer', path),
      attributes: {
        type: 'network',
        state: 'active',
        internetFacing: true,
        answersWithoutTargets: false,
        targetGroups: [
          {
            id: lowerId(`${path}/backendAddressPools/Web`),
            targets: [lowerId(nic), lowerId(member), '10.0.0.9'].map(unknown),
          },
          { id: lowerId(`${path}/backendAddressPools/Empty`), targets: [] },
        ],
      },
    },
  ]);
  expect(byArm).toEqual(byGraph);
});

it('counts a rule that leads to one machine past all pools as a target', async () => {
  const rule = {
    id: idIn(`${path}/inboundNatRules/Ssh`),
    properties: { backendIPConfiguration: { id: idIn(`${nic}/ipConfigurations/One`) } },
  };
  const documents = [document(path, { provisioningState: 'Succeeded', inboundNatRules: [rule] })];
  const { byGraph } = await collectedBothWays(await serveAzure({ documents }), 'load-balancer');
  expect(byGraph.resources[0]?.attributes).toMatchObject({
    targetGroups: [{ id: lowerId(`${path}/inboundNatRules/Ssh`), targets: [unknown(lowerId(nic))] }],
  });
});

it('reads application gateways, stopped ones and those that only redirect too', async () => {
  const gateway = (name: string) => `Microsoft.Network/applicationGateways/${name}`;
  const subnet = { id: idIn('Microsoft.Network/virtualNetworks/Net/subnets/Front') };
  const shared = { provisioningState: 'Succeeded', frontendIPConfigurations: [{ properties: { subnet } }] };
  const addresses = [{ fqdn: 'shop.acme.example' }, { ipAddress: '10.0.0.4' }];
  const documents = [
    document(gateway('a'), {
      ...shared,
      operationalState: 'Running',
      backendAddressPools: [pool(gateway('a'), 'Web', { backendAddresses: addresses })],
    }),
    document(gateway('b'), {
      ...shared,
      operationalState: 'Stopped',
      redirectConfigurations: [{ id: 'x' }],
    }),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'load-balancer');
  expect(byGraph.resources.map(({ attributes }) => attributes)).toMatchObject([
    {
      type: 'application',
      state: 'active',
      internetFacing: false,
      network: lowerId('Microsoft.Network/virtualNetworks/Net'),
      targetGroups: [{ targets: [unknown('shop.acme.example'), unknown('10.0.0.4')] }],
    },
    { state: 'impaired', answersWithoutTargets: true, targetGroups: [] },
  ]);
  expect(byArm).toEqual(byGraph);
});
