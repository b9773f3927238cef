import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came over the wire, before anybody looked at who sent it. */
export interface WireRequest {
  readonly method: string;
  /** As it was sent, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What becomes of a request. */
export type Outcome =
  | { readonly type: 'answer'; readonly response: SandboxResponse; readonly afterMs: number }
  /** The connection breaks in the middle of the answer. */
  | { readonly type: 'break'; readonly response: SandboxResponse }
  /** It is never answered. */
  | { readonly type: 'silence' };

/** A request whose signature and account have been looked at already. */
export interface SandboxRequest {
  /** From the credential scope of the signature: `ec2`, `monitoring`, `iam`… */
  readonly service: string;
  readonly region: string;
  /** The account whose credentials signed it. */
  readonly account: string;
  /** The key that signed it; absent where a test calls a service by hand. */
  readonly accessKeyId?: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly requestId: string;
}

export interface SandboxResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** One cloud service, speaking its own wire protocol. */
export interface SandboxService {
  /** The signing name. */
  readonly service: string;
  handle(request: SandboxRequest): SandboxResponse | Promise<SandboxResponse>;
}
