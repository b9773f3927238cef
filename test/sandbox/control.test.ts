import { expect, onTestFinished, test } from 'vitest';
import { type Sandbox, startSandbox, type Truth } from '../../src/sandbox/sandbox.ts';
import { sandboxOf, startedAt } from './aws/services/support.ts';

async function open(size = 500): Promise<Sandbox> {
  const sandbox = await sandboxOf(size);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

async function ask(sandbox: Sandbox, method: string, path: string, body?: unknown) {
  const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, {
    method,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}

function lines(text: string): readonly Truth[] {
  // The sandbox writes one truth a line.
  return text.split('\n').flatMap((line) => (line === '' ? [] : (JSON.parse(line) as Truth)));
}

test('tells what is to be found, and on demand of every resource', async () => {
  const sandbox = await open();
  const found = lines((await ask(sandbox, 'GET', 'truth')).text);
  const all = lines((await ask(sandbox, 'GET', 'truth?all')).text);
  expect(all).toEqual([...sandbox.truths()]);
  // The accounts come on top of the size that was asked for.
  expect(all.length).toBe(500 + 3);
  expect(found).toEqual(all.filter(({ rules, undecidable }) => rules.length + undecidable.length > 0));
  expect(found.length).toBeLessThan(all.length);
});

test('streams what is true of a large estate', async () => {
  const sandbox = await open(60_000);
  expect(lines((await ask(sandbox, 'GET', 'truth?all')).text).length).toBe(60_003);
});

test('switches faults', async () => {
  const sandbox = await open();
  const faults = [{ type: 'throttle', service: 'ec2', share: 0.5 }];
  expect((await ask(sandbox, 'PUT', 'faults', faults)).status).toBe(200);
  expect(JSON.parse((await ask(sandbox, 'GET', 'faults')).text)).toEqual(faults);
  expect(sandbox.faults.list()).toEqual(faults);
});

test('moves the clock', async () => {
  const sandbox = await open();
  await ask(sandbox, 'POST', 'clock', { advanceMs: 86_400_000 });
  expect(JSON.parse((await ask(sandbox, 'GET', 'clock')).text)).toEqual({
    now: startedAt + 86_400_000,
    movedMs: 86_400_000,
  });
});

test('switches limits, and tells and forgets what was asked', async () => {
  const sandbox = await open();
  await ask(sandbox, 'PUT', 'limits', { mode: 'strict' });
  expect(sandbox.aws.limits.mode).toBe('strict');
  sandbox.requests.count('ec2', 'DescribeInstances', 'ok');
  expect(JSON.parse((await ask(sandbox, 'GET', 'requests')).text)).toHaveLength(1);
  await ask(sandbox, 'DELETE', 'requests');
  expect(sandbox.requests.list()).toEqual([]);
});

test.each([
  ['PUT', 'faults', [{ type: 'earthquake' }], 400],
  ['PUT', 'faults', '{', 400],
  ['POST', 'clock', { advanceMs: -1 }, 400],
  ['PUT', 'limits', { mode: 'none' }, 400],
  ['GET', 'nothing', undefined, 404],
])('refuses %s %s with %j', async (method, path, body, status) => {
  expect((await ask(await open(), method, path, body)).status).toBe(status);
});

test('takes the port it is told, and refuses one that is taken', async () => {
  const sandbox = await open();
  await expect(startSandbox({ seed: 1, size: 50, port: sandbox.port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
