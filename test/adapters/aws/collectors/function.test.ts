import { expect, test } from 'vitest';
import { functionCollector } from '../../../../adapters/aws/collectors/function.ts';
import { AwsRefusal, collectAll, serveAws, testScope } from '../aws-server.ts';

const arn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;

const ordinary = {
  FunctionName: 'resize',
  FunctionArn: arn('resize'),
  Runtime: 'nodejs24.x',
  Role: 'arn:aws:iam::123456789012:role/resize',
  MemorySize: 512,
  Timeout: 30,
  LastModified: '2026-01-31T17:47:02.456+0000',
  Architectures: ['arm64'],
};

test('reads functions with their tags', async () => {
  const aws = await serveAws({
    ListFunctions: ({ input }) =>
      input['Marker'] === 'more'
        ? { Functions: [{ ...ordinary, FunctionName: 'b', FunctionArn: arn('b') }] }
        : { Functions: [ordinary], NextMarker: 'more' },
    ListTags: ({ input }) => ({ Tags: { asked: String(input['path']), ['__proto__']: 'odd' } }),
  });
  const { resources } = await collectAll(functionCollector, aws.clients(), testScope());
  expect(resources).toHaveLength(2);
  expect(resources[0]).toMatchObject({
    kind: 'function',
    id: arn('resize'),
    name: 'resize',
    scope: testScope(),
    attributes: {
      runtime: 'nodejs24.x',
      memoryMib: 512,
      timeoutSeconds: 30,
      architecture: 'arm64',
      identity: 'arn:aws:iam::123456789012:role/resize',
      modifiedAt: Date.parse('2026-01-31T17:47:02.456Z'),
    },
  });
  expect(resources[0]?.tags?.['asked']).toContain(arn('resize'));
  expect(Object.keys(resources[0]?.tags ?? {})).toEqual(['asked', '__proto__']);
});

test('tells no tags from tags that are denied', async () => {
  const aws = await serveAws({
    ListFunctions: () => ({ Functions: [ordinary, { ...ordinary, FunctionArn: arn('secret') }] }),
    ListTags: ({ input }) =>
      String(input['path']).endsWith('secret') ? new AwsRefusal('AccessDeniedException', 403) : {},
  });
  const { resources } = await collectAll(functionCollector, aws.clients(), testScope());
  expect(resources.map(({ tags }) => tags)).toEqual([{}, undefined]);
});

test('keeps an odd record apart', async () => {
  const aws = await serveAws({
    ListFunctions: () => ({ Functions: [{ ...ordinary, MemorySize: -1 }, ordinary] }),
    ListTags: () => ({}),
  });
  const { resources, unreadable } = await collectAll(functionCollector, aws.clients(), testScope());
  expect(resources).toHaveLength(1);
  expect(unreadable).toEqual([expect.stringContaining('memoryMib')]);
});

test('a region without functions has none, one that denies them fails', async () => {
  const empty = await serveAws({ ListFunctions: () => ({ Functions: [] }) });
  expect((await collectAll(functionCollector, empty.clients(), testScope())).resources).toEqual([]);
  const denying = await serveAws({ ListFunctions: () => new AwsRefusal('AccessDeniedException', 403) });
  await expect(collectAll(functionCollector, denying.clients(), testScope())).rejects.toThrow('AccessDenied');
});
