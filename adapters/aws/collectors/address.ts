import type { Address } from '@aws-sdk/client-ec2';
import { address, type Scope } from 'bursar/adapter';
import { awsCollector } from '../collector.ts';
import { ec2Arn, ec2Tags, nameOf, told } from '../reading/ec2.ts';
import { defined, required } from '../record.ts';

/** Elastic IP addresses. EC2 tells them all at once, and not since when they are held. */
export const addressCollector = awsCollector({
  kind: address,
  reach: 'region',
  permissions: ['ec2:DescribeAddresses'],

  async *pages(clients, _scope, abortSignal) {
    const { DescribeAddressesCommand } = await import('@aws-sdk/client-ec2');
    const ec2 = await clients.ec2();
    const { Addresses = [] } = await ec2.send(new DescribeAddressesCommand({}), { abortSignal });
    yield Addresses;
  },

  read(raw: Address, scope) {
    const id = required(raw.AllocationId, 'AllocationId');
    const tags = ec2Tags(raw.Tags);
    return {
      kind: 'address',
      id: ec2Arn(scope, 'elastic-ip', id),
      name: nameOf(tags, id),
      scope,
      tags,
      attributes: {
        ip: required(raw.PublicIp, 'PublicIp'),
        ...defined({ attachedTo: attachedToOf(raw, scope), managedBy: managedByOf(raw) }),
      },
    };
  },
});

/** A machine by its ARN, else the network interface; the bare association where it tells neither. */
function attachedToOf(raw: Address, scope: Scope): string | undefined {
  const machine = told(raw.InstanceId);
  if (machine !== undefined) return ec2Arn(scope, 'instance', machine);
  const networkInterface = told(raw.NetworkInterfaceId);
  if (networkInterface !== undefined) return ec2Arn(scope, 'network-interface', networkInterface);
  return told(raw.AssociationId);
}

/** The service that allocated it, or whose own interface holds it. */
function managedByOf({ ServiceManaged, NetworkInterfaceOwnerId }: Address): string | undefined {
  const owner = NetworkInterfaceOwnerId?.startsWith('amazon-') ? NetworkInterfaceOwnerId : undefined;
  return told(ServiceManaged) ?? owner;
}
