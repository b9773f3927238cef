import { Readable } from 'node:stream';
import {
  DescribeInstancesCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { HttpResponse } from '@smithy/core/transport';
import type { MiddlewareStack } from '@smithy/types';
import { scanLongLists } from '../../../adapters/aws/fast-lists.ts';
import { reservation, snapshot, volume } from '../../../adapters/aws/reading/ec2-lists.ts';
import type { AnyStructure } from '../../../adapters/aws/xml-structure.ts';
import { named, xml } from './aws-server.ts';

/** An answer of EC2, whose lists are elements called `item`. */
export function ec2Answer(operation: string, content: object): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">\n    <requestId>7a62c49f</requestId>${xml(content)}</${operation}Response>`;
}

export function items(list: readonly unknown[]): object {
  return named('item', list);
}

/** The lists that are scanned: their commands, elements and structures. */
export const longLists = [
  {
    operation: 'DescribeInstances',
    command: () => new DescribeInstancesCommand({}),
    element: 'reservationSet',
    property: 'Reservations',
    item: reservation,
  },
  {
    operation: 'DescribeVolumes',
    command: () => new DescribeVolumesCommand({}),
    element: 'volumeSet',
    property: 'Volumes',
    item: volume,
  },
  {
    operation: 'DescribeSnapshots',
    command: () => new DescribeSnapshotsCommand({}),
    element: 'snapshotSet',
    property: 'Snapshots',
    item: snapshot,
  },
] as const;

export type LongList = (typeof longLists)[number];

export interface Canned {
  readonly status?: number;
  readonly chunks: readonly Uint8Array[];
}

export function canned(answer: string, status = 200): Canned {
  return { status, chunks: [Buffer.from(answer)] };
}

/** What the SDK makes of canned answers, one an attempt, with the scan and without. */
export async function sent(
  list: LongList,
  answers: readonly Canned[],
  options: { readonly scan: boolean; readonly attempts?: number },
): Promise<Readonly<Record<string, unknown>>> {
  let next = 0;
  const client = new EC2Client({
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1:9',
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    maxAttempts: options.attempts ?? 1,
    requestHandler: {
      handle: () => {
        const answer = answers[next++];
        if (answer === undefined) throw new Error('no answer is left');
        const body = Readable.from(answer.chunks);
        return Promise.resolve({
          response: new HttpResponse({ statusCode: answer.status ?? 200, headers: {}, body }),
        });
      },
    },
  });
  // The stack takes middleware that is indifferent to input and output; its type is invariant in both.
  const stack = client.middlewareStack as MiddlewareStack<object, object>;
  if (options.scan) stack.use(scanLongLists());
  const output: object = await client.send<never, never>(list.command() as never);
  return { ...output };
}

/** A value of the SDK's less all that the scan does not read. */
export function onlyScanned(value: unknown, of: AnyStructure): unknown {
  if (Array.isArray(value)) return value.map((item) => onlyScanned(item, of));
  if (typeof value !== 'object' || value === null) return value;
  const known = new Map(fieldsOf(of).map((field) => [field.as, field]));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => known.has(name))
      .map(([name, inner]) => {
        const structure = known.get(name)?.of;
        return [name, structure === undefined ? inner : onlyScanned(inner, structure)];
      }),
  );
}

/** The fields of a structure, in no order. */
export function fieldsOf({ byHash }: AnyStructure) {
  return [...byHash.values()];
}
