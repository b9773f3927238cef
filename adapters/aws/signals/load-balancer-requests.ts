import { loadBalancer, loadBalancerRequests } from 'bursar/adapter';
import { type AwsSignal, metric, metricSource } from '../cloudwatch/metrics.ts';

const metrics = {
  application: ['AWS/ApplicationELB', 'RequestCount'],
  network: ['AWS/NetworkELB', 'NewFlowCount'],
  gateway: ['AWS/GatewayELB', 'NewFlowCount'],
} as const;

/** Requests of application load balancers, new flows of the others. */
export const awsLoadBalancerRequests: AwsSignal = {
  signal: loadBalancerRequests,
  sources: [
    metricSource({
      kind: loadBalancer,
      plan({ id, attributes: { type } }) {
        if (type === 'other') return undefined;
        const [namespace, name] = metrics[type];
        // The dimension is the end of the ARN: `app/shop/50dc6c495c0c9188`.
        const [, LoadBalancer] = id.split(':loadbalancer/');
        if (LoadBalancer === undefined) return undefined;
        return {
          expression: metric(namespace, name, { LoadBalancer }),
          source: `CloudWatch ${namespace} ${name}`,
          // Nothing is reported while no request comes.
          sparse: true,
        };
      },
    }),
  ],
};
