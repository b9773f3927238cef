import { expect, test } from 'vitest';
import { notebookCollector } from '../../../../adapters/aws/collectors/notebook.ts';
import { createMachineTypeOf } from '../../../../adapters/aws/machine-type-of.ts';
import { AwsRefusal, collectAll, serveAws, testScope } from '../aws-server.ts';

const collector = notebookCollector(createMachineTypeOf());
const arn = (name: string) => `arn:aws:sagemaker:eu-west-1:123456789012:notebook-instance/${name}`;

const summary = (name: string, more: object = {}) => ({
  NotebookInstanceName: name,
  NotebookInstanceArn: arn(name),
  NotebookInstanceStatus: 'InService',
  InstanceType: 'ml.g5.12xlarge',
  CreationTime: 1_767_225_600,
  LastModifiedTime: 1_767_312_000,
  ...more,
});

test('reads a notebook with its GPUs and tags', async () => {
  const aws = await serveAws({
    ListNotebookInstances: ({ input }) =>
      input['NextToken'] === 'more'
        ? { NotebookInstances: [summary('b', { InstanceType: 'ml.t3.medium' })] }
        : { NotebookInstances: [summary('a')], NextToken: 'more' },
    DescribeNotebookInstance: () => ({ VolumeSizeInGB: 50, RoleArn: 'arn:aws:iam::123456789012:role/lab' }),
    ListTags: ({ input }) =>
      input['NextToken'] === 'more'
        ? { Tags: [{ Key: 'more', Value: 'yes' }] }
        : { Tags: [{ Key: 'arn', Value: input['ResourceArn'] }], NextToken: 'more' },
  });
  const { resources } = await collectAll(collector, aws.clients(), testScope());
  expect(resources).toEqual([
    {
      kind: 'notebook',
      id: arn('a'),
      name: 'a',
      scope: testScope(),
      tags: { arn: arn('a'), more: 'yes' },
      createdAt: 1_767_225_600_000,
      attributes: {
        type: 'ml.g5.12xlarge',
        state: 'running',
        gpu: { model: 'NVIDIA A10G', count: 4 },
        volumeGib: 50,
        modifiedAt: 1_767_312_000_000,
        identity: 'arn:aws:iam::123456789012:role/lab',
      },
    },
    expect.objectContaining({ id: arn('b') }),
  ]);
  expect(resources[1]?.attributes).not.toHaveProperty('gpu');
});

test('knows what it was told where the rest is denied', async () => {
  const aws = await serveAws({
    ListNotebookInstances: () => ({ NotebookInstances: [summary('a')] }),
    DescribeNotebookInstance: () => new AwsRefusal('AccessDeniedException'),
    ListTags: () => new AwsRefusal('ThrottlingException'),
  });
  const [notebook] = (await collectAll(collector, aws.clients(), testScope())).resources;
  expect(notebook?.id).toBe(arn('a'));
  expect(notebook).not.toHaveProperty('tags');
  expect(notebook?.attributes).not.toHaveProperty('volumeGib');
  expect(notebook?.attributes).not.toHaveProperty('identity');
});

test('keeps an odd record apart', async () => {
  const aws = await serveAws({
    ListNotebookInstances: () => ({
      NotebookInstances: [summary('odd', { NotebookInstanceStatus: 'Dreaming' }), summary('a')],
    }),
    DescribeNotebookInstance: () => ({}),
    ListTags: () => ({ Tags: [] }),
  });
  const { resources, unreadable } = await collectAll(collector, aws.clients(), testScope());
  expect(resources.map(({ tags }) => tags)).toEqual([{}]);
  expect(unreadable).toEqual(['the state "Dreaming" is not known']);
});

test('a region without notebooks has none, one that denies them fails', async () => {
  const empty = await serveAws({ ListNotebookInstances: () => ({ NotebookInstances: [] }) });
  expect((await collectAll(collector, empty.clients(), testScope())).resources).toEqual([]);
  const denying = await serveAws({ ListNotebookInstances: () => new AwsRefusal('AccessDeniedException') });
  await expect(collectAll(collector, denying.clients(), testScope())).rejects.toThrow('AccessDenied');
});
