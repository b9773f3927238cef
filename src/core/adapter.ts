import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Kind } from './kind.ts';
import type { PriceBook } from './price.ts';
import type { Resource, ResourceOf } from './resource.ts';
import type { FailedScope, Scope } from './scope.ts';
import type { PointKind, Series, Signal } from './signal.ts';
import type { Clock, EpochMs } from './time.ts';

/** What a provider's adapter is given to work with. */
export interface AdapterContext {
  readonly logger: Logger;
  readonly clock: Clock;
  /** Uniform in [0, 1); for jitter. */
  random(): number;
  /** Aborted when the program is told to stop: every wait ends then. */
  readonly signal: AbortSignal;
}

/** What an adapter can do, told without connecting to anything. */
export interface Adapter<Settings = unknown> {
  /** `aws`, `gcp`, `azure`: the `provider` of every scope it lists. */
  readonly provider: string;
  /** As people write it: `AWS`. */
  readonly title: string;
  readonly settings: z.ZodType<Settings>;
  /** The kinds that this provider alone has. */
  readonly kinds: readonly Kind[];
  readonly collectors: readonly CollectorInfo[];
  readonly signals: readonly SignalInfo[];
  /** The least permissions for what is switched on, as a document of the provider's own. */
  permissions(settings: Settings, selection: Selection): PermissionDocument;
  connect(settings: Settings, context: AdapterContext): Promise<Connection>;
}

/** A kind that an adapter collects, and what that takes. */
export interface CollectorInfo {
  readonly kind: Kind;
  readonly reach: Reach;
  readonly permissions: readonly string[];
}

/** A signal that an adapter reads, and what that takes. */
export interface SignalInfo {
  readonly signal: Signal;
  readonly kinds: readonly Kind[];
  readonly permissions: readonly string[];
}

/** Whether a list has to be asked for in each region, or once for the account (in the global scope). */
export type Reach = 'region' | 'account';

/** What is switched on: names of kinds and of signals. */
export interface Selection {
  readonly kinds: ReadonlySet<string>;
  readonly signals: ReadonlySet<string>;
}

/** A policy or role definition to hand to the provider, and what to do with it. */
export interface PermissionDocument {
  readonly title: string;
  readonly usage: string;
  readonly document: unknown;
}

/** An adapter with its credentials at work. */
export interface Connection {
  readonly provider: string;
  /** Every scope to inventory, the account-wide ones under the global region; those out of reach as failures. */
  scopes(signal: AbortSignal): AsyncIterable<Scope | FailedScope>;
  readonly collectors: readonly Collector[];
  readonly telemetry: Telemetry;
  readonly prices: PriceBook;
  /** What `bursar doctor` asks: credentials, clock, permissions that are missing. */
  checks(selection: Selection, signal: AbortSignal): AsyncIterable<Check>;
  close(): Promise<void>;
}

/** Reads one kind from one scope. */
export interface Collector<K extends Kind = Kind, Raw = unknown> extends CollectorInfo {
  readonly kind: K;
  /**
   * The records, page by page, as the provider's SDK gave them; and whatever part of the scope (a region, a zone) could
   * not be read while the rest could: what was known there stays as it was. @throws {CloudError}
   */
  pages(scope: Scope, signal: AbortSignal): AsyncIterable<readonly Raw[] | FailedScope>;
  /**
   * Several scopes by one list, where the provider has such: asked in place of `pages`, with every scope of the
   * collector's reach. A scope that fails alone is told as a failure, and the others stand. @throws {CloudError} for all
   */
  pagesOfAll?(scopes: readonly Scope[], signal: AbortSignal): AsyncIterable<ScopePage<Raw> | FailedScope>;
  /** One record as a resource; what it throws makes that one record unreadable, not the page. */
  read(raw: Raw, scope: Scope): ResourceOf<K> & Resource;
}

/** Records of one of the scopes that a list was asked for. */
export interface ScopePage<Raw = unknown> {
  readonly scope: Scope;
  readonly records: readonly Raw[];
}

/** One series that is asked for. */
export interface SeriesRequest {
  readonly resource: Resource;
  readonly signal: string;
  readonly points: PointKind;
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
  readonly stepMs: number;
}

/** A series, or why there is none. `series` is undefined where the provider has no data at all. */
export type SeriesResult =
  | { readonly request: SeriesRequest; readonly series: Series | undefined }
  | { readonly request: SeriesRequest; readonly error: Error };

/** Reads signals, in as few calls as the provider allows. */
export interface Telemetry {
  /** Whether what is asked together has to be of one region, or may be of all regions of an account. */
  readonly reach: Reach;
  /** Names of the signals it can read for a kind. */
  supports(signal: string, kind: string): boolean;
  /** All requests are of one scope (of its account, by reach); each is answered exactly once, in any order. */
  read(requests: readonly SeriesRequest[], scope: Scope, signal: AbortSignal): AsyncIterable<SeriesResult>;
}

export interface Check {
  readonly title: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly detail: string;
  /** What to do about it. */
  readonly remedy?: string;
}
