import { ClientSecretCredential } from '@azure/identity';
import type { Population } from '../../../src/sandbox/population.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/sandbox.ts';

/** The instant at which the sandboxes of these tests start. */
export const startedAt = Date.UTC(2026, 10, 23, 10, 7, 30);

export const dayMs = 86_400_000;

/** A sandbox of Azure alone, whose time stands still. */
export function azureSandbox(size: number, options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({ seed: 11, size, clouds: ['azure'], clock: { now: () => startedAt }, ...options });
}

/** What a client is made with besides its credential: no retries, so that each refusal is seen. */
export function clientOptions({ azure }: Sandbox) {
  return {
    endpoint: azure.url,
    tlsOptions: { ca: azure.certificate },
    retryOptions: { maxRetries: 0 },
  };
}

/** What a credential is made with. */
export function signInOptions({ azure }: Sandbox) {
  return {
    authorityHost: azure.url,
    disableInstanceDiscovery: true,
    tlsOptions: { ca: azure.certificate },
    retryOptions: { maxRetries: 0 },
  };
}

/** The sandbox's application, by its secret. */
export function credentialOf(sandbox: Sandbox): ClientSecretCredential {
  const { tenantId, clientId, clientSecret } = sandbox.azure;
  return new ClientSecretCredential(tenantId, clientId, clientSecret, signInOptions(sandbox));
}

/** All of a list. */
export async function listed<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** All of a population. */
export function allOf<Model>(population: Population<Model>): readonly Model[] {
  return Array.from({ length: population.size }, (_, index) => population.at(index));
}

/** The first that is as wanted; a test without one is wrong. */
export function firstWhere<Model>(models: Iterable<Model>, accepts: (model: Model) => boolean): Model {
  for (const model of models) if (accepts(model)) return model;
  throw new Error('nothing in the estate is as this test needs it');
}

/** What something that is refused is refused with. */
export async function refusalOf(
  attempt: Promise<unknown>,
): Promise<{ code?: string; statusCode?: number; message: string }> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

/** Sends a request by hand; the answer with its document. */
export async function sendByHand(
  sandbox: Sandbox,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
) {
  const outcome = await sandbox.azure.handle({
    method,
    path: path.split('?')[0] ?? '',
    query: new URLSearchParams(path.split('?')[1] ?? ''),
    headers: { host: '127.0.0.1', ...headers },
    body: Buffer.from(body),
  });
  if (outcome.type === 'silence') throw new Error('there is no answer');
  const text = outcome.response.body.toString();
  return {
    ...outcome.response,
    document: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>),
  };
}
