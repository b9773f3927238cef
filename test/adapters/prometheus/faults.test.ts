import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { PrometheusSettingsInput } from '../../../adapters/prometheus/index.ts';
import { prometheusSettings } from '../../../adapters/prometheus/settings.ts';
import type { SeriesResult } from '../../../src/core/adapter.ts';
import { systemClock } from '../../../src/core/time.ts';
import { createCertificate } from '../../../src/sandbox/certificate.ts';
import { machine } from '../../fixtures/resources.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { found, refused, strictServer } from './strict-server.ts';
import { ask, checksOf, connected, hour, pointsOf } from './support.ts';

const endAt = Date.UTC(2026, 5, 1);
const asked = { signal: 'gpu-utilization', startAt: endAt - 3 * hour, endAt };
const ones = [1, 1, 1];

function settingsFor(url: string, rest: Partial<PrometheusSettingsInput> = {}): PrometheusSettingsInput {
  return { url, resources: [{ label: 'Hostname', from: 'name' }], ...rest };
}

function machines(count: number): readonly ReturnType<typeof machine>[] {
  return Array.from({ length: count }, (_, index) => machine(`vm-${index}`));
}

function errorOf(result: SeriesResult | undefined): string | undefined {
  return result !== undefined && 'error' in result
    ? `${result.error.name}: ${result.error.message}`
    : undefined;
}

/** What one query comes to that is always answered so. */
async function refusedWith(
  answer: Parameters<typeof strictServer>[0],
  rest: Partial<PrometheusSettingsInput> = {},
): Promise<{ readonly error: string | undefined; readonly queries: number }> {
  const { url, taken } = await strictServer(answer);
  const [result] = await ask(await connected(settingsFor(url, rest)), machines(1), asked);
  return { error: errorOf(result)?.replaceAll(/127\.0\.0\.1:\d+/g, 'host'), queries: taken.length };
}

test('asks for the end of each point, by the matchers of the resources and those that are fixed', async () => {
  const { url, taken } = await strictServer((query) => found(query, query.asked));
  const connection = await connected(settingsFor(url, { matchers: { cluster: 'e"u' } }));
  const results = await ask(connection, machines(2), asked);
  expect(results.map(pointsOf)).toEqual([ones, ones]);
  expect(taken).toMatchObject([{ method: 'GET', instants: [1, 2, 3].map((n) => asked.startAt + n * hour) }]);
  expect(taken[0]?.query).toContain(
    'avg_over_time(DCGM_FI_DEV_GPU_UTIL{cluster="e\\"u",Hostname=~"vm-0|vm-1"}[3599999ms])',
  );
});

test('what is too long for an address is posted', async () => {
  const { url, taken } = await strictServer((query) => found(query, query.asked));
  const connection = await connected(settingsFor(url, { resourcesPerQuery: 200 }));
  const results = await ask(connection, machines(500), asked);
  expect(results.every((result) => pointsOf(result)?.length === 3)).toBe(true);
  expect(taken.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
});

test.each([
  ['401', { status: 401, body: 'who are you' }, 'DeniedError: host: HTTP 401', 1],
  ['403', refused(403, 'forbidden', 'no'), 'DeniedError: host: forbidden: no', 1],
  ['400', refused(400, 'bad_data', 'parse error'), 'RejectedError: host: bad_data: parse error', 1],
  [
    'another server',
    { status: 404, body: '<html>' },
    'RejectedError: host: HTTP 404: there is no Prometheus at this URL',
    1,
  ],
  [
    'a redirect',
    { status: 302, body: '', headers: { Location: 'http://192.0.2.1/' } },
    'RejectedError: host: HTTP 302: there is no Prometheus at this URL',
    1,
  ],
  [
    '422',
    refused(422, 'execution', 'too many samples'),
    'UnavailableError: host: execution: too many samples',
    1,
  ],
  [
    'a time-out of its own',
    refused(503, 'timeout', 'query timed out'),
    'UnavailableError: host: timeout: query timed out',
    1,
  ],
  ['503', refused(503, 'unavailable', 'starting'), 'UnavailableError: host: unavailable: starting', 2],
  ['500', { status: 500, body: '' }, 'UnavailableError: host: HTTP 500', 2],
  ['429', { status: 429, body: '', headers: { 'Retry-After': '0' } }, 'ThrottledError: host: HTTP 429', 2],
  ['a broken line', 'hang up', 'UnavailableError: host: no connection (ECONNRESET)', 2],
  ['no JSON', { status: 200, body: 'ok' }, "ProtocolError: host: this is no answer of Prometheus'", 1],
  [
    'JSON of another kind',
    { status: 200, body: { status: 'success', data: { resultType: 'vector', result: [] } } },
    "ProtocolError: host: this is no answer of Prometheus'",
    1,
  ],
] as const)('%s is told in the words of the port', async (_, answer, error, queries) => {
  expect(await refusedWith(() => answer, { maxAttempts: 2 })).toEqual({ error, queries });
});

test('an answer of which a part is missing is none', async () => {
  expect(await refusedWith((query) => found(query, query.asked, { isPartial: true }))).toMatchObject({
    error: 'UnavailableError: host: some of its storage did not answer',
  });
});

test('a value beside the grid breaks the contract', async () => {
  const { error } = await refusedWith(({ instants, ...query }) =>
    found({ ...query, instants: instants.map((at) => at + 1_000) }, query.asked),
  );
  expect(error).toMatch(/^ProtocolError: host: a value at \d+ is not of the time that was asked for$/);
});

test('a server that is away comes back', async () => {
  let calls = 0;
  const { url } = await strictServer((query) =>
    ++calls < 3 ? refused(503, 'unavailable', 'starting') : found(query, query.asked),
  );
  const [result] = await ask(await connected(settingsFor(url)), machines(1), asked);
  expect(pointsOf(result)).toEqual(ones);
});

test('what is too much at once is asked for in halves; what is too much alone fails alone', async () => {
  const { url, taken } = await strictServer((query) =>
    query.asked.length > 3 || query.asked.includes('vm-6')
      ? refused(422, 'execution', 'too many samples')
      : found(query, query.asked),
  );
  const results = await ask(await connected(settingsFor(url)), machines(8), asked);
  expect(results.map(pointsOf)).toEqual(
    Array.from({ length: 8 }, (_, index) => (index === 6 ? 'UnavailableError' : ones)),
  );
  expect(Math.max(...taken.map((query) => query.asked.length))).toBe(8);
});

test('a batch that fails leaves the others', async () => {
  const { url } = await strictServer((query) =>
    query.asked.includes('vm-0') ? refused(400, 'bad_data', 'odd') : found(query, query.asked),
  );
  const results = await ask(await connected(settingsFor(url, { resourcesPerQuery: 2 })), machines(4), asked);
  expect(results.map(pointsOf)).toEqual(['RejectedError', 'RejectedError', ones, ones]);
});

test('a server that does not answer is left alone after a few queries', async () => {
  const { url, taken } = await strictServer(() => 'silence');
  const connection = await connected(
    settingsFor(url, { resourcesPerQuery: 1, concurrency: 1, requestTimeoutMs: 100 }),
  );
  const results = await ask(connection, machines(20), asked);
  expect(new Set(results.map(pointsOf))).toEqual(new Set(['UnavailableError']));
  expect(taken).toHaveLength(3);
  expect(errorOf(results.at(-1))).toContain('not asked any more');
  // The next pass begins anew.
  await ask(connection, machines(1), asked);
  expect(taken).toHaveLength(4);
});

test('stops when it is told to, whatever it waits for', async () => {
  for (const answer of ['silence', { status: 503, body: '' }] as const) {
    const stopping = new AbortController();
    const { url } = await strictServer(() => {
      setImmediate(() => stopping.abort(new Error('told to stop')));
      return answer;
    });
    const connection = await connected(settingsFor(url, { maxAttempts: 10 }));
    const asking = ask(connection, machines(1), asked, { signal: stopping.signal });
    await expect(asking).rejects.toThrow(/told to stop|aborted/);
  }
});

test('an address where nothing listens is told by doctor, with what to do', async () => {
  const checks = await checksOf(await connected(settingsFor('http://127.0.0.1:1', { maxAttempts: 1 })));
  expect(checks).toMatchObject([{ status: 'failed', remedy: expect.stringContaining('url') }]);
  expect(checks[0]?.detail).toMatch(/no connection/);
});

test('a certificate of an authority of its own is trusted when that authority is given, and not before', async () => {
  const certificate = await createCertificate(systemClock);
  const { url, taken } = await strictServer((query) => found(query, query.asked), certificate);
  const [refusal] = await ask(await connected(settingsFor(url)), machines(1), asked);
  expect(errorOf(refusal)).toMatch(
    /^DeniedError: .* its certificate is not trusted \(\w+\); give its authority/,
  );
  expect(taken).toEqual([]);
  const file = join(await temporaryFolder(), 'ca.pem');
  await writeFile(file, certificate.cert);
  const [result] = await ask(await connected(settingsFor(url, { ca: { file } })), machines(1), asked);
  expect(pointsOf(result)).toEqual(ones);
  const nowhere = await connected(settingsFor(url, { ca: { file: '/nowhere/ca.pem' } }));
  const [missing] = await ask(nowhere, machines(1), asked);
  expect(errorOf(missing)).toBe('DeniedError: the certificate authorities in /nowhere/ca.pem cannot be read');
});

test('secrets are read from where they are, sent, and shown to nobody', async () => {
  vi.stubEnv('TEST_PROMETHEUS_TENANT', 'tenant-7');
  const file = join(await temporaryFolder(), 'token');
  await writeFile(file, 'first-token\n');
  const { url, taken } = await strictServer(() => ({ status: 401, body: 'no' }));
  const connection = await connected(
    settingsFor(url, {
      bearerToken: { file },
      headers: { 'X-Scope-OrgID': { env: 'TEST_PROMETHEUS_TENANT' }, 'X-Plain': 'yes' },
    }),
  );
  const [first] = await ask(connection, machines(1), asked);
  await writeFile(file, 'second-token');
  await ask(connection, machines(1), asked);
  expect(taken.map(({ headers }) => headers['authorization'])).toEqual([
    'Bearer first-token',
    'Bearer second-token',
  ]);
  expect(taken[0]?.headers).toMatchObject({ 'x-scope-orgid': 'tenant-7', 'x-plain': 'yes' });
  expect(errorOf(first)).not.toMatch(/token|tenant/);

  vi.stubEnv('TEST_PROMETHEUS_PASSWORD', 'pa:ss wörd');
  const basic = { username: 'ada', password: { env: 'TEST_PROMETHEUS_PASSWORD' } };
  await ask(await connected(settingsFor(url, { basicAuth: basic })), machines(1), asked);
  const sent = Buffer.from(taken[2]?.headers['authorization']?.slice('Basic '.length) ?? '', 'base64');
  expect(sent.toString()).toBe('ada:pa:ss wörd');
  vi.unstubAllEnvs();
});

test.each([
  [
    { env: 'TEST_PROMETHEUS_NOTHING' },
    'there is no secret in the environment variable TEST_PROMETHEUS_NOTHING',
  ],
  [{ file: '/nowhere/token' }, 'the secret in /nowhere/token cannot be read'],
])('a secret that is not there is said to be missing: %j', async (bearerToken, message) => {
  const { url, taken } = await strictServer(() => 'silence');
  const [result] = await ask(await connected(settingsFor(url, { bearerToken })), machines(1), asked);
  expect(errorOf(result)).toBe(`DeniedError: ${message}`);
  expect(taken).toEqual([]);
});

test('a template is filled in whatever the values hold, and nothing else of it is touched', async () => {
  const { url, taken } = await strictServer((query) => found(query, []));
  const queries = {
    odd: { average: 'label_replace(x{a="$matches",$match}[$step], "$1", "$by", "", "$steps")' },
  };
  await ask(await connected(settingsFor(url, { queries })), [machine('$by$&')], { ...asked, signal: 'odd' });
  expect(taken[0]?.query).toBe(
    'label_replace(x{a="$matches",Hostname=~"\\\\$by\\\\$&"}[3599999ms], "$1", "Hostname", "", "$steps")',
  );
});

test.each([
  [{}, 'url'],
  [{ url: 'ftp://host' }, 'url'],
  [{ url: 'http://ada:secret@host' }, 'url'],
  [{ url: 'http://host', bearerToken: 'secret' }, 'bearerToken'],
  [{ url: 'http://host', resources: [{ label: 'a-b', from: 'name' }] }, 'resources.0.label'],
  [{ url: 'http://host', resources: [{ label: 'a', from: 'tag:' }] }, 'resources.0.from'],
  [{ url: 'http://host', queries: { x: { average: 'up' } } }, 'queries.x'],
  [{ url: 'http://host', queries: { x: {} } }, 'queries.x'],
  [{ url: 'http://host', name: 'Two Words' }, 'name'],
  [{ url: 'http://host', nope: 1 }, ''],
])('settings that are wrong are told where: %j', (settings, path) => {
  const issues = prometheusSettings.safeParse(settings).error?.issues ?? [];
  expect(issues.map((issue) => issue.path.join('.'))[0]).toContain(path);
  expect(JSON.stringify(issues)).not.toContain('secret@');
});
