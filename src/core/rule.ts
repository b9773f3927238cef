import { z } from 'zod';
import { callSite } from '../lib/call-site.ts';
import type { Action, ParametersOf } from './action.ts';
import type { Kind } from './kind.ts';
import type { EvidenceOfAll, Needs } from './need.ts';
import type { PriceOf } from './price.ts';
import type { Resource, ResourceOf } from './resource.ts';
import type { Severity } from './severity.ts';
import type { EpochMs } from './time.ts';
import type { Messages, Verdict, VerdictOf } from './verdict.ts';

/** What a rule is given beside the resource. */
export interface RuleContext<Options, Evidence> {
  readonly options: Options;
  /** The evidence declared by `needs`, all of it there. */
  readonly needs: Evidence;
  /** The instant at which the run judges; the same for every resource. */
  readonly now: EpochMs;
  readonly price: PriceOf;
}

/** A rule as its author writes it. */
export interface RuleDefinition<
  K extends Kind,
  OptionsSchema extends z.ZodType,
  M extends Messages,
  N extends Needs,
  A extends Action,
> {
  /** Kebab case; the file's name. */
  readonly id: string;
  /** One sentence: what is wrong with what it flags. */
  readonly summary: string;
  readonly severity: Severity;
  readonly kinds: readonly K[];
  readonly options?: OptionsSchema;
  /** Cheap and first: whether the rule has anything to say of this resource. Evidence is fetched for those only. */
  select?(resource: ResourceOf<K>, context: SelectContext<z.output<OptionsSchema>>): boolean;
  /** The evidence it judges by. What is missing makes the verdict unknown before `evaluate` is called. */
  needs?(options: z.output<OptionsSchema>): N;
  readonly messages: M;
  /** What to do about a flagged resource; an action for every kind that the rule is for. */
  readonly action?: A & ForKinds<A, K>;
  /** Pure and synchronous. */
  evaluate(
    resource: ResourceOf<K>,
    context: RuleContext<z.output<OptionsSchema>, EvidenceOfAll<N>>,
  ): VerdictOf<NoInfer<M>, ParametersOf<NoInfer<A>>>;
}

export interface SelectContext<Options> {
  readonly options: Options;
  readonly now: EpochMs;
}

/** Accepts an action only when it can be asked for each of the kinds. */
type ForKinds<A extends Action, K extends Kind> =
  A extends Action<string, infer Accepted>
    ? [K] extends [Accepted]
      ? unknown
      : { readonly kinds: readonly K[] }
    : never;

/** A rule as the engine sees it: any kind, any messages; the schema tells its options. */
export interface Rule<Schema extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly kinds: readonly Kind[];
  readonly options: Schema;
  select?(resource: Resource, context: SelectContext<z.output<Schema>>): boolean;
  needs?(options: z.output<Schema>): Needs;
  readonly messages: Messages;
  readonly action?: Action;
  evaluate(
    resource: Resource,
    context: RuleContext<z.output<Schema>, Readonly<Record<string, unknown>>>,
  ): Verdict;
  /** The file and line that define it, where that can be told. */
  readonly definedAt?: string;
}

/** A rule that still carries the types it was defined with, for its tests and for packs; a {@link Rule} to the engine. */
export interface DefinedRule<
  K extends Kind = Kind,
  Schema extends z.ZodType = z.ZodType,
  M extends Messages = Messages,
  N extends Needs = Needs,
  A extends Action = Action,
> extends Rule<Schema> {
  readonly kinds: readonly K[];
  readonly messages: M;
  needs?(options: z.output<Schema>): N;
  readonly action?: A;
}

const noOptions = z.strictObject({});

/**
 * Defines a rule. Its kinds, options, messages and action type everything that the functions see and return.
 * Nothing is checked at this point: whoever loads the rule checks it and lists every fault.
 */
export function defineRule<
  K extends Kind,
  const M extends Messages,
  OptionsSchema extends z.ZodType = z.ZodObject<Record<never, never>>,
  N extends Needs = Record<never, never>,
  A extends Action = Action<string, Kind, undefined>,
>(definition: RuleDefinition<K, OptionsSchema, M, N, A>): DefinedRule<K, OptionsSchema, M, N, A> {
  const definedAt = callSite(defineRule);
  // The engine hands a rule only resources of its kinds and the evidence it asked for (policy/judge.ts).
  return {
    options: noOptions,
    ...definition,
    ...(definedAt && { definedAt }),
  } as unknown as DefinedRule<K, OptionsSchema, M, N, A>;
}
