import type { SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import { getMetricData } from './cloudwatch/get-metric-data.ts';
import { getMetricStatistics } from './cloudwatch/get-metric-statistics.ts';
import { listMetricsInput, metricDataInput, metricStatisticsInput } from './cloudwatch/inputs.ts';
import { listMetrics } from './cloudwatch/list-metrics.ts';
import { jsonOperation, jsonService } from './json-service.ts';
import { cellOf } from './query-service.ts';

/** Amazon CloudWatch, as far as metrics can be read. */
export function cloudWatchService(context: AwsContext): SandboxService {
  const { clock } = context;
  return jsonService(
    {
      service: 'monitoring',
      protocol: 'json-1.0',
      target: 'GraniteServiceVersion20100801',
      invalidCode: 'ValidationError',
    },
    new Map([
      [
        'GetMetricData',
        jsonOperation(metricDataInput, (input, request) =>
          getMetricData(input, cellOf(context, request), clock.now()),
        ),
      ],
      [
        'GetMetricStatistics',
        jsonOperation(metricStatisticsInput, (input, request) =>
          getMetricStatistics(input, cellOf(context, request), clock.now()),
        ),
      ],
      [
        'ListMetrics',
        jsonOperation(listMetricsInput, (input, request) =>
          listMetrics(input, cellOf(context, request), clock.now()),
        ),
      ],
    ]),
  );
}
