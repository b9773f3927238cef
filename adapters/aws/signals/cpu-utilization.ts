import { cpuUtilization, database, endpoint, instance } from 'bursar/adapter';
import { meanOfUnits, processorsOf, variantUtilization } from '../cloudwatch/endpoint-variants.ts';
import { type AwsSignal, metric, metricSource, shortId } from '../cloudwatch/metrics.ts';

/** From the hypervisors of EC2, RDS and SageMaker's endpoints. Of notebook instances AWS reports none. */
export const awsCpuUtilization: AwsSignal = {
  signal: cpuUtilization,
  sources: [
    metricSource({
      kind: instance,
      plan: (vm) => ({
        expression: metric('AWS/EC2', 'CPUUtilization', { InstanceId: shortId(vm) }, { most: 100 }),
        source: 'CloudWatch AWS/EC2 CPUUtilization',
      }),
    }),
    metricSource({
      kind: database,
      plan: (db) => ({
        expression: metric('AWS/RDS', 'CPUUtilization', { DBInstanceIdentifier: shortId(db) }, { most: 100 }),
        source: 'CloudWatch AWS/RDS CPUUtilization',
      }),
    }),
    metricSource({
      kind: endpoint,
      plan(resource, { machineTypeOf }) {
        const units = processorsOf(machineTypeOf);
        const expression = variantUtilization(resource, 'CPUUtilization', units, meanOfUnits);
        return expression && { expression, source: 'CloudWatch /aws/sagemaker/Endpoints CPUUtilization' };
      },
    }),
  ],
};
