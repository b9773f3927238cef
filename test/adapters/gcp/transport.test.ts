import { once } from 'node:events';
import { OAuth2Client } from 'google-auth-library';
import { expect, test } from 'vitest';
import type { GcpSettingsInput } from '../../../adapters/gcp/settings.ts';
import {
  clientsAt,
  type GcpAnswer,
  type GcpCall,
  GcpRefusal,
  hangsUp,
  neverAnswers,
  serveGcp,
  testProject,
} from './gcp-server.ts';

const path = `/v3/projects/${testProject}`;
const project = { name: 'projects/123456789012', projectId: testProject, state: 'ACTIVE' };

const throttled = (status: number, reason: string, headers = {}): GcpRefusal =>
  new GcpRefusal(status, status === 429 ? 'RESOURCE_EXHAUSTED' : 'PERMISSION_DENIED', 'Quota exceeded.', {
    details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }],
    headers,
  });

/** Asks for a project, which is answered so, one answer after the other; the last one stays. */
async function ask(
  answers: readonly GcpAnswer[],
  settings: GcpSettingsInput = {},
  options: { readonly signal?: AbortSignal; readonly fields?: string; readonly changes?: boolean } = {},
) {
  let asked = 0;
  const next = (): GcpAnswer => answers[Math.min(asked++, answers.length - 1)] ?? {};
  const { endpoint, calls } = await serveGcp({ [`GET ${path}`]: next });
  const clients = clientsAt(endpoint, { maxAttempts: 4, ...settings }).of(testProject);
  const client = await clients.projects();
  const { signal = AbortSignal.timeout(10_000), ...how } = options;
  const answer = clients.send((call) => client.getProject({ name: `projects/${testProject}` }, call), {
    signal,
    ...how,
  });
  return { answer, calls };
}

test('an answer is what came over the wire', async () => {
  const { answer, calls } = await ask([
    { ...project, createTime: '2026-01-02T03:04:05Z', strange: { figure: 1 } },
  ]);
  expect(await answer).toEqual({ ...project, createTime: '2026-01-02T03:04:05Z', strange: { figure: 1 } });
  expect(calls).toHaveLength(1);
});

test('only the fields that are wanted are asked for, in words and without white space', async () => {
  const { answer, calls } = await ask([project], {}, { fields: 'name,projectId' });
  await answer;
  const [{ query }] = calls as readonly [GcpCall];
  expect(query.get('fields')).toBe('name,projectId');
  expect(query.get('$prettyPrint')).toBe('0');
  expect(query.has('$alt')).toBe(false);
});

test('the project that pays is named', async () => {
  const { answer, calls } = await ask([project], { quotaProject: 'acme-billing' });
  await answer;
  expect(calls[0]?.headers['x-goog-user-project']).toBe('acme-billing');
});

test.each<readonly [string, GcpAnswer]>([
  ['throttled by a 429', throttled(429, 'RATE_LIMIT_EXCEEDED')],
  ['throttled by a 403', throttled(403, 'rateLimitExceeded')],
  ['Google failed', new GcpRefusal(503, 'UNAVAILABLE')],
  ['a gateway failed', new GcpRefusal(502, 'BAD_GATEWAY')],
  ['the connection broke', hangsUp],
  ['the answer was cut off', '{"name": "projects/1234'],
])('%s: it is tried again', async (_why, answer) => {
  const { answer: given, calls } = await ask([answer, answer, project]);
  expect(await given).toEqual(project);
  expect(calls).toHaveLength(3);
});

test.each<readonly [string, GcpAnswer, string]>([
  ['throttled', throttled(429, 'RATE_LIMIT_EXCEEDED'), 'ThrottledError'],
  ['Google fails', new GcpRefusal(500, 'INTERNAL'), 'UnavailableError'],
  ['the connection breaks', hangsUp, 'UnavailableError'],
  ['the answer is cut off', '{"name": ', 'ProtocolError'],
  ['the answer is a page of HTML', '<html>', 'ProtocolError'],
])('%s every time: attempts are bounded', async (_why, answer, error) => {
  const { answer: given, calls } = await ask([answer]);
  await expect(given).rejects.toMatchObject({ name: error });
  expect(calls).toHaveLength(4);
});

test.each<readonly [string, GcpRefusal, string]>([
  ['denied', new GcpRefusal(403, 'PERMISSION_DENIED'), 'DeniedError'],
  ['not found', new GcpRefusal(404, 'NOT_FOUND'), 'NotFoundError'],
  ['changed meanwhile', new GcpRefusal(412, 'FAILED_PRECONDITION'), 'ConflictError'],
  ['a wrong request', new GcpRefusal(400, 'INVALID_ARGUMENT'), 'RejectedError'],
])('%s: it is not tried again', async (_why, answer, error) => {
  const { answer: given, calls } = await ask([answer]);
  await expect(given).rejects.toMatchObject({ name: error });
  expect(calls).toHaveLength(1);
});

test('who asks for more patience than there is, is told of with how long it asked for', async () => {
  const { answer, calls } = await ask([throttled(429, 'RATE_LIMIT_EXCEEDED', { 'retry-after': '3600' })]);
  await expect(answer).rejects.toMatchObject({ name: 'ThrottledError', retryAfterMs: 3_600_000 });
  expect(calls).toHaveLength(1);
});

test('a change is tried again only where Google did not take it', async () => {
  const failed = await ask([new GcpRefusal(503, 'UNAVAILABLE'), project], {}, { changes: true });
  await expect(failed.answer).rejects.toMatchObject({ name: 'UnavailableError' });
  expect(failed.calls).toHaveLength(1);
  const refused = await ask([throttled(429, 'RATE_LIMIT_EXCEEDED'), project], {}, { changes: true });
  expect(await refused.answer).toEqual(project);
});

test('a call that is called off ends at once, before an answer', async () => {
  const controller = new AbortController();
  const { answer, calls } = await ask([neverAnswers], {}, { signal: controller.signal });
  const error = answer.catch((reason: unknown) => reason);
  await untilAsked(calls);
  controller.abort();
  expect(await error).toMatchObject({ name: 'AbortError' });
});

test('a call that is called off ends while it waits to be tried again', async () => {
  const controller = new AbortController();
  const wait = throttled(429, 'RATE_LIMIT_EXCEEDED', { 'retry-after': '60' });
  const { answer, calls } = await ask([wait], {}, { signal: controller.signal });
  const error = answer.catch((reason: unknown) => reason);
  await untilAsked(calls);
  controller.abort();
  expect(await error).toMatchObject({ name: 'AbortError' });
});

test('a call that was called off before is not made', async () => {
  const { answer, calls } = await ask([project], {}, { signal: AbortSignal.abort() });
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  expect(calls).toEqual([]);
});

test('who does not answer in time is given up', async () => {
  const { answer, calls } = await ask([neverAnswers], { requestTimeoutMs: 100, maxAttempts: 2 });
  await expect(answer).rejects.toMatchObject({ name: 'UnavailableError' });
  expect(calls).toHaveLength(2);
});

test('a token that is not taken is renewed once', async () => {
  const { endpoint, calls } = await serveGcp({ [`GET ${path}`]: project });
  const tokens = ['token-of-yesterday', 'token-of-test'];
  const authClient = new OAuth2Client();
  authClient.refreshHandler = async () => ({
    access_token: tokens.shift() ?? 'token-of-tomorrow',
    expiry_date: Date.now() + 3_600_000,
  });
  const clients = clientsAt(endpoint, { accessToken: undefined, authClient }).of(testProject);
  const client = await clients.projects();
  const name = `projects/${testProject}`;
  const signal = AbortSignal.timeout(10_000);
  expect(await clients.send((options) => client.getProject({ name }, options), { signal })).toEqual(project);
  expect(calls.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-of-yesterday',
    'Bearer token-of-test',
  ]);
});

test('calls beside each other get each its own answer', async () => {
  const { endpoint } = await serveGcp({ 'GET /v3/projects/*': ({ path: asked }) => ({ asked }) });
  const clients = clientsAt(endpoint).of(testProject);
  const client = await clients.projects();
  const names = Array.from({ length: 40 }, (_, index) => `projects/acme-${index}`);
  const signal = AbortSignal.timeout(10_000);
  const answers = await Promise.all(
    names.map((name) => clients.send((options) => client.getProject({ name }, options), { signal })),
  );
  expect(answers).toEqual(names.map((name) => ({ asked: `/v3/${name}` })));
});

test('calls of a project keep to its rate, and those of another to theirs', async () => {
  const { endpoint } = await serveGcp({ 'GET /v3/projects/*': {} });
  const all = clientsAt(endpoint, { callsPerSecond: { cloudresourcemanager: 0.001 } });
  const signal = AbortSignal.timeout(10_000);
  const askOf = async (id: string, ends: AbortSignal): Promise<unknown> => {
    const clients = all.of(id);
    const client = await clients.projects();
    return clients.send((options) => client.getProject({ name: `projects/${id}` }, options), {
      signal: ends,
    });
  };
  expect(await askOf('acme-first', signal)).toEqual({});
  const controller = new AbortController();
  const waiting = askOf('acme-first', controller.signal).catch((reason: unknown) => reason);
  expect(await askOf('acme-second', signal)).toEqual({});
  controller.abort();
  expect(await waiting).toMatchObject({ name: 'AbortError' });
});

/** Waits until the server has been asked. */
async function untilAsked(calls: readonly GcpCall[]): Promise<void> {
  const ticks = new EventTarget();
  while (calls.length === 0) {
    setTimeout(() => ticks.dispatchEvent(new Event('tick')), 5);
    await once(ticks, 'tick');
  }
}
