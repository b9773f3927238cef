import type { Adapter } from '../../core/adapter.ts';
import type { Scope } from '../../core/scope.ts';
import type { Clock } from '../../core/time.ts';

/** What an adapter is tried by. */
export interface AdapterTrial {
  readonly adapter: Adapter;
  /** A cloud to try it on, with nothing wrong yet; each check asks for one of its own, and closes it. */
  start(): Promise<TrialCloud>;
  /** Troubles that this provider cannot have, with the reason; their checks are skipped by that name. */
  readonly impossible?: Readonly<Partial<Record<Trouble, string>>>;
  /** The permissions that a document of `adapter.permissions` grants, whatever its form. */
  permissionsIn(document: unknown): readonly string[];
  /** Records as the real cloud gave them, and what has to be read from them. */
  readonly recorded: readonly RecordedRecord[];
}

/** A provider on loopback, in memory or in a sandbox. */
export interface TrialCloud {
  /** Settings by which the adapter reaches it, as a config writes them; with few attempts and short waits. */
  readonly settings: unknown;
  readonly clock: Clock;
  /** Everything that a pass has to find of some kinds, no more and no less, with the tags as they were put in. */
  readonly resources: ReadonlyMap<string, readonly TrialResource[]>;
  /** A kind in `resources` whose list takes several pages, and at which the troubles are aimed. */
  readonly kind: string;
  /** Lets a trouble befall the lists of `kind` from now on; of credentials, all that is asked. */
  befall(trouble: Trouble): void | Promise<void>;
  /** Ends all troubles. */
  heal(): void | Promise<void>;
  /** Sets a tag of a resource of `kind`, as somebody else does meanwhile. */
  retag(id: string, key: string, value: string): void | Promise<void>;
  close(): Promise<void>;
}

export interface TrialResource {
  readonly id: string;
  /** Absent: not compared. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What may go wrong at a provider. */
export type Trouble =
  /** Asked once to slow down. */
  | 'throttled-once'
  /** Asked to slow down, however often it tries. */
  | 'throttled'
  /** Fails by itself once. */
  | 'failing-once'
  /** Fails by itself, however often it tries. */
  | 'failing'
  | 'denied'
  /** A region or zone is out of reach, the others are not. */
  | 'part-unreachable'
  /** The token of the next page leads to the page that it came with. */
  | 'repeated-page'
  /** An answer ends in the middle. */
  | 'cut-answer'
  /** Takes the question and never answers. */
  | 'no-answer'
  /** Reads show what was there before the last write. */
  | 'stale'
  | 'expired-credentials';

/** A record of the real cloud. */
export interface RecordedRecord {
  readonly kind: string;
  readonly record: unknown;
  readonly scope: Scope;
  /** Fields that the resource must have, with these values; attributes likewise. */
  readonly resource: {
    readonly id: string;
    readonly name?: string;
    readonly region?: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly attributes?: Readonly<Record<string, unknown>>;
  };
}
