/** How every call of an SDK's client is made: one page, once; the transport tries again and knows when to give up. */
export interface CallOptions {
  readonly autoPaginate: false;
  readonly retry: null;
  readonly timeout: number;
}
