import type { Selection } from 'bursar/adapter';
import type { AwsClients } from './client.ts';
import type { AwsSettings } from './settings.ts';

/** A call that shows whether a permission is there, and changes nothing. */
export interface Probe {
  readonly permission: string;
  /** What it is needed for: a kind, or `signals`. */
  readonly needs: string;
  readonly call: (clients: AwsClients, abortSignal: AbortSignal) => Promise<unknown>;
}

/** EC2 answers a dry run with a refusal either way: this one says that the call would have been allowed. */
async function dryRun(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'DryRunOperation') throw error;
  }
}

const probes: readonly Probe[] = [
  {
    permission: 'ec2:DescribeInstances',
    needs: 'instance',
    async call(clients, abortSignal) {
      const { DescribeInstancesCommand } = await import('@aws-sdk/client-ec2');
      await dryRun(
        (await clients.ec2()).send(new DescribeInstancesCommand({ DryRun: true }), { abortSignal }),
      );
    },
  },
  {
    permission: 'ec2:DescribeVolumes',
    needs: 'volume',
    async call(clients, abortSignal) {
      const { DescribeVolumesCommand } = await import('@aws-sdk/client-ec2');
      await dryRun((await clients.ec2()).send(new DescribeVolumesCommand({ DryRun: true }), { abortSignal }));
    },
  },
  {
    permission: 'ec2:DescribeSnapshots',
    needs: 'snapshot',
    async call(clients, abortSignal) {
      const { DescribeSnapshotsCommand } = await import('@aws-sdk/client-ec2');
      const command = new DescribeSnapshotsCommand({ DryRun: true, OwnerIds: ['self'] });
      await dryRun((await clients.ec2()).send(command, { abortSignal }));
    },
  },
  {
    permission: 'ec2:DescribeImages',
    needs: 'image',
    async call(clients, abortSignal) {
      const { DescribeImagesCommand } = await import('@aws-sdk/client-ec2');
      const command = new DescribeImagesCommand({ DryRun: true, Owners: ['self'] });
      await dryRun((await clients.ec2()).send(command, { abortSignal }));
    },
  },
  {
    permission: 'ec2:DescribeAddresses',
    needs: 'address',
    async call(clients, abortSignal) {
      const { DescribeAddressesCommand } = await import('@aws-sdk/client-ec2');
      await dryRun(
        (await clients.ec2()).send(new DescribeAddressesCommand({ DryRun: true }), { abortSignal }),
      );
    },
  },
  {
    permission: 'ec2:DescribeNatGateways',
    needs: 'nat-gateway',
    async call(clients, abortSignal) {
      const { DescribeNatGatewaysCommand } = await import('@aws-sdk/client-ec2');
      await dryRun(
        (await clients.ec2()).send(new DescribeNatGatewaysCommand({ DryRun: true }), { abortSignal }),
      );
    },
  },
  {
    permission: 'rds:DescribeDBInstances',
    needs: 'database',
    async call(clients, abortSignal) {
      const { DescribeDBInstancesCommand } = await import('@aws-sdk/client-rds');
      await (await clients.rds()).send(new DescribeDBInstancesCommand({ MaxRecords: 20 }), { abortSignal });
    },
  },
  {
    permission: 'elasticloadbalancing:DescribeLoadBalancers',
    needs: 'load-balancer',
    async call(clients, abortSignal) {
      const { DescribeLoadBalancersCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
      await (await clients.elb()).send(new DescribeLoadBalancersCommand({ PageSize: 1 }), { abortSignal });
    },
  },
  {
    permission: 'autoscaling:DescribeAutoScalingGroups',
    needs: 'scaling-group',
    async call(clients, abortSignal) {
      const { DescribeAutoScalingGroupsCommand } = await import('@aws-sdk/client-auto-scaling');
      await (await clients.autoScaling()).send(new DescribeAutoScalingGroupsCommand({ MaxRecords: 1 }), {
        abortSignal,
      });
    },
  },
  {
    permission: 'lambda:ListFunctions',
    needs: 'function',
    async call(clients, abortSignal) {
      const { ListFunctionsCommand } = await import('@aws-sdk/client-lambda');
      await (await clients.lambda()).send(new ListFunctionsCommand({ MaxItems: 1 }), { abortSignal });
    },
  },
  {
    permission: 's3:ListAllMyBuckets',
    needs: 'bucket',
    async call(clients, abortSignal) {
      const { ListBucketsCommand } = await import('@aws-sdk/client-s3');
      await (await clients.s3()).send(new ListBucketsCommand({ MaxBuckets: 1 }), { abortSignal });
    },
  },
  {
    permission: 'sagemaker:ListNotebookInstances',
    needs: 'notebook',
    async call(clients, abortSignal) {
      const { ListNotebookInstancesCommand } = await import('@aws-sdk/client-sagemaker');
      await (await clients.sageMaker()).send(new ListNotebookInstancesCommand({ MaxResults: 1 }), {
        abortSignal,
      });
    },
  },
  {
    permission: 'sagemaker:ListEndpoints',
    needs: 'endpoint',
    async call(clients, abortSignal) {
      const { ListEndpointsCommand } = await import('@aws-sdk/client-sagemaker');
      await (await clients.sageMaker()).send(new ListEndpointsCommand({ MaxResults: 1 }), { abortSignal });
    },
  },
  {
    permission: 'iam:GetAccountAuthorizationDetails',
    needs: 'principal',
    async call(clients, abortSignal) {
      const { GetAccountAuthorizationDetailsCommand } = await import('@aws-sdk/client-iam');
      await (await clients.iam()).send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 1 }), {
        abortSignal,
      });
    },
  },
  {
    permission: 'iam:ListAccountAliases',
    needs: 'account',
    async call(clients, abortSignal) {
      const { ListAccountAliasesCommand } = await import('@aws-sdk/client-iam');
      await (await clients.iam()).send(new ListAccountAliasesCommand({}), { abortSignal });
    },
  },
  {
    permission: 'cloudwatch:ListMetrics',
    needs: 'agents',
    async call(clients, abortSignal) {
      const { ListMetricsCommand } = await import('@aws-sdk/client-cloudwatch');
      const command = new ListMetricsCommand({ Namespace: 'CWAgent', MetricName: 'mem_used_percent' });
      await (await clients.cloudWatch()).send(command, { abortSignal });
    },
  },
];

/** Signals that agents report, whose series have to be looked for. */
const agentSignals = ['memory-utilization', 'gpu-utilization', 'gpu-memory-utilization'];

/** The probes of what is switched on. What costs money to ask, such as metric data, is not tried. */
export function probesOf({ kinds }: AwsSettings, selection: Selection): readonly Probe[] {
  const chosen = kinds && new Set<string>(kinds);
  return probes.filter(({ needs }) => {
    if (needs === 'agents') return agentSignals.some((signal) => selection.signals.has(signal));
    return selection.kinds.has(needs) && (chosen === undefined || chosen.has(needs));
  });
}
