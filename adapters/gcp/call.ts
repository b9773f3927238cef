import { AsyncLocalStorage } from 'node:async_hooks';

/** One call to Google, as the transport has to know it and the SDK does not. */
export interface GcpCall {
  /** Whose budget it is of. */
  readonly project: string;
  readonly signal: AbortSignal;
  /** What of the answer is wanted, as Google's `fields` has it: `items.*.instances(name,status),nextPageToken`. */
  readonly fields?: string | undefined;
  /** Parameters that Google's documentation has and the SDK has not: `{ returnPartialSuccess: 'true' }`. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Whether it changes something: tried again then only where Google did not take it. */
  readonly changes?: boolean | undefined;
  /** Google's answer as it came over the wire, parsed; set by the transport. */
  answer?: unknown;
}

/** Ties what the SDK sends to the call that it was asked for. */
export class Calls {
  readonly #current = new AsyncLocalStorage<GcpCall>();

  /** The call that is being made; undefined where an SDK's client is used without one. */
  get current(): GcpCall | undefined {
    return this.#current.getStore();
  }

  /** Makes a call through the SDK. */
  run<Result>(call: GcpCall, ask: () => Promise<Result>): Promise<Result> {
    return this.#current.run(call, ask);
  }
}
