import { instance, networkBytes } from 'bursar/adapter';
import { type AwsSignal, metric, metricSource, shortId, sumOf } from '../cloudwatch/metrics.ts';

/** What the hypervisor counts in both directions. */
export const awsNetworkBytes: AwsSignal = {
  signal: networkBytes,
  sources: [
    metricSource({
      kind: instance,
      plan(vm) {
        const dimensions = { InstanceId: shortId(vm) };
        return {
          expression: sumOf([
            metric('AWS/EC2', 'NetworkIn', dimensions),
            metric('AWS/EC2', 'NetworkOut', dimensions),
          ]),
          source: 'CloudWatch AWS/EC2 NetworkIn + NetworkOut',
        };
      },
    }),
  ],
};
