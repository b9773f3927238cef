import { CloudError, DeniedError } from 'bursar/adapter';
import type { AzureClients } from '../client.ts';
import type { ToldMetrics } from './answer.ts';
import { answered, batchMetrics, type MetricsCall, singleMetrics } from './call.ts';
import type { MetricsBatch } from './planned.ts';

/** What was read of each resource of a batch, or why nothing was. */
export type Outcomes = ReadonlyMap<string, ToldMetrics | Error>;

/** Reads batches of one region, for as long as one reading of telemetry goes on. */
export class MetricsReader {
  readonly #clients: AzureClients;
  readonly #toCloudError: (error: unknown) => unknown;
  readonly #signal: AbortSignal;
  /** Batches are answered by other servers than single resources are, to which a network or a policy may bar the way. */
  #batchesDenied: DeniedError | undefined;

  constructor(clients: AzureClients, toCloudError: (error: unknown) => unknown, signal: AbortSignal) {
    this.#clients = clients;
    this.#toCloudError = toCloudError;
    this.#signal = signal;
  }

  /** @throws the signal's reason when it is aborted, and faults of ours */
  async read({ call, resources }: MetricsBatch): Promise<Outcomes> {
    if (call.split !== undefined) return this.#oneByOne(call, resources, guestAbsent);
    if (this.#batchesDenied !== undefined) return this.#withoutBatches(call, resources, this.#batchesDenied);
    try {
      const told = await batchMetrics(this.#clients, resources, call, this.#signal);
      return new Map(resources.map((resource) => [resource, this.#attempt(() => answered(told, resource))]));
    } catch (error) {
      return this.#afterFailure(error, call, resources);
    }
  }

  async #afterFailure(error: unknown, call: MetricsCall, resources: readonly string[]): Promise<Outcomes> {
    const mapped = this.#expected(error);
    if (mapped instanceof DeniedError) {
      this.#batchesDenied = mapped;
      return this.#withoutBatches(call, resources, mapped);
    }
    // One resource that is gone, or that has no such metric, must not fail the others.
    if (resources.length === 1 || !isRefusal(error)) return allAs(resources, mapped);
    const half = Math.ceil(resources.length / 2);
    return new Map([
      ...(await this.read({ call, resources: resources.slice(0, half) })),
      ...(await this.read({ call, resources: resources.slice(half) })),
    ]);
  }

  /** One resource at a time; not at all where that is denied too. */
  async #withoutBatches(
    call: MetricsCall,
    resources: readonly string[],
    denied: DeniedError,
  ): Promise<Outcomes> {
    const [first, ...others] = resources;
    if (first === undefined) return new Map();
    const tried = await this.#oneByOne(call, [first]);
    if (tried.get(first) instanceof DeniedError) return allAs(resources, denied);
    return new Map([...tried, ...(await this.#oneByOne(call, others))]);
  }

  async #oneByOne(
    call: MetricsCall,
    resources: readonly string[],
    absent?: (error: unknown) => boolean,
  ): Promise<Outcomes> {
    const outcomes = new Map<string, ToldMetrics | Error>();
    for (const resource of resources) {
      try {
        outcomes.set(resource, await singleMetrics(this.#clients, resource, call, this.#signal));
      } catch (error) {
        const mapped = this.#expected(error);
        outcomes.set(resource, absent?.(error) === true ? new Map() : mapped);
      }
    }
    return outcomes;
  }

  #attempt(read: () => ToldMetrics): ToldMetrics | Error {
    try {
      return read();
    } catch (error) {
      return this.#expected(error);
    }
  }

  /** The port's error for what a cloud may do; an abort and a fault of ours propagate. */
  #expected(error: unknown): Error {
    this.#signal.throwIfAborted();
    const mapped = this.#toCloudError(error);
    if (mapped instanceof CloudError) return mapped;
    throw error;
  }
}

/** Whether Azure refused the question as such. */
function isRefusal(error: unknown): boolean {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 0;
  return status === 400 || status === 404;
}

/** Whether a machine has no agent that reports: Azure then does not know the namespace, and refuses the question. */
function guestAbsent(error: unknown): boolean {
  return isRefusal(error);
}

function allAs(resources: readonly string[], error: Error): Outcomes {
  return new Map(resources.map((resource) => [resource, error]));
}
