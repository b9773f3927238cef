import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { runDocumentSchema } from '../../reports/json-schema.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { cli, startCli } from '../fixtures/cli.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const config = `import { defineConfig } from 'bursar';
import { aws } from 'bursar/aws';

export default defineConfig({ providers: [aws({ regions: ['us-east-1', 'eu-west-1'], maxAttempts: 3 })] });
`;

/** A sandbox, and a folder whose config governs it by the SDK's own environment, as it would any other emulator. */
async function estate(options: Partial<SandboxOptions> = {}): Promise<{
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}> {
  const sandbox = await startSandbox({ seed: 3, size: 200, ...options });
  onTestFinished(() => sandbox.close());
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, 'bursar.config.ts'), config);
  const { accessKeyId, secretAccessKey } = sandbox.credentials();
  const env = {
    AWS_ENDPOINT_URL: sandbox.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return { sandbox, cwd, env };
}

async function pass(cwd: string, env: Readonly<Record<string, string>>) {
  const { code, stdout, stderr } = await cli(['run', '--quiet', '--format', 'json'], { cwd, env });
  return { code, stderr, document: runDocumentSchema.parse(JSON.parse(stdout)) };
}

test('a real account by AWS_ENDPOINT_URL and the ordinary credentials, reporting only', async () => {
  const { cwd, env } = await estate();
  const { code, document } = await pass(cwd, env);
  expect(code).toBe(0);
  expect(document.run.mode).toBe('report');
  expect(document.plan.steps).toEqual([]);
  expect(document.scopes.map(({ region, status }) => `${region} ${status}`)).toEqual([
    'us-east-1 ok',
    'eu-west-1 ok',
    'global ok',
  ]);
});

test('a denied region is a failed scope, named, with exit code 1; its findings stay, stale', async () => {
  const { sandbox, cwd, env } = await estate();
  const before = await pass(cwd, env);
  sandbox.faults.set([{ type: 'deny', region: 'eu-west-1' }]);
  const after = await pass(cwd, env);
  expect(after.code).toBe(1);
  const denied = after.document.scopes.find(({ region }) => region === 'eu-west-1');
  expect(denied).toMatchObject({ status: 'failed', error: expect.stringMatching(/denied|not authorized/i) });
  expect(after.document.inventory.total).toBe(before.document.inventory.total);
  const inRegion = (document: typeof after.document) =>
    document.findings.filter(({ region }) => region === 'eu-west-1').map(({ fingerprint }) => fingerprint);
  expect(inRegion(after.document)).toEqual(inRegion(before.document));
});

test('credentials that AWS does not know are told in words, with exit code 1', async () => {
  const { cwd, env } = await estate();
  const { code, document } = await pass(cwd, { ...env, AWS_ACCESS_KEY_ID: 'AKIAUNKNOWN000000000' });
  expect(code).toBe(1);
  expect(document.scopes).toMatchObject([
    { status: 'failed', error: expect.stringContaining('InvalidClientTokenId') },
  ]);
});

test('a page token that repeats ends its list with an error, and not in a circle', async () => {
  const { sandbox, cwd, env } = await estate({ size: 60_000 });
  await writeFile(
    join(cwd, 'bursar.config.ts'),
    config.replace('maxAttempts: 3', "maxAttempts: 3, kinds: ['volume']"),
  );
  sandbox.faults.set([{ type: 'repeat-token', operation: 'DescribeVolumes' }]);
  const { code, document } = await pass(cwd, env);
  expect(code).toBe(1);
  expect(document.scopes.map(({ error }) => error).join()).toMatch(/came a second time/);
});

test('throttling now and then is ridden out', async () => {
  const { sandbox, cwd, env } = await estate();
  sandbox.faults.set([{ type: 'throttle', share: 0.2 }]);
  const { code, document } = await pass(cwd, env);
  expect(document.scopes.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
  expect(code).toBe(0);
});

test('killed at any moment, the next start goes on with a sound store', { timeout: 60_000 }, async () => {
  const { cwd, env } = await estate({ size: 3_000 });
  for (const delayMs of [300, 500, 700, 900]) {
    const child = startCli(['run', '--quiet', '--format', 'json'], { cwd, env });
    // Taken from the start: a pass that is faster than this has ended by itself.
    const closed = once(child, 'close');
    child.stdout?.resume();
    child.stderr?.resume();
    await sleep(delayMs);
    child.kill('SIGKILL');
    await closed;
  }
  const { code, document } = await pass(cwd, env);
  expect(code).toBe(0);
  expect(document.scopes.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
  const again = await pass(cwd, env);
  expect(again.document.findings.length).toBe(document.findings.length);
});

test('Ctrl-C while it stays up stops it, with exit code 0', async () => {
  const { cwd, env } = await estate();
  const child = startCli(['start'], { cwd, env });
  child.stdout?.resume();
  let told = '';
  let stopping = false;
  child.stderr?.on('data', (piece: Buffer) => {
    told += piece.toString();
    if (stopping || !told.includes('staying up')) return;
    stopping = child.kill('SIGINT');
  });
  const [code] = await once(child, 'close');
  expect([code, told]).toEqual([0, expect.stringContaining('stopped')]);
});

test.each([
  ['run', 1, 'stopped before it was done'],
  ['start', 0, 'stopped'],
] as const)(
  '%s, told to stop in the middle of a pass, exits with %i at once',
  async (command, expected, word) => {
    const { sandbox, cwd, env } = await estate();
    sandbox.faults.set([{ type: 'latency', ms: 2_000 }]);
    const child = startCli([command], { cwd, env });
    child.stdout?.resume();
    let told = '';
    child.stderr?.on('data', (piece: Buffer) => {
      if (told === '') setTimeout(() => child.kill('SIGTERM'), 500);
      told += piece.toString();
    });
    const [code] = await once(child, 'close');
    expect([code, told]).toEqual([expected, expect.stringContaining(`${word}\n`)]);
  },
);
