import { deepStrictEqual, fail, strictEqual } from 'node:assert/strict';
import { z } from 'zod';
import type { Kind } from '../core/kind.ts';
import { moneyToDecimal, usd } from '../core/money.ts';
import type { PriceOf } from '../core/price.ts';
import type { Resource } from '../core/resource.ts';
import type { Rule } from '../core/rule.ts';
import { type Flag, placeholdersOf, renderMessage, type Verdict } from '../core/verdict.ts';
import { verdictOf } from '../policy/verdict-of.ts';
import { quote, resourceOf, testNow } from './builders.ts';
import { deepFreeze } from './deep-freeze.ts';
import { evidenceGiven } from './evidence-given.ts';
import type { AnyCase } from './rule-case.ts';
import { withoutClock } from './without-clock.ts';

type Judgement = Verdict | { readonly status: 'not-selected' };

/** Judges one case as the engine would. @throws {AssertionError} when it does not come out as expected. */
export function runCase(rule: Rule, given: AnyCase): void {
  const resource = deepFreeze(resourceOf(kindOf(rule, given), given.resource));
  const options = deepFreeze(parseOptions(rule, given.options ?? {}));
  const judging = { options, now: given.now ?? testNow, price: priceOf(given.price) };
  const judge = (): Judgement =>
    withoutClock(() => {
      if (rule.select?.(resource, judging) === false) return { status: 'not-selected' };
      return verdictOf(rule, resource, deepFreezeAll(evidenceGiven(rule, given, options)), judging);
    });
  const judgement = judge();
  deepStrictEqual(judge(), judgement, 'judged a second time, the same resource gets another verdict');
  const outcome = judgement.status === 'flag' ? judgement.message : judgement.status;
  const missing = judgement.status === 'unknown' ? ` (missing: ${judgement.missing})` : '';
  strictEqual(outcome, given.expect, `the verdict is ${outcome}${missing}, not ${given.expect}`);
  if (judgement.status === 'flag') checkFlag(rule, resource, judgement, given);
  if (judgement.status === 'unknown' && given.lacking !== undefined) {
    strictEqual(judgement.missing, given.lacking);
  }
}

function kindOf(rule: Rule, { resource }: AnyCase): Kind {
  const [only, ...others] = rule.kinds;
  if (resource.kind === undefined && only !== undefined && others.length === 0) return only;
  const kind = rule.kinds.find(({ name }) => name === resource.kind);
  return (
    kind ??
    fail(`the case's resource must have one of the kinds ${rule.kinds.map(({ name }) => name).join(', ')}`)
  );
}

function parseOptions(rule: Rule, options: unknown): unknown {
  const parsed = rule.options.safeParse(options);
  return parsed.success
    ? parsed.data
    : fail(`the rule does not accept the options:\n${z.prettifyError(parsed.error)}`);
}

function priceOf(given: AnyCase['price']): PriceOf {
  return (resource) => {
    const price = typeof given === 'function' ? given(resource) : given;
    return typeof price === 'number' ? quote(price) : price;
  };
}

function deepFreezeAll<Key, Value>(map: ReadonlyMap<Key, Value>): ReadonlyMap<Key, Value> {
  for (const value of map.values()) deepFreeze(value);
  return map;
}

function checkFlag(rule: Rule, resource: Resource, verdict: Flag, given: AnyCase): void {
  const template = rule.messages[verdict.message] ?? fail(`the message "${verdict.message}" is not declared`);
  const data = { name: resource.name, id: resource.id, ...verdict.data };
  const unfilled = placeholdersOf(template).filter((name) => !Object.hasOwn(data, name));
  if (unfilled.length > 0) fail(`the message "${verdict.message}" lacks data for ${unfilled.join(', ')}`);
  const parameters = rule.action?.parameters.safeParse(verdict.parameters);
  if (parameters?.success === false) {
    fail(`the action does not accept the parameters:\n${z.prettifyError(parameters.error)}`);
  }
  if (given.message !== undefined) strictEqual(renderMessage(template, data), given.message);
  for (const [name, value] of Object.entries(given.data ?? {}))
    strictEqual(verdict.data[name], value, `data.${name}`);
  if (given.saving !== undefined) {
    const saving = verdict.saving && moneyToDecimal(verdict.saving.monthly);
    strictEqual(
      saving ?? 'unknown',
      given.saving === 'unknown' ? 'unknown' : moneyToDecimal(usd(given.saving)),
      'saving',
    );
  }
  if (given.parameters !== undefined) deepStrictEqual(verdict.parameters, given.parameters);
}
