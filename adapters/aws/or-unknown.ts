import { CloudError } from 'bursar/adapter';

/**
 * What a call tells, or undefined where AWS refuses or fails it: for what is worth knowing but not worth losing the
 * record over. An abort stays an abort, and a fault of ours stays one.
 */
export async function orUnknown<Value>(
  signal: AbortSignal,
  read: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    signal.throwIfAborted();
    if (!isRefusal(error)) throw error;
    return undefined;
  }
}

/** Whether an error is AWS's or the network's: the SDK leaves its metadata on all of those. */
function isRefusal(error: unknown): boolean {
  return error instanceof CloudError || (error instanceof Error && '$metadata' in error);
}
