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
import type { HttpHandler } from '@smithy/core/protocols';
import type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  MiddlewareStack,
  Pluggable,
} from '@smithy/types';
import { retryBrokenAnswers } from './broken-answers.ts';
import { scanLongLists } from './fast-lists.ts';
import { partitionOfRegion } from './partition.ts';

/** The SDK's clients of one account and region. Each is imported and made when it is first asked for. */
export interface AwsClients {
  /** Twelve digits. */
  readonly account: string;
  /** Never `global`: account-wide scopes get the home region of their partition. */
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
  /** With the credentials Bursar itself was started with: an organization answers its management account only. */
  organizations(): Promise<OrganizationsClient>;
  rds(): Promise<RDSClient>;
  /** Of the scope's region unless another is named: a bucket answers in its own. */
  s3(region?: string): Promise<S3Client>;
  sageMaker(): Promise<SageMakerClient>;
  sts(): Promise<STSClient>;
}

/** Sends the SDK's signed requests; shared by all clients, so that they share its sockets. */
export type SharedHandler = HttpHandler;

/** What every client of one account and region is made with. */
export interface ClientOptions {
  readonly account: string;
  readonly region: string;
  readonly credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  /** Where to send everything to, in place of AWS; unset, `AWS_ENDPOINT_URL` and the profile decide. */
  readonly endpoint?: string | undefined;
  readonly profile?: string | undefined;
  readonly maxAttempts?: number | undefined;
  readonly requestHandler?: SharedHandler | undefined;
  /** Middleware for the clients of one service, named as the SDK names it: `EC2`, `CloudWatch`. */
  plugins?(service: string): readonly Pluggable<object, object>[];
}

/** The clients of one account and region, each imported and made once, when it is first asked for. */
export function createClients(options: ClientOptions): AwsClients {
  const { account, region } = options;
  const config = clientConfig(options);
  const equip = <C extends EquippableClient>(client: C, ...own: readonly Pluggable<object, object>[]): C => {
    // Every client's stack takes middleware that is indifferent to input and output; their types are invariant in both.
    const stack = client.middlewareStack as MiddlewareStack<object, object>;
    // It copies every answer whole, for a log that nobody reads.
    stack.remove('loggerMiddleware');
    const plugins = options.plugins?.(client.config.serviceId) ?? [];
    for (const plugin of [retryBrokenAnswers, ...own, ...plugins]) stack.use(plugin);
    return client;
  };
  return {
    account,
    region,
    partition: partitionOfRegion(region).id,
    autoScaling: once(async () => {
      const sdk = await import('@aws-sdk/client-auto-scaling');
      return equip(new sdk.AutoScalingClient(config));
    }),
    cloudWatch: once(async () => {
      const sdk = await import('@aws-sdk/client-cloudwatch');
      return equip(new sdk.CloudWatchClient(config));
    }),
    costExplorer: once(async () => {
      const sdk = await import('@aws-sdk/client-cost-explorer');
      return equip(new sdk.CostExplorerClient(config));
    }),
    ec2: once(async () => {
      const sdk = await import('@aws-sdk/client-ec2');
      return equip(new sdk.EC2Client(config), scanLongLists());
    }),
    elb: once(async () => {
      const sdk = await import('@aws-sdk/client-elastic-load-balancing-v2');
      return equip(new sdk.ElasticLoadBalancingV2Client(config));
    }),
    iam: once(async () => {
      const sdk = await import('@aws-sdk/client-iam');
      return equip(new sdk.IAMClient(config));
    }),
    lambda: once(async () => {
      const sdk = await import('@aws-sdk/client-lambda');
      return equip(new sdk.LambdaClient(config));
    }),
    organizations: once(async () => {
      const sdk = await import('@aws-sdk/client-organizations');
      return equip(new sdk.OrganizationsClient(config));
    }),
    rds: once(async () => {
      const sdk = await import('@aws-sdk/client-rds');
      return equip(new sdk.RDSClient(config));
    }),
    s3: onceForEach(region, async (ofRegion) => {
      const sdk = await import('@aws-sdk/client-s3');
      // An own endpoint has no host name for each bucket.
      const forcePathStyle = (options.endpoint ?? process.env['AWS_ENDPOINT_URL']) !== undefined;
      return equip(
        new sdk.S3Client({ ...config, region: ofRegion, followRegionRedirects: true, forcePathStyle }),
      );
    }),
    sageMaker: once(async () => {
      const sdk = await import('@aws-sdk/client-sagemaker');
      return equip(new sdk.SageMakerClient(config));
    }),
    sts: once(async () => {
      const sdk = await import('@aws-sdk/client-sts');
      return equip(new sdk.STSClient(config));
    }),
  };
}

interface EquippableClient {
  readonly config: { readonly serviceId: string };
  readonly middlewareStack: unknown;
}

/** What an SDK's client is configured with. */
export function clientConfig({
  region,
  credentials,
  endpoint,
  profile,
  maxAttempts,
  requestHandler,
}: ClientOptions) {
  return {
    region,
    credentials,
    retryMode: 'standard',
    userAgentAppId: 'bursar',
    ...(endpoint !== undefined && { endpoint }),
    ...(profile !== undefined && { profile }),
    ...(maxAttempts !== undefined && { maxAttempts }),
    ...(requestHandler !== undefined && { requestHandler }),
  };
}

/** Makes its value once, however often and at the same time it is asked for. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}

/** Makes a value for each key once; `fallback` is the key where none is named. */
function onceForEach<Value>(
  fallback: string,
  make: (key: string) => Promise<Value>,
): (key?: string) => Promise<Value> {
  const made = new Map<string, Promise<Value>>();
  return (key = fallback) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
