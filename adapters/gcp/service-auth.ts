import type { TokenBucket } from 'bursar/adapter';
import { type AuthClient, PassThroughClient } from 'google-auth-library';
import type { Calls, GcpCall } from './call.ts';
import type { Transport } from './transport.ts';

/** What the clients of one service are given in place of credentials. */
export interface ServiceAuthOptions {
  readonly transport: Transport;
  readonly calls: Calls;
  /** Ends what is asked through a client of the SDK alone, for no project's account. */
  readonly signal: AbortSignal;
  bucketOf(project: string): TokenBucket;
}

/**
 * Stands between the clients of one service and the transport: what they send goes there, and what they get back is
 * empty where the call keeps Google's answer itself. The SDK would make objects of every field there is.
 */
export function serviceAuth({ transport, calls, signal, bucketOf }: ServiceAuthOptions): AuthClient {
  async function send(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const current = calls.current;
    const call: GcpCall = current ?? { project: '', signal: init.signal ?? signal };
    const url = new URL(input instanceof Request ? input.url : input);
    if (call.fields !== undefined) url.searchParams.set('fields', call.fields);
    const headers = new Headers(init.headers);
    if (call.parameters !== undefined) {
      for (const [name, value] of Object.entries(call.parameters)) url.searchParams.set(name, value);
      // The SDK may ask for a version of the API of its own, in which there is no such parameter.
      headers.delete('x-goog-api-version');
    }
    const body = typeof init.body === 'string' ? init.body : undefined;
    const answer = await transport.send(
      { url, method: init.method ?? 'GET', headers, body },
      call,
      bucketOf(call.project),
    );
    if (current !== undefined) current.answer = answer.json;
    return Response.json(current === undefined ? (answer.json ?? {}) : {});
  }
  return new PassThroughClient({ transporterOptions: { fetchImplementation: send } });
}
