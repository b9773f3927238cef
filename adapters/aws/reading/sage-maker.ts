import type { SageMakerClient, Tag } from '@aws-sdk/client-sagemaker';
import { pagesOf } from 'bursar/adapter';
import { orUnknown } from '../or-unknown.ts';

/** The tags of one thing; undefined where they could not be read. */
export function sageMakerTags(
  sageMaker: SageMakerClient,
  ResourceArn: string | undefined,
  abortSignal: AbortSignal,
): Promise<readonly Tag[] | undefined> {
  return orUnknown(abortSignal, async () => {
    const { ListTagsCommand } = await import('@aws-sdk/client-sagemaker');
    const tags: Tag[] = [];
    const pages = pagesOf('sagemaker ListTags', async (NextToken) => {
      const command = new ListTagsCommand({ ResourceArn, MaxResults: 100, NextToken });
      const { Tags: items = [], NextToken: next } = await sageMaker.send(command, { abortSignal });
      return { items, next };
    });
    for await (const page of pages) tags.push(...page);
    return tags;
  });
}

/** What a call tells, or undefined for something that has been deleted meanwhile, for which SageMaker has no code. */
export async function unlessGone<Answer>(read: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && isGone(error)) return undefined;
    throw error;
  }
}

function isGone({ name, message }: Error): boolean {
  return (
    name === 'ResourceNotFound' ||
    (name === 'ValidationException' && /could not find|not found/i.test(message))
  );
}
