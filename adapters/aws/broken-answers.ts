import type { FinalizeRequestMiddleware, Pluggable } from '@smithy/types';

const retry: FinalizeRequestMiddleware<object, object> = (next) => async (parameters) => {
  try {
    return await next(parameters);
  } catch (error) {
    if (isBrokenAnswer(error)) Object.assign(error, { $retryable: { throttling: false } });
    throw error;
  }
};

/**
 * Has an answer tried again that says it went well and cannot be read, as one that was cut off on its way. The SDK takes
 * that for a fault of its own and gives up at once.
 */
export const retryBrokenAnswers: Pluggable<object, object> = {
  applyToStack(stack) {
    stack.addRelativeTo(retry, {
      name: 'bursarRetryBrokenAnswers',
      relation: 'before',
      toMiddleware: 'httpSigningMiddleware',
    });
  },
};

/** Whether an error came of reading an answer: AWS's own refusals say whose fault they are. */
function isBrokenAnswer(error: unknown): error is Error {
  if (!(error instanceof Error) || '$fault' in error || !('$metadata' in error)) return false;
  const { $metadata: metadata } = error;
  const known = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  return known && Number(metadata.httpStatusCode) < 300;
}
