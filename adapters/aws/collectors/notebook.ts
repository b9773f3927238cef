import type { DescribeNotebookInstanceOutput, NotebookInstanceSummary, Tag } from '@aws-sdk/client-sagemaker';
import { mapBounded, notebook, pagesOf } from 'bursar/adapter';
import { type AwsCollector, awsCollector } from '../collector.ts';
import { gpuOf, type MachineTypeOf } from '../machine-type-of.ts';
import { orUnknown } from '../or-unknown.ts';
import { sageMakerTags } from '../reading/sage-maker.ts';
import { defined, fold, instantOf, required, tagsOf } from '../record.ts';

/** A notebook instance with what had to be asked for one by one; what could not be read is absent. */
interface NotebookRecord {
  readonly summary: NotebookInstanceSummary;
  readonly details?: DescribeNotebookInstanceOutput;
  readonly tags?: readonly Tag[];
}

const states = {
  Pending: 'starting',
  InService: 'running',
  Stopping: 'stopping',
  Stopped: 'stopped',
  Failed: 'failed',
  Deleting: 'deleting',
  Updating: 'updating',
} as const;

/** SageMaker notebook instances. */
export function notebookCollector(
  machineTypeOf: MachineTypeOf,
): AwsCollector<typeof notebook, NotebookRecord> {
  return awsCollector({
    kind: notebook,
    reach: 'region',
    permissions: [
      'sagemaker:DescribeNotebookInstance',
      'sagemaker:ListNotebookInstances',
      'sagemaker:ListTags',
    ],

    async *pages(clients, _scope, abortSignal) {
      const sdk = await import('@aws-sdk/client-sagemaker');
      const sageMaker = await clients.sageMaker();
      const pages = pagesOf('sagemaker ListNotebookInstances', async (NextToken) => {
        const command = new sdk.ListNotebookInstancesCommand({ MaxResults: 100, NextToken });
        const answer = await sageMaker.send(command, { abortSignal });
        return { items: answer.NotebookInstances ?? [], next: answer.NextToken };
      });
      for await (const page of pages) {
        yield await mapBounded(page, 4, async (summary): Promise<NotebookRecord> => {
          const { NotebookInstanceName, NotebookInstanceArn } = summary;
          const command = new sdk.DescribeNotebookInstanceCommand({ NotebookInstanceName });
          const [details, tags] = await Promise.all([
            orUnknown(abortSignal, () => sageMaker.send(command, { abortSignal })),
            sageMakerTags(sageMaker, NotebookInstanceArn, abortSignal),
          ]);
          return { summary, ...defined({ details, tags }) };
        });
      }
    },

    read({ summary, details, tags }, scope) {
      const type = required(summary.InstanceType, 'InstanceType');
      return {
        kind: 'notebook',
        id: required(summary.NotebookInstanceArn, 'NotebookInstanceArn'),
        name: required(summary.NotebookInstanceName, 'NotebookInstanceName'),
        scope,
        ...defined({ tags: tagsOf(tags), createdAt: instantOf(summary.CreationTime) }),
        attributes: {
          type,
          state: fold(states, summary.NotebookInstanceStatus, 'the state'),
          ...defined({
            gpu: gpuOf(type, machineTypeOf),
            volumeGib: details?.VolumeSizeInGB,
            modifiedAt: instantOf(summary.LastModifiedTime),
            identity: details?.RoleArn,
          }),
        },
      };
    },
  });
}
