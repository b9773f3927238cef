import { expect, test } from 'vitest';
import { type AzureAnswer, type AzureCall, refusal, serveAzure } from './azure-server.ts';
import { collected, collectorOf, connected, testContext, testScope } from './connected.ts';
import { document } from './documents.ts';

const disks = [
  document(
    'Microsoft.Compute/disks/a',
    { diskState: 'Unattached', diskSizeGB: 1 },
    { sku: { name: 'Premium_LRS' } },
  ),
];

/** Answers the first so many calls for disks otherwise. */
function firstCalls(count: number, answer: (call: AzureCall) => AzureAnswer) {
  return (call: AzureCall, calls: readonly AzureCall[]) =>
    call.path.endsWith('/disks') && calls.filter(({ path }) => path === call.path).length <= count
      ? answer(call)
      : undefined;
}

async function disksOf(instead: ReturnType<typeof firstCalls>, settings: object = {}) {
  const server = await serveAzure({ documents: disks, instead });
  const connection = await connected(server, { inventory: 'arm', ...settings });
  return { server, result: await collected(connection, 'volume', [testScope()]) };
}

test.each([
  ['throttled', () => refusal(429, 'TooManyRequests', 'slow down', { 'retry-after': '0' })],
  ['failed', () => refusal(500, 'InternalServerError')],
  ['away', () => refusal(503, 'ServiceUnavailable', 'later', { 'retry-after': '0' })],
  ['cut off', () => ({ status: 200, body: { value: [] }, cut: true })],
])('a call that was %s is tried again', async (_, answer) => {
  const { server, result } = await disksOf(firstCalls(2, answer));
  expect(result.resources).toHaveLength(1);
  expect(server.calls).toHaveLength(3);
});

test.each([
  [429, 'ThrottledError'],
  [500, 'UnavailableError'],
])('after the last attempt a %i is told as a %s', async (status, name) => {
  const instead = firstCalls(99, () => refusal(status, 'Sorry', 'sorry', { 'retry-after': '0' }));
  await expect(disksOf(instead, { maxAttempts: 3 })).rejects.toMatchObject({ name });
});

test('what Azure refuses for good is not tried again', async () => {
  let calls = 0;
  const instead = firstCalls(99, () => {
    calls++;
    return refusal(
      403,
      'AuthorizationFailed',
      "may not perform action 'Microsoft.Compute/disks/read' over scope",
    );
  });
  await expect(disksOf(instead)).rejects.toMatchObject({
    name: 'DeniedError',
    permission: 'Microsoft.Compute/disks/read',
  });
  expect(calls).toBe(1);
});

test('nobody waits for longer than a pass may take', async () => {
  const instead = firstCalls(99, () => refusal(429, 'TooManyRequests', 'x', { 'retry-after': '3600' }));
  await expect(disksOf(instead)).rejects.toMatchObject({ name: 'ThrottledError', retryAfterMs: 3_600_000 });
});

test('an answer that does not come is given up, and the call tried again', async () => {
  const server = await serveAzure({ documents: disks });
  const connection = await connected(
    { url: 'https://127.0.0.1:9', ca: server.ca },
    { inventory: 'arm', maxAttempts: 2 },
  );
  await expect(collected(connection, 'volume', [testScope()])).rejects.toMatchObject({
    name: 'UnavailableError',
  });
});

test('a stop ends what is under way and what waits, as a stop and not as a failure', async () => {
  const stop = new AbortController();
  const server = await serveAzure({
    documents: disks,
    instead(call) {
      if (!call.path.endsWith('/disks')) return undefined;
      stop.abort(new Error('stopped'));
      return refusal(429, 'TooManyRequests', 'x', { 'retry-after': '60' });
    },
  });
  const connection = await connected(server, { inventory: 'arm' });
  const pages = collectorOf(connection, 'volume').pages(testScope(), stop.signal);
  await expect(pages[Symbol.asyncIterator]().next()).rejects.toThrow();
});

test('a second page that is elsewhere gets neither the call nor the token', async () => {
  const elsewhere = await serveAzure();
  const instead = (call: AzureCall) =>
    call.path.endsWith('/disks')
      ? { status: 200, body: { value: [], nextLink: `${elsewhere.url}/more?api-version=1` } }
      : undefined;
  await expect(disksOf(instead)).rejects.toMatchObject({ name: 'ProtocolError' });
  expect(elsewhere.calls).toEqual([]);
});

test('a list that goes round in a circle is broken off', async () => {
  const instead = (call: AzureCall) =>
    call.path.endsWith('/disks')
      ? { status: 200, body: { value: [], nextLink: '/again?api-version=1' } }
      : undefined;
  const server = await serveAzure({
    documents: disks,
    instead: (call) =>
      call.path === '/again'
        ? { status: 200, body: { value: [], nextLink: '/again?api-version=1' } }
        : instead(call),
  });
  const connection = await connected(server, { inventory: 'arm' }, testContext());
  await expect(collected(connection, 'volume', [testScope()])).rejects.toMatchObject({
    name: 'ProtocolError',
  });
});

test('signs in once for all calls', async () => {
  const { server } = await disksOf(() => undefined);
  expect(new Set(server.calls.map(({ authorization }) => authorization)).size).toBe(1);
});
