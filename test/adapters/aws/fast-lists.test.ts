import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createClients } from '../../../adapters/aws/client.ts';
import { takeList } from '../../../adapters/aws/xml-scan.ts';
import { createEstate } from '../../../src/sandbox/aws/estate/create-estate.ts';
import { reservationsXml } from '../../../src/sandbox/aws/services/ec2/instance-xml.ts';
import {
  type Canned,
  canned,
  ec2Answer,
  type LongList,
  longLists,
  onlyScanned,
  sent,
} from './ec2-answers.ts';
import { documentOf } from './ec2-documents.ts';

const [instances] = longLists;

/** What is read of an answer in one way: the list and the rest, or that it cannot be read. */
async function readBy(scan: boolean, list: LongList, answer: Canned): Promise<object> {
  try {
    const { $metadata: _, [list.property]: read, ...rest } = await sent(list, [answer], { scan });
    return { read: onlyScanned(read, list.item), rest };
  } catch (error) {
    return { refused: error instanceof Error };
  }
}

async function expectSame(list: LongList, answer: Canned): Promise<object> {
  const scanned = await readBy(true, list, answer);
  expect(scanned).toEqual(await readBy(false, list, answer));
  return scanned;
}

const instancesAnswer = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<DescribeInstancesResponse xmlns="urn:x">${content}</DescribeInstancesResponse>`;

/** One reservation with one instance, whose tags these are. */
const tagged = (tagSet: string) =>
  instancesAnswer(
    `<reservationSet><item><instancesSet><item><tagSet>${tagSet}</tagSet></item></instancesSet></item></reservationSet>`,
  );

async function tagsIn(answer: Canned): Promise<unknown> {
  const { Reservations } = await sent(instances, [answer], { scan: true });
  return Reservations;
}

for (const list of longLists) {
  test(`scans plain answers to ${list.operation} to the same as the SDK parses`, async () => {
    await fc.assert(
      fc.asyncProperty(documentOf(list, 'plain'), async (xml) => {
        expect(takeList(Buffer.from(xml), list.element, list.item)).toBeDefined();
        await expectSame(list, canned(xml));
      }),
      { numRuns: 120 },
    );
  });

  test(`reads odd answers to ${list.operation} as the SDK does`, async () => {
    await fc.assert(
      fc.asyncProperty(documentOf(list, 'odd'), async (xml) => {
        expect(await readBy(true, list, canned(xml))).toEqual(await readBy(false, list, canned(xml)));
      }),
      { numRuns: 120 },
    );
  });

  test(`never takes a part of an answer to ${list.operation} for all of it`, async () => {
    await fc.assert(
      fc.asyncProperty(documentOf(list, 'plain'), fc.nat(), async (xml, cut) => {
        const whole = Buffer.from(xml.trimEnd());
        const part = whole.subarray(0, cut % whole.length);
        await expect(sent(list, [{ chunks: [part] }], { scan: true })).rejects.toThrow('not complete');
      }),
      { numRuns: 60 },
    );
  });
}

test('reads what EC2 writes of machines as the SDK does', async () => {
  const estate = createEstate({ seed: 3, size: 3_000, clock: { now: () => Date.UTC(2026, 10, 1) } });
  const cell = estate.cells[0];
  if (cell === undefined) throw new Error('the estate has no cells');
  const some = Array.from({ length: Math.min(150, cell.instances.size) }, (_, index) =>
    cell.instances.at(index),
  );
  const compact = instancesAnswer(
    `<requestId>a</requestId>${reservationsXml(some, cell).join('')}<nextToken>b&amp;c</nextToken>`,
  );
  const indented = compact.replaceAll('><', '>\n    <').replaceAll(/<(\w+)>\n\s+<\/\1>/g, '<$1></$1>');
  const read = await expectSame(instances, canned(compact));
  expect(read).toMatchObject({ rest: { NextToken: 'b&c' } });
  expect(await expectSame(instances, canned(indented))).toEqual(read);
  expect(takeList(Buffer.from(indented), instances.element, instances.item)?.items.length).toBeGreaterThan(
    50,
  );
});

const reservationOf = (...ids: readonly string[]) =>
  `<item><groupSet/><instancesSet>${ids.map((id) => `<item><instanceId>${id}</instanceId></item>`).join('')}</instancesSet></item>`;

test('reads every instance of a reservation', async () => {
  const xml = instancesAnswer(
    `<reservationSet>${reservationOf('i-1', 'i-2')}<item/>${reservationOf('i-3')}</reservationSet>`,
  );
  expect(await tagsIn(canned(xml))).toEqual([
    { Instances: [{ InstanceId: 'i-1' }, { InstanceId: 'i-2' }] },
    {},
    { Instances: [{ InstanceId: 'i-3' }] },
  ]);
});

test('reads characters that are cut in two, in any writing', async () => {
  const whole = Buffer.from(
    tagged('<item><key>größe–😀</key><value>&#x1F600;&#128512;&#10;&amp;lt;</value></item>'),
  );
  const chunks = Array.from(whole, (_, index) => whole.subarray(index, index + 1));
  // The SDK's own parser reads references beyond the first 65,536 characters wrongly.
  expect(await tagsIn({ chunks })).toEqual([
    { Instances: [{ Tags: [{ Key: 'größe–😀', Value: '😀😀\n&lt;' }] }] },
  ]);
});

test.each([
  ['<item><key>a</kez><value>b</value></item>'],
  ['<item><key>a</key><value>b</item></value>'],
  ['<item><key>a</key><value>b</value></item></item>'],
])('leaves what is no document to the SDK, which refuses it: %s', async (tags) => {
  expect(await expectSame(instances, canned(tagged(tags)))).toEqual({ refused: true });
});

test('leaves refusals to the SDK', async () => {
  const refusal =
    '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no &amp; never</Message></Error></Errors></Response>';
  await expect(sent(instances, [canned(refusal, 403)], { scan: true })).rejects.toMatchObject({
    name: 'UnauthorizedOperation',
    message: 'no & never',
    $metadata: { httpStatusCode: 403 },
  });
});

test('asks again for an answer that is not complete, and says so after the last time', async () => {
  const whole = tagged('<item><key>a</key><value>b</value></item>');
  const broken = canned(whole.slice(0, -40));
  const answered = await sent(instances, [broken, canned(whole)], { scan: true, attempts: 2 });
  expect(answered['Reservations']).toHaveLength(1);
  await expect(sent(instances, [broken, canned('')], { scan: true, attempts: 2 })).rejects.toMatchObject({
    name: 'UnavailableError',
    $metadata: { attempts: 2 },
  });
});

test('asks again after a connection that breaks within an answer', async () => {
  const whole = ec2Answer('DescribeInstances', { reservationSet: '', nextToken: 'more' });
  let requests = 0;
  const server = createServer((_, response) => {
    response.setHeader('content-length', Buffer.byteLength(whole));
    if (requests++ > 0) response.end(whole);
    else response.write(whole.slice(0, 100), () => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  const clients = createClients({
    account: '123456789012',
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
  });
  const ec2 = await clients.ec2();
  const { Reservations, NextToken } = await ec2.send(new DescribeInstancesCommand({}));
  ec2.destroy();
  expect({ Reservations, NextToken, requests }).toEqual({ Reservations: [], NextToken: 'more', requests: 2 });
});
