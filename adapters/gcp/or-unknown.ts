import { CloudError } from 'bursar/adapter';

/**
 * What a call tells, or undefined where Google refuses or fails it: for what is worth knowing but not worth losing the
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
    if (!(error instanceof CloudError)) throw error;
    return undefined;
  }
}
