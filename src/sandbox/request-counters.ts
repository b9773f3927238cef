/** What came of the requests for one operation. */
export interface RequestCount {
  readonly service: string;
  readonly operation: string;
  readonly requests: number;
  /** Answered with an error, whoever's fault it was. */
  readonly errors: number;
  /** Of those, the ones that were throttled. */
  readonly throttled: number;
}

/** Counts requests by service and operation. */
export class RequestCounters {
  readonly #counts = new Map<string, RequestCount>();

  count(service: string, operation: string, outcome: 'ok' | 'error' | 'throttled'): void {
    const key = `${service} ${operation}`;
    const before = this.#counts.get(key) ?? { service, operation, requests: 0, errors: 0, throttled: 0 };
    this.#counts.set(key, {
      ...before,
      requests: before.requests + 1,
      errors: before.errors + (outcome === 'ok' ? 0 : 1),
      throttled: before.throttled + (outcome === 'throttled' ? 1 : 0),
    });
  }

  /** How many requests there were of a service, or of one of its operations. */
  requests(service: string, operation?: string): number {
    return this.list()
      .filter((count) => count.service === service && (operation ?? count.operation) === count.operation)
      .reduce((sum, { requests }) => sum + requests, 0);
  }

  list(): readonly RequestCount[] {
    return [...this.#counts.values()];
  }

  clear(): void {
    this.#counts.clear();
  }
}
