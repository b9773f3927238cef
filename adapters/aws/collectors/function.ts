import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { type EpochMs, mapBounded, pagesOf, serverlessFunction, toTags } from 'bursar/adapter';
import { awsCollector } from '../collector.ts';
import { orUnknown } from '../or-unknown.ts';
import { defined, required } from '../record.ts';

/** A function with its tags, absent where they could not be read. */
interface FunctionRecord {
  readonly configuration: FunctionConfiguration;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Lambda functions. */
export const functionCollector = awsCollector({
  kind: serverlessFunction,
  reach: 'region',
  permissions: ['lambda:ListFunctions', 'lambda:ListTags'],

  async *pages(clients, _scope, abortSignal) {
    const { ListFunctionsCommand, ListTagsCommand } = await import('@aws-sdk/client-lambda');
    const lambda = await clients.lambda();
    const pages = pagesOf('lambda ListFunctions', async (Marker) => {
      const command = new ListFunctionsCommand({ MaxItems: 50, Marker });
      const { Functions: items = [], NextMarker: next } = await lambda.send(command, { abortSignal });
      return { items, next };
    });
    for await (const page of pages) {
      yield await mapBounded(page, 8, async (configuration): Promise<FunctionRecord> => {
        const command = new ListTagsCommand({ Resource: configuration.FunctionArn });
        const told = await orUnknown(abortSignal, () => lambda.send(command, { abortSignal }));
        return { configuration, ...(told && { tags: told.Tags ?? {} }) };
      });
    }
  },

  read({ configuration, tags }: FunctionRecord, scope) {
    return {
      kind: 'function',
      id: required(configuration.FunctionArn, 'FunctionArn'),
      name: required(configuration.FunctionName, 'FunctionName'),
      scope,
      ...(tags && { tags: toTags(Object.entries(tags)) }),
      attributes: {
        memoryMib: required(configuration.MemorySize, 'MemorySize'),
        timeoutSeconds: required(configuration.Timeout, 'Timeout'),
        architecture: architectureOf(configuration.Architectures?.[0]),
        ...defined({
          runtime: configuration.Runtime,
          identity: configuration.Role,
          modifiedAt: textualInstant(configuration.LastModified),
        }),
      },
    };
  },
});

function textualInstant(text: string | undefined): EpochMs | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

/** Lambda's documented default is `x86_64`. */
function architectureOf(name = 'x86_64'): 'x86_64' | 'arm64' | 'other' {
  return name === 'x86_64' || name === 'arm64' ? name : 'other';
}
