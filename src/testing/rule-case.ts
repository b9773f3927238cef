import type { Action, ParametersOf } from '../core/action.ts';
import type { Kind } from '../core/kind.ts';
import type { AccountNeed, Need, Needs, OptionalNeed, RelatedNeed } from '../core/need.ts';
import type { Quote } from '../core/price.ts';
import type { Resource } from '../core/resource.ts';
import type { SignalEvidence, SignalNeed } from '../core/signal.ts';
import type { EpochMs } from '../core/time.ts';
import type { DataOf, Messages } from '../core/verdict.ts';
import type { account } from '../kinds/account.ts';
import type { ResourceLike } from './builders.ts';

/** One line of a rule's table: a resource with what is known around it, and what the rule must make of it. */
export type RuleCase<
  K extends Kind = Kind,
  Options = unknown,
  M extends Messages = Messages,
  N extends Needs = Needs,
  A extends Action = Action,
> = Given<K, Options, N> &
  (Undecided | Unflagged | { [Id in keyof M & string]: Flagged<Id, M[Id], A> }[keyof M & string]);

/** What a rule is given in a case. */
export interface Given<K extends Kind, Options, N extends Needs> {
  readonly title: string;
  /** As much of it as matters here; with its `kind` where the rule is for several. */
  readonly resource: ResourceGiven<K>;
  /** As in a pack; checked by the rule's schema. */
  readonly options?: Options;
  /** When it is judged; {@link testNow} otherwise. */
  readonly now?: EpochMs;
  /** Evidence by name. An optional one that is left out is absent. */
  readonly needs?: NeedsGiven<N>;
  /** Evidence of which the source has nothing, or too little. */
  readonly missing?: readonly (keyof N & string)[];
  /** Evidence whose source could not be read. */
  readonly failed?: readonly (keyof N & string)[];
  /** Monthly US dollars, of whatever is asked for or by resource. Left out, prices are unknown. */
  readonly price?: number | ((resource: Resource) => number | Quote | undefined);
}

export interface Unflagged {
  readonly expect: 'pass' | 'not-selected';
}

export interface Undecided {
  readonly expect: 'unknown';
  /** What the verdict says it would have needed. */
  readonly lacking?: string;
}

export interface Flagged<Id extends string, Template extends string, A extends Action> {
  readonly expect: Id;
  /** The text with its placeholders filled. */
  readonly message?: string;
  /** Those of the message's data that matter here. */
  readonly data?: Partial<DataOf<Template>>;
  /** Monthly US dollars, or that it is not known. */
  readonly saving?: number | `${number}` | 'unknown';
  readonly parameters?: ParametersOf<A>;
}

type ResourceGiven<K extends Kind> = IsUnion<K> extends true ? LikeWithKind<K> : LikeWithKind<K, 'optional'>;

type LikeWithKind<K extends Kind, Kinds = 'required'> = K extends Kind
  ? ResourceLike<K> &
      (Kinds extends 'required' ? { readonly kind: K['name'] } : { readonly kind?: K['name'] })
  : never;

type IsUnion<T, Whole = T> = T extends unknown ? ([Whole] extends [T] ? false : true) : never;

type NeedsGiven<N extends Needs> = { readonly [Name in keyof N]?: EvidenceGiven<N[Name]> };

/** Evidence in short: a figure for a signal, parts of resources for related ones. */
type EvidenceGiven<N extends Need | undefined> =
  N extends OptionalNeed<infer Inner>
    ? EvidenceGiven<Inner>
    : N extends SignalNeed
      ? number | Partial<SignalEvidence>
      : N extends RelatedNeed<infer K>
        ? readonly ResourceLike<K>[]
        : N extends AccountNeed
          ? ResourceLike<typeof account>
          : never;

/** A case of whatever rule, with the types gone that tie its parts together. */
export interface AnyCase {
  readonly title: string;
  readonly resource: ResourceLike<Kind> & { readonly kind?: string };
  readonly options?: unknown;
  readonly now?: EpochMs;
  readonly needs?: Readonly<Record<string, unknown>>;
  readonly missing?: readonly string[];
  readonly failed?: readonly string[];
  readonly price?: number | ((resource: Resource) => number | Quote | undefined);
  readonly expect: string;
  readonly lacking?: string;
  readonly message?: string;
  readonly data?: object;
  readonly saving?: number | `${number}` | 'unknown';
  readonly parameters?: unknown;
}
