import type { ListMetricsCommandOutput } from '@aws-sdk/client-cloudwatch';
import { pagesOf } from 'bursar/adapter';
import type { AwsClients } from '../client.ts';
import type { Dimension } from './metrics.ts';

/** Where the CloudWatch agent reports to, unless it is told otherwise. */
export const agentNamespace = 'CWAgent';

/** Under which dimensions the agents of a region's machines report; each machine's configuration decides. */
export interface AgentMetrics {
  /** The dimensions of each series of a metric that a machine reported in the last two weeks. */
  seriesOf(metric: string, instanceId: string): readonly (readonly Dimension[])[];
}

/** The series of one metric by the machine that reports them. */
export type AgentSeries = ReadonlyMap<string, readonly (readonly Dimension[])[]>;

/** Lists the series of one of the agent's metrics in a region. */
export async function listAgentSeries(
  clients: AwsClients,
  MetricName: string,
  abortSignal: AbortSignal,
): Promise<AgentSeries> {
  const { ListMetricsCommand } = await import('@aws-sdk/client-cloudwatch');
  const cloudWatch = await clients.cloudWatch();
  const series = new Map<string, Dimension[][]>();
  const pages = pagesOf('cloudwatch ListMetrics', async (NextToken) => {
    const command = new ListMetricsCommand({ Namespace: agentNamespace, MetricName, NextToken });
    const answer = await cloudWatch.send(command, { abortSignal });
    return { items: answer.Metrics ?? [], next: answer.NextToken };
  });
  for await (const page of pages) {
    for (const listed of page) {
      const dimensions = dimensionsOf(listed);
      const instanceId = dimensions.find(({ name }) => name === 'InstanceId')?.value;
      if (instanceId === undefined) continue;
      const others = series.get(instanceId);
      if (others === undefined) series.set(instanceId, [dimensions]);
      else others.push(dimensions);
    }
  }
  return series;
}

function dimensionsOf({
  Dimensions = [],
}: NonNullable<ListMetricsCommandOutput['Metrics']>[number]): Dimension[] {
  return Dimensions.map(({ Name: name = '', Value: value = '' }) => ({ name, value }));
}
