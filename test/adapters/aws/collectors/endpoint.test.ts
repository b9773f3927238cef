import { expect, test } from 'vitest';
import { endpointCollector } from '../../../../adapters/aws/collectors/endpoint.ts';
import { createMachineTypeOf } from '../../../../adapters/aws/machine-type-of.ts';
import { AwsRefusal, collectAll, serveAws, testScope } from '../aws-server.ts';

const collector = endpointCollector(createMachineTypeOf());
const arn = (name: string) => `arn:aws:sagemaker:eu-west-1:123456789012:endpoint/${name}`;
const listed = (name: string) => ({ EndpointName: name, EndpointArn: arn(name) });

const described = (name: string, more: object = {}) => ({
  ...listed(name),
  EndpointConfigName: `${name}-config`,
  EndpointStatus: 'InService',
  CreationTime: 1_767_225_600,
  LastModifiedTime: 1_767_312_000,
  ProductionVariants: [
    { VariantName: 'main', CurrentInstanceCount: 2 },
    { VariantName: 'burst', CurrentServerlessConfig: { MemorySizeInMB: 2_048, MaxConcurrency: 5 } },
  ],
  ...more,
});

const configuration = {
  ProductionVariants: [
    { VariantName: 'main', InstanceType: 'ml.g5.xlarge', InitialInstanceCount: 1 },
    { VariantName: 'burst', ServerlessConfig: { MemorySizeInMB: 2_048, MaxConcurrency: 5 } },
  ],
};

const gone = new AwsRefusal('ValidationException', 400, 'Could not find endpoint configuration "x".');

test('reads an endpoint with the machines of its variants', async () => {
  const aws = await serveAws({
    ListEndpoints: () => ({ Endpoints: [listed('chat')] }),
    DescribeEndpoint: ({ input }) => described(String(input['EndpointName'])),
    DescribeEndpointConfig: ({ input }) =>
      input['EndpointConfigName'] === 'chat-config' ? configuration : gone,
    ListTags: () => ({ Tags: [{ Key: 'team', Value: 'ml' }] }),
  });
  const { resources } = await collectAll(collector, aws.clients(), testScope());
  expect(resources).toEqual([
    {
      kind: 'endpoint',
      id: arn('chat'),
      name: 'chat',
      scope: testScope(),
      tags: { team: 'ml' },
      createdAt: 1_767_225_600_000,
      attributes: {
        state: 'in-service',
        modifiedAt: 1_767_312_000_000,
        variants: [
          { name: 'main', type: 'ml.g5.xlarge', count: 2, gpu: { model: 'NVIDIA A10G', count: 1 } },
          { name: 'burst' },
        ],
      },
    },
  ]);
});

test('survives what is deleted while it reads', async () => {
  const aws = await serveAws({
    ListEndpoints: () => ({ Endpoints: [listed('going'), listed('orphan')] }),
    DescribeEndpoint: ({ input }) => (input['EndpointName'] === 'going' ? gone : described('orphan')),
    DescribeEndpointConfig: () => gone,
    ListTags: () => new AwsRefusal('AccessDeniedException'),
  });
  const { resources } = await collectAll(collector, aws.clients(), testScope());
  expect(resources).toHaveLength(1);
  expect(resources[0]).toMatchObject({
    name: 'orphan',
    attributes: { variants: [{ name: 'main', count: 2 }, {}] },
  });
  expect(resources[0]).not.toHaveProperty('tags');
});

test('does not hide that the configuration is denied', async () => {
  const aws = await serveAws({
    ListEndpoints: () => ({ Endpoints: [listed('chat')] }),
    DescribeEndpoint: () => described('chat'),
    DescribeEndpointConfig: () => new AwsRefusal('AccessDeniedException'),
    ListTags: () => ({ Tags: [] }),
  });
  await expect(collectAll(collector, aws.clients(), testScope())).rejects.toThrow('AccessDenied');
});

test('keeps an odd record apart; a region without endpoints has none', async () => {
  const aws = await serveAws({
    ListEndpoints: () => ({ Endpoints: [listed('odd'), listed('chat')] }),
    DescribeEndpoint: ({ input }) =>
      described(
        String(input['EndpointName']),
        input['EndpointName'] === 'odd' ? { EndpointStatus: '?' } : {},
      ),
    DescribeEndpointConfig: () => configuration,
    ListTags: () => ({ Tags: [] }),
  });
  const { resources, unreadable } = await collectAll(collector, aws.clients(), testScope());
  expect(resources.map(({ name }) => name)).toEqual(['chat']);
  expect(unreadable).toEqual(['the state "?" is not known']);

  const empty = await serveAws({ ListEndpoints: () => ({ Endpoints: [] }) });
  expect((await collectAll(collector, empty.clients(), testScope())).resources).toEqual([]);
});
