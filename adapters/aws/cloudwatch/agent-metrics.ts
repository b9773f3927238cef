import type { ListMetricsCommandOutput } from '@aws-sdk/client-cloudwatch';
import { pagesOf } from 'bursar/adapter';
import type { AwsClients } from '../client.ts';
import type { Dimension } from './dimension.ts';

/** One of the metrics that agents report, each machine under dimensions that its configuration decides. */
export interface AgentMetric {
  readonly namespace: string;
  readonly name: string;
  /** The dimension that says which machine it is. */
  readonly key: string;
}

/** A metric of the CloudWatch agent as it is set up on EC2. */
export function agentMetricOf(name: string): AgentMetric {
  return { namespace: 'CWAgent', name, key: 'InstanceId' };
}

/** A metric of the CloudWatch agent as the start script that AWS publishes for notebook instances sets it up. */
export function notebookMetricOf(name: string): AgentMetric {
  return { namespace: 'SageMakerNotebookInstances', name, key: 'notebook_instance_name' };
}

/** Under which dimensions the agents of a region's machines report. */
export interface AgentMetrics {
  /** The dimensions of each series of a metric that a machine reported in the last two weeks. */
  seriesOf(metric: AgentMetric, machine: string): readonly (readonly Dimension[])[];
}

/** The series of one metric by the machine that reports them. */
export type AgentSeries = ReadonlyMap<string, readonly (readonly Dimension[])[]>;

/** Lists the series of one of the agent's metrics in a region. */
export async function listAgentSeries(
  clients: AwsClients,
  { namespace: Namespace, name: MetricName, key }: AgentMetric,
  abortSignal: AbortSignal,
): Promise<AgentSeries> {
  const { ListMetricsCommand } = await import('@aws-sdk/client-cloudwatch');
  const cloudWatch = await clients.cloudWatch();
  const series = new Map<string, Dimension[][]>();
  const pages = pagesOf('cloudwatch ListMetrics', async (NextToken) => {
    const command = new ListMetricsCommand({ Namespace, MetricName, NextToken });
    const answer = await cloudWatch.send(command, { abortSignal });
    return { items: answer.Metrics ?? [], next: answer.NextToken };
  });
  for await (const page of pages) {
    for (const listed of page) {
      const dimensions = dimensionsOf(listed);
      const machine = dimensions.find(({ name }) => name === key)?.value;
      if (machine === undefined) continue;
      const others = series.get(machine);
      if (others === undefined) series.set(machine, [dimensions]);
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
