import type {
  DescribeEndpointConfigOutput,
  DescribeEndpointOutput,
  EndpointSummary,
  ProductionVariantSummary,
  SageMakerClient,
  Tag,
} from '@aws-sdk/client-sagemaker';
import { endpoint, mapBounded, pagesOf } from 'bursar/adapter';
import { type AwsCollector, awsCollector } from '../collector.ts';
import { gpuOf, type MachineTypeOf } from '../machine-type-of.ts';
import { sageMakerTags, unlessGone } from '../reading/sage-maker.ts';
import { defined, fold, instantOf, required, tagsOf } from '../record.ts';

/** An endpoint with its configuration, which alone tells the types of its machines. */
interface EndpointRecord {
  readonly endpoint: DescribeEndpointOutput;
  /** Absent where it was deleted, which the endpoint survives. */
  readonly configuration?: DescribeEndpointConfigOutput;
  /** Absent where they could not be read. */
  readonly tags?: readonly Tag[];
}

const states = {
  Creating: 'creating',
  InService: 'in-service',
  Updating: 'updating',
  SystemUpdating: 'updating',
  RollingBack: 'updating',
  Failed: 'failed',
  UpdateRollbackFailed: 'failed',
  Deleting: 'deleting',
  OutOfService: 'out-of-service',
} as const;

/** SageMaker inference endpoints. */
export function endpointCollector(
  machineTypeOf: MachineTypeOf,
): AwsCollector<typeof endpoint, EndpointRecord> {
  return awsCollector({
    kind: endpoint,
    reach: 'region',
    permissions: [
      'sagemaker:DescribeEndpoint',
      'sagemaker:DescribeEndpointConfig',
      'sagemaker:ListEndpoints',
      'sagemaker:ListTags',
    ],

    async *pages(clients, _scope, abortSignal) {
      const { ListEndpointsCommand } = await import('@aws-sdk/client-sagemaker');
      const sageMaker = await clients.sageMaker();
      const pages = pagesOf('sagemaker ListEndpoints', async (NextToken) => {
        const command = new ListEndpointsCommand({ MaxResults: 100, NextToken });
        const { Endpoints: items = [], NextToken: next } = await sageMaker.send(command, { abortSignal });
        return { items, next };
      });
      for await (const page of pages) {
        const records = await mapBounded(page, 4, (listed) => described(sageMaker, listed, abortSignal));
        yield records.filter((record) => record !== undefined);
      }
    },

    read({ endpoint: raw, configuration, tags }, scope) {
      const variants = [...(raw.ProductionVariants ?? []), ...(raw.ShadowProductionVariants ?? [])];
      return {
        kind: 'endpoint',
        id: required(raw.EndpointArn, 'EndpointArn'),
        name: required(raw.EndpointName, 'EndpointName'),
        scope,
        ...defined({ tags: tagsOf(tags), createdAt: instantOf(raw.CreationTime) }),
        attributes: {
          state: fold(states, raw.EndpointStatus, 'the state'),
          variants: variants.map((variant) => variantOf(variant, configuration, machineTypeOf)),
          ...defined({ modifiedAt: instantOf(raw.LastModifiedTime) }),
        },
      };
    },
  });
}

async function described(
  sageMaker: SageMakerClient,
  { EndpointName, EndpointArn }: EndpointSummary,
  abortSignal: AbortSignal,
): Promise<EndpointRecord | undefined> {
  const sdk = await import('@aws-sdk/client-sagemaker');
  const options = { abortSignal };
  const raw = await unlessGone(() =>
    sageMaker.send(new sdk.DescribeEndpointCommand({ EndpointName }), options),
  );
  if (raw === undefined) return undefined;
  const ofConfiguration = { EndpointConfigName: raw.EndpointConfigName };
  const [configuration, tags] = await Promise.all([
    unlessGone(() => sageMaker.send(new sdk.DescribeEndpointConfigCommand(ofConfiguration), options)),
    sageMakerTags(sageMaker, EndpointArn, abortSignal),
  ]);
  return { endpoint: raw, ...defined({ configuration, tags }) };
}

function variantOf(
  { VariantName, CurrentInstanceCount, CurrentServerlessConfig }: ProductionVariantSummary,
  configuration: DescribeEndpointConfigOutput | undefined,
  machineTypeOf: MachineTypeOf,
) {
  const configured = [
    ...(configuration?.ProductionVariants ?? []),
    ...(configuration?.ShadowProductionVariants ?? []),
  ].find((variant) => variant.VariantName === VariantName);
  const type = configured?.InstanceType;
  const count = CurrentServerlessConfig === undefined ? CurrentInstanceCount : undefined;
  return {
    name: required(VariantName, 'VariantName'),
    ...defined({ type, count, gpu: type && gpuOf(type, machineTypeOf) }),
  };
}
