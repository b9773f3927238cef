import { natBytes, natGateway } from 'bursar/adapter';
import { type AwsSignal, metric, metricSource, shortId, sumOf } from '../cloudwatch/metrics.ts';

/** What leaves the gateway on either side: to the internet, and back into the network. */
export const awsNatBytes: AwsSignal = {
  signal: natBytes,
  sources: [
    metricSource({
      kind: natGateway,
      plan(nat) {
        const dimensions = { NatGatewayId: shortId(nat) };
        return {
          expression: sumOf([
            metric('AWS/NATGateway', 'BytesOutToDestination', dimensions),
            metric('AWS/NATGateway', 'BytesOutToSource', dimensions),
          ]),
          source: 'CloudWatch AWS/NATGateway BytesOutToDestination + BytesOutToSource',
        };
      },
    }),
  ],
};
