import type { z } from 'zod';
import type { AdapterContext, Check, SeriesRequest, SeriesResult } from './adapter.ts';
import type { Resource } from './resource.ts';

/** A source of signals beside the clouds' own, told without connecting to it. */
export interface SignalSource<Settings = unknown> {
  /** Tells it from the other sources of a config, and evidence by it from other evidence: `prometheus`. */
  readonly name: string;
  /** As people write it: `Prometheus`. */
  readonly title: string;
  readonly settings: z.ZodType<Settings>;
  connect(settings: Settings, context: AdapterContext): Promise<SignalConnection>;
}

/** A source with its address and credentials at work; nothing has been asked of it yet. */
export interface SignalConnection {
  readonly name: string;
  readonly offers: readonly SignalOffer[];
  /**
   * A reader for one pass. It is given every present resource of the kinds that are offered, whatever their scope, so
   * that two that look the same to the source are never taken for each other.
   */
  prepare(resources: AsyncIterable<readonly Resource[]>, signal: AbortSignal): Promise<SignalReader>;
  /** What `bursar doctor` asks: address, credentials, whether what is to be read is there. */
  checks(signal: AbortSignal): AsyncIterable<Check>;
  close(): Promise<void>;
}

/** A signal that a source reads, and of which kinds; names of both. */
export interface SignalOffer {
  readonly signal: string;
  readonly kinds: readonly string[];
}

/** Reads signals of any scopes. What goes wrong is told as that at a cloud is: in the port's own errors. */
export interface SignalReader {
  /** Each request is answered exactly once, in any order. @throws {CloudError} when nothing can be read at all */
  read(requests: readonly SeriesRequest[], signal: AbortSignal): AsyncIterable<SeriesResult>;
}
