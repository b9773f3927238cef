import { addressIdOf, addressOf } from '../estate/address-use.ts';
import type { ApplicationGateway } from '../estate/application-gateways.ts';
import { groupOfVm, nicIdOf, nicNameOf, vmIdOf } from '../estate/attachment.ts';
import type { LoadBalancer } from '../estate/load-balancers.ts';
import { subnetIdOf } from '../estate/network-names.ts';
import { type ArmDocument, textsOf } from './arm-document.ts';
import { armType, derivedType } from './arm-type.ts';
import { commonOf } from './common.ts';

export const publicAddressType = armType({
  name: 'Microsoft.Network/publicIPAddresses',
  population: (cell) => cell.addresses,
  document: (address, cell): ArmDocument => ({
    ...commonOf(address, cell),
    type: 'Microsoft.Network/publicIPAddresses',
    zones: address.zones,
    sku: JSON.stringify({ name: address.sku, tier: 'Regional' }),
    properties: textsOf({
      provisioningState: 'Succeeded',
      // One that is given out anew each time has none while it is attached to nothing.
      ipAddress: address.ip,
      publicIPAddressVersion: 'IPv4',
      publicIPAllocationMethod: address.allocation,
      idleTimeoutInMinutes: 4,
      ipTags: [],
      ddosSettings: { protectionMode: 'VirtualNetworkInherited' },
      ipConfiguration: address.ipConfiguration && { id: address.ipConfiguration },
      natGateway: address.natGateway && { id: address.natGateway },
      dnsSettings: address.label && {
        domainNameLabel: address.label,
        fqdn: `${address.label}.${cell.location}.cloudapp.azure.com`,
      },
    }),
  }),
});

export const natGatewayType = armType({
  name: 'Microsoft.Network/natGateways',
  population: (cell) => cell.natGateways,
  document: (gateway, cell): ArmDocument => ({
    ...commonOf(gateway, cell),
    type: 'Microsoft.Network/natGateways',
    zones: gateway.zone === undefined ? undefined : [gateway.zone],
    sku: JSON.stringify({ name: 'Standard', tier: 'Regional' }),
    properties: textsOf({
      provisioningState: 'Succeeded',
      idleTimeoutInMinutes: 4,
      publicIpAddresses: gateway.addresses.map((id) => ({ id })),
      subnets: gateway.subnets.map((id) => ({ id })),
    }),
  }),
});

export const networkInterfaceType = derivedType({
  name: 'Microsoft.Network/networkInterfaces',
  size: (cell) => cell.virtualMachines.size,
  at(cell, index): ArmDocument {
    const address = addressOf(cell, { use: 'vm', number: index });
    const id = nicIdOf(cell, index);
    return {
      id,
      name: nicNameOf(cell, index),
      type: 'Microsoft.Network/networkInterfaces',
      group: groupOfVm(cell, index).name,
      location: cell.location,
      tags: [],
      properties: textsOf({
        provisioningState: 'Succeeded',
        ipConfigurations: [
          {
            name: 'ipconfig1',
            id: `${id}/ipConfigurations/ipconfig1`,
            type: 'Microsoft.Network/networkInterfaces/ipConfigurations',
            properties: {
              provisioningState: 'Succeeded',
              privateIPAddress: `10.${(index >>> 16) & 255}.${(index >>> 8) & 255}.${index & 255}`,
              privateIPAllocationMethod: 'Dynamic',
              subnet: { id: subnetIdOf(cell) },
              primary: true,
              privateIPAddressVersion: 'IPv4',
              ...(address !== undefined && { publicIPAddress: { id: addressIdOf(cell, address) } }),
            },
          },
        ],
        enableAcceleratedNetworking: true,
        primary: true,
        virtualMachine: { id: vmIdOf(cell, index) },
        nicType: 'Standard',
      }),
    };
  },
});

export const loadBalancerType = armType({
  name: 'Microsoft.Network/loadBalancers',
  population: (cell) => cell.loadBalancers,
  document: (balancer, cell): ArmDocument => ({
    ...commonOf(balancer, cell),
    type: 'Microsoft.Network/loadBalancers',
    sku: JSON.stringify({ name: balancer.sku, tier: 'Regional' }),
    properties: textsOf({
      provisioningState: 'Succeeded',
      frontendIPConfigurations: [
        {
          name: 'frontend',
          id: `${balancer.armId}/frontendIPConfigurations/frontend`,
          properties: {
            provisioningState: 'Succeeded',
            privateIPAllocationMethod: 'Dynamic',
            ...(balancer.address === undefined
              ? { privateIPAddress: '10.0.0.10', subnet: { id: subnetIdOf(cell) } }
              : { publicIPAddress: { id: balancer.address } }),
          },
        },
      ],
      backendAddressPools: balancer.pools.map((pool) => poolOf(balancer, pool)),
      loadBalancingRules: balancer.pools.map((pool) => ({
        name: 'http',
        id: `${balancer.armId}/loadBalancingRules/http`,
        properties: {
          provisioningState: 'Succeeded',
          frontendIPConfiguration: { id: `${balancer.armId}/frontendIPConfigurations/frontend` },
          backendAddressPool: { id: `${balancer.armId}/backendAddressPools/${pool.name}` },
          frontendPort: 80,
          backendPort: 8_080,
          protocol: 'Tcp',
        },
      })),
      probes: [],
      inboundNatRules: [],
      outboundRules: [],
      inboundNatPools: [],
    }),
  }),
});

function poolOf({ armId }: LoadBalancer, { name, interfaces, ips }: LoadBalancer['pools'][number]): object {
  const id = `${armId}/backendAddressPools/${name}`;
  const addresses = [
    ...interfaces.map((configuration) => ({ networkInterfaceIPConfiguration: { id: configuration } })),
    ...ips.map((ipAddress) => ({ ipAddress })),
  ];
  return {
    name,
    id,
    properties: {
      provisioningState: 'Succeeded',
      // An empty pool has neither list.
      ...(interfaces.length > 0 && { backendIPConfigurations: interfaces.map((one) => ({ id: one })) }),
      ...(addresses.length > 0 && {
        loadBalancerBackendAddresses: addresses.map((properties, number) => ({
          name: `address-${number}`,
          properties,
        })),
      }),
    },
  };
}

export const applicationGatewayType = armType({
  name: 'Microsoft.Network/applicationGateways',
  population: (cell) => cell.applicationGateways,
  document: (gateway, cell): ArmDocument => ({
    ...commonOf(gateway, cell),
    type: 'Microsoft.Network/applicationGateways',
    properties: textsOf({
      provisioningState: 'Succeeded',
      operationalState: gateway.state,
      sku: { name: gateway.sku, tier: gateway.sku, family: 'Generation_1' },
      autoscaleConfiguration: { minCapacity: 1, maxCapacity: 5 },
      gatewayIPConfigurations: [
        { name: 'gateway', properties: { subnet: { id: subnetIdOf(cell) }, provisioningState: 'Succeeded' } },
      ],
      frontendIPConfigurations: [frontendOf(gateway, subnetIdOf(cell))],
      frontendPorts: [{ name: 'http', properties: { port: 80, provisioningState: 'Succeeded' } }],
      backendAddressPools: gateway.redirects
        ? []
        : [
            {
              name: 'backend',
              id: `${gateway.armId}/backendAddressPools/backend`,
              properties: {
                provisioningState: 'Succeeded',
                backendAddresses: gateway.targets.map((ipAddress) => ({ ipAddress })),
              },
            },
          ],
      httpListeners: [
        { name: 'http', id: `${gateway.armId}/httpListeners/http`, properties: { protocol: 'Http' } },
      ],
      redirectConfigurations: gateway.redirects
        ? [
            {
              name: 'elsewhere',
              id: `${gateway.armId}/redirectConfigurations/elsewhere`,
              properties: { redirectType: 'Permanent', targetUrl: 'https://www.acme.example/' },
            },
          ]
        : [],
      requestRoutingRules: [ruleOf(gateway)],
    }),
  }),
});

function frontendOf({ armId, address }: ApplicationGateway, subnet: string): object {
  const name = address === undefined ? 'private' : 'public';
  return {
    name,
    id: `${armId}/frontendIPConfigurations/${name}`,
    properties: {
      provisioningState: 'Succeeded',
      privateIPAllocationMethod: 'Dynamic',
      ...(address === undefined ? { subnet: { id: subnet } } : { publicIPAddress: { id: address } }),
    },
  };
}

function ruleOf({ armId, redirects }: ApplicationGateway): object {
  return {
    name: 'all',
    id: `${armId}/requestRoutingRules/all`,
    properties: {
      provisioningState: 'Succeeded',
      ruleType: 'Basic',
      httpListener: { id: `${armId}/httpListeners/http` },
      ...(redirects
        ? { redirectConfiguration: { id: `${armId}/redirectConfigurations/elsewhere` } }
        : { backendAddressPool: { id: `${armId}/backendAddressPools/backend` } }),
    },
  };
}
