import type { z } from 'zod';
import type { Rule } from './rule.ts';
import type { Severity } from './severity.ts';

/** How far a rule may go: say nothing, report, propose a step, or let the step be applied within the guards. */
export const levels = ['off', 'report', 'propose', 'apply'] as const;
export type Level = (typeof levels)[number];

/** One rule as a block chooses it. Made by {@link use}. */
export interface RuleUse {
  readonly rule: Rule;
  readonly level: Level;
  /** As given; checked by the rule's schema when the pack is loaded. */
  readonly options: unknown;
  readonly severity?: Severity;
}

/** Which resources a block is about; every condition given must hold. Texts may be globs: `prod-*`. */
export interface BlockScopes {
  readonly providers?: readonly string[];
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  /** Tag values by key. A resource whose tags could not be read matches no block with tags. */
  readonly tags?: Readonly<Record<string, string | readonly string[]>>;
}

/** Named rules for named resources. */
export interface Block {
  readonly name: string;
  readonly scopes?: BlockScopes;
  readonly rules: readonly RuleUse[];
}

/** Ordered blocks; where several speak of the same rule and resource, the last wins. */
export type Pack = readonly Block[];

/** Chooses a rule at a level; its options are those of the rule's schema, defaults left out. */
export function use<Schema extends z.ZodType>(
  rule: Rule<Schema>,
  level: Level,
  options?: z.input<NoInfer<Schema>>,
): RuleUse {
  return { rule, level, options: options ?? {} };
}

/** Names what a pack is made of. */
export function definePack(blocks: Pack): Pack {
  return blocks;
}
