import { Readable } from 'node:stream';
import { HttpResponse } from '@smithy/core/transport';
import type { DeserializeMiddleware, InitializeMiddleware, Pluggable } from '@smithy/types';
import { UnavailableError } from 'bursar/adapter';
import { BodyMemory } from './body-memory.ts';
import { reservation, snapshot, volume } from './reading/ec2-lists.ts';
import { isWhole, takeList } from './xml-scan.ts';
import type { AnyStructure } from './xml-structure.ts';

interface Taken {
  readonly property: string;
  readonly items: readonly object[];
}

interface FastList {
  /** The list's element, and the property of the SDK's output that it becomes. */
  readonly element: string;
  readonly property: string;
  readonly item: AnyStructure;
}

/** The long lists, by the names of their commands. */
const fastLists: ReadonlyMap<string | undefined, FastList> = new Map([
  ['DescribeInstancesCommand', { element: 'reservationSet', property: 'Reservations', item: reservation }],
  ['DescribeSnapshotsCommand', { element: 'snapshotSet', property: 'Snapshots', item: snapshot }],
  ['DescribeVolumesCommand', { element: 'volumeSet', property: 'Volumes', item: volume }],
]);

/**
 * Has the long lists of EC2 read by a scan that takes what collectors use of them, ten times as fast as the SDK reads
 * everything. The scan takes the list out of the answer; signing, retries, refusals and all that is left of the answer
 * stay the SDK's, and so does every answer that is not as plain as the scan needs it.
 */
export function scanLongLists(): Pluggable<object, object> {
  const taken = new WeakMap<object, Taken>();
  const memory = new BodyMemory();

  const take: DeserializeMiddleware<object, object> =
    (next, { commandName }) =>
    async (args) => {
      const result = await next(args);
      const { response } = result;
      const fast = fastLists.get(commandName);
      if (fast === undefined || !HttpResponse.isInstance(response) || response.statusCode !== 200)
        return result;
      const { body: stream }: { readonly body?: unknown } = response;
      if (!(stream instanceof Readable)) return result;
      await memory.read(stream, (body) => {
        if (!isWhole(body)) throw incomplete(commandName);
        const list = takeList(body, fast.element, fast.item);
        if (list !== undefined) taken.set(response, { property: fast.property, items: list.items });
        response.body = list === undefined ? Buffer.from(body) : list.rest;
      });
      return result;
    };

  const give: InitializeMiddleware<object, object> = (next) => async (args) => {
    const result = await next(args);
    const list = isObject(result.response) ? taken.get(result.response) : undefined;
    return list === undefined
      ? result
      : { ...result, output: { ...result.output, [list.property]: list.items } };
  };

  return {
    applyToStack(stack) {
      stack.addRelativeTo(take, {
        name: 'takeLongList',
        relation: 'after',
        toMiddleware: 'deserializerMiddleware',
      });
      // Outermost: the SDK's logging copies all of an output, even for nobody.
      stack.add(give, { name: 'giveLongList', step: 'initialize', priority: 'high' });
    },
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** An answer that ended before its end, as a connection does that breaks: worth another try. */
function incomplete(command: string | undefined): Error {
  const error = new UnavailableError(`the answer to ${command} is not complete`);
  return Object.assign(error, { $retryable: { throttling: false } });
}
