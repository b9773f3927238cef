import type { NatGateway } from '@aws-sdk/client-ec2';
import { natGateway, pagesOf } from 'bursar/adapter';
import { awsCollector } from '../collector.ts';
import { ec2Arn, ec2Tags, nameOf, told } from '../reading/ec2.ts';
import { defined, fold, instantOf, required } from '../record.ts';

const states = {
  pending: 'pending',
  available: 'available',
  deleting: 'deleting',
  deleted: 'deleted',
  failed: 'failed',
} as const;

/** NAT gateways, those that were deleted within the last hour included. */
export const natGatewayCollector = awsCollector({
  kind: natGateway,
  reach: 'region',
  permissions: ['ec2:DescribeNatGateways'],

  async *pages(clients, _scope, abortSignal) {
    const { DescribeNatGatewaysCommand } = await import('@aws-sdk/client-ec2');
    const ec2 = await clients.ec2();
    yield* pagesOf('ec2 DescribeNatGateways', async (NextToken) => {
      const command = new DescribeNatGatewaysCommand({ MaxResults: 1_000, NextToken });
      const answer = await ec2.send(command, { abortSignal });
      return { items: answer.NatGateways ?? [], next: answer.NextToken };
    });
  },

  read(raw: NatGateway, scope) {
    const id = required(raw.NatGatewayId, 'NatGatewayId');
    const tags = ec2Tags(raw.Tags);
    return {
      kind: 'nat-gateway',
      id: ec2Arn(scope, 'natgateway', id),
      name: nameOf(tags, id),
      scope,
      tags,
      ...defined({ createdAt: instantOf(raw.CreateTime) }),
      attributes: {
        state: fold(states, raw.State, 'the state'),
        // Before there were private ones it was not told.
        public: raw.ConnectivityType !== 'private',
        addresses: (raw.NatGatewayAddresses ?? [])
          .map(({ AllocationId }) => told(AllocationId))
          .filter((address) => address !== undefined)
          .map((address) => ec2Arn(scope, 'elastic-ip', address)),
        ...defined({ network: told(raw.VpcId), subnet: told(raw.SubnetId) }),
      },
    };
  },
});
