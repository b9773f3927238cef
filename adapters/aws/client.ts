import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { STSClient } from '@aws-sdk/client-sts';

/** The SDK's clients of one account and region. Each is imported and made when it is first asked for. */
export interface AwsClients {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  autoScaling(): Promise<AutoScalingClient>;
  cloudWatch(): Promise<CloudWatchClient>;
  costExplorer(): Promise<CostExplorerClient>;
  ec2(): Promise<EC2Client>;
  elb(): Promise<ElasticLoadBalancingV2Client>;
  iam(): Promise<IAMClient>;
  lambda(): Promise<LambdaClient>;
  organizations(): Promise<OrganizationsClient>;
  rds(): Promise<RDSClient>;
  s3(): Promise<S3Client>;
  sageMaker(): Promise<SageMakerClient>;
  sts(): Promise<STSClient>;
}
