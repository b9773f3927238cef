import type { Needs } from '../core/need.ts';
import type { Block, BlockScopes, Level, Pack, RuleUse } from '../core/pack.ts';
import type { PriceOf } from '../core/price.ts';
import type { Resource } from '../core/resource.ts';
import type { Rule, RuleContext } from '../core/rule.ts';
import { type Scope, scopeKey } from '../core/scope.ts';
import type { Severity } from '../core/severity.ts';
import type { EpochMs } from '../core/time.ts';
import { anyGlobMatcher, globMatcher } from '../lib/glob.ts';

/** A rule with the options, level and severity that a block gives it. */
export interface Setting {
  readonly rule: Rule;
  readonly level: Level;
  readonly severity: Severity;
  /** Parsed by the rule's schema. */
  readonly options: unknown;
  /** Undefined for a rule that needs nothing but the resource. */
  readonly needs: Needs | undefined;
  /** What the rule is called with as long as it needs nothing more. */
  readonly context: RuleContext<unknown, Readonly<Record<string, never>>>;
}

/** A setting, and the tags a resource must have for it; the first that fits is in force. */
interface Candidate {
  readonly setting: Setting;
  readonly fitsTags: ((resource: Resource) => boolean) | undefined;
}

/** How one rule is set for the resources of one scope. */
export interface Choice {
  readonly rule: Rule;
  /** In force for all of the scope; undefined where tags decide. */
  readonly setting: Setting | undefined;
  settingFor(resource: Resource): Setting | undefined;
}

/** The rules in force, by scope and kind. */
export interface Choices {
  for(scope: Scope, kind: string): readonly Choice[];
  /** Every rule that is at a level other than `off` in some block. */
  readonly rules: readonly Rule[];
  /** Every need of those rules, with the options they are given. */
  readonly settings: readonly Setting[];
}

interface CompiledBlock {
  readonly fitsScope: (scope: Scope) => boolean;
  readonly fitsTags: ((resource: Resource) => boolean) | undefined;
  readonly settings: ReadonlyMap<string, Setting>;
}

/** Compiles packs into what is asked for each resource. Options are parsed here; packs have been checked on loading. */
export function chooseRules(
  packs: readonly Pack[],
  judging: { readonly now: EpochMs; readonly price: PriceOf },
): Choices {
  const blocks = packs.flat().map((block) => compileBlock(block, judging));
  const settings = blocks
    .flatMap((block) => [...block.settings.values()])
    .filter(({ level }) => level !== 'off');
  const rules = [...new Map(settings.map(({ rule }) => [rule.id, rule])).values()];
  const cache = new Map<string, readonly Choice[]>();

  return {
    rules,
    settings,
    for(scope, kind) {
      const key = `${scopeKey(scope)} ${kind}`;
      const known = cache.get(key);
      if (known !== undefined) return known;
      const choices = rules
        .filter((rule) => rule.kinds.some(({ name }) => name === kind))
        .map((rule) => choiceOf(rule, blocks, scope))
        .filter((choice) => choice !== undefined);
      cache.set(key, choices);
      return choices;
    },
  };
}

function compileBlock(
  block: Block,
  judging: { readonly now: EpochMs; readonly price: PriceOf },
): CompiledBlock {
  return {
    fitsScope: scopeMatcher(block.scopes ?? {}),
    fitsTags: tagMatcher(block.scopes?.tags),
    settings: new Map(block.rules.map((chosen) => [chosen.rule.id, settingOf(chosen, judging)])),
  };
}

function settingOf(
  { rule, level, options, severity }: RuleUse,
  judging: { readonly now: EpochMs; readonly price: PriceOf },
): Setting {
  const parsed: unknown = rule.options.parse(options);
  const needs = rule.needs?.(parsed);
  return {
    rule,
    level,
    severity: severity ?? rule.severity,
    options: parsed,
    needs: needs !== undefined && Object.keys(needs).length > 0 ? needs : undefined,
    context: { options: parsed, needs: {}, now: judging.now, price: judging.price },
  };
}

/** The last block that speaks of the rule wins; one that asks for tags leaves the others to the one before it. */
function choiceOf(rule: Rule, blocks: readonly CompiledBlock[], scope: Scope): Choice | undefined {
  const candidates: Candidate[] = [];
  for (const block of blocks.toReversed()) {
    const setting = block.settings.get(rule.id);
    if (setting === undefined || !block.fitsScope(scope)) continue;
    candidates.push({ setting, fitsTags: block.fitsTags });
    if (block.fitsTags === undefined) break;
  }
  const [first] = candidates;
  if (first === undefined || candidates.every(({ setting }) => setting.level === 'off')) return undefined;
  return {
    rule,
    setting: first.fitsTags === undefined ? first.setting : undefined,
    settingFor: (resource) =>
      candidates.find(({ fitsTags }) => fitsTags === undefined || fitsTags(resource))?.setting,
  };
}

function scopeMatcher({ providers, accounts, regions }: BlockScopes): (scope: Scope) => boolean {
  const provider = providers && anyGlobMatcher(providers);
  const account = accounts && anyGlobMatcher(accounts);
  const region = regions && anyGlobMatcher(regions);
  return (scope) =>
    (provider === undefined || provider(scope.provider)) &&
    (account === undefined ||
      account(scope.account) ||
      (scope.accountName !== undefined && account(scope.accountName))) &&
    (region === undefined || region(scope.region));
}

function tagMatcher(wanted: BlockScopes['tags']): ((resource: Resource) => boolean) | undefined {
  if (wanted === undefined) return undefined;
  const matchers = Object.entries(wanted).map(
    ([key, value]) => [key, typeof value === 'string' ? globMatcher(value) : anyGlobMatcher(value)] as const,
  );
  return ({ tags }) =>
    tags !== undefined &&
    matchers.every(([key, matches]) => {
      const value = tags[key];
      return value !== undefined && matches(value);
    });
}
