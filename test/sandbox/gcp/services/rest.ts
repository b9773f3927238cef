import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';

/** An answer of the sandbox, as it came. */
export interface RestAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

type Anything = Readonly<Record<string, unknown>>;

/** Sends plain requests, as Bursar's own service account if not said otherwise. */
export function restOf(sandbox: Sandbox) {
  const own = sandbox.gcp.token();
  async function send<Body = Anything>(
    method: string,
    path: string,
    body?: object,
    token = own,
  ): Promise<RestAnswer<Body>> {
    const response = await fetch(sandbox.gcp.url + path, {
      method,
      headers: {
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    // Each test says what it expects there to be.
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  }
  return {
    send,
    get: <Body = Anything>(path: string, token?: string) => send<Body>('GET', path, undefined, token),
    post: <Body = Anything>(path: string, body: object = {}) => send<Body>('POST', path, body),
  };
}

/** An error as all of Google's services write it. */
export interface GoogleErrorBody {
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly status: string;
    readonly errors: readonly { readonly reason: string; readonly domain: string }[];
    readonly details?: readonly {
      readonly '@type': string;
      readonly reason?: string;
      readonly metadata?: Anything;
    }[];
  };
}
