import { z } from 'zod';
import type { AttributesOf, Kind } from '../core/kind.ts';
import { type Money, usd } from '../core/money.ts';
import type { Quote } from '../core/price.ts';
import type { Resource, ResourceOf } from '../core/resource.ts';
import type { Scope } from '../core/scope.ts';
import type { SignalEvidence, SignalNeed } from '../core/signal.ts';
import { toTags } from '../core/tags.ts';
import { type Duration, durationMs, type EpochMs } from '../core/time.ts';
import { signals } from '../signals/index.ts';
import { ordinaryAttributes } from './ordinary.ts';

/** The instant at which tests judge when they do not say another: a Thursday noon in UTC. */
export const testNow: EpochMs = Date.UTC(2026, 0, 15, 12);

/** The instant so long before another one, {@link testNow} if none is given. */
export function ago(duration: Duration, now: EpochMs = testNow): EpochMs {
  return now - durationMs(duration);
}

/** As much of a resource as a test is about. `undefined` for tags or a creation time says that they are unknown. */
export interface ResourceLike<K extends Kind> {
  readonly id?: string;
  readonly name?: string;
  readonly scope?: Partial<Scope>;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Has no tags, and cannot have any. */
  readonly untaggable?: true;
  readonly createdAt?: EpochMs | undefined;
  readonly attributes?: Partial<ReadonlyDeep<AttributesOf<K>>>;
}

/** As what `as const` makes of a literal. */
type ReadonlyDeep<Value> = Value extends readonly (infer Item)[]
  ? readonly ReadonlyDeep<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: ReadonlyDeep<Value[Name]> }
    : Value;

const scope: Scope = { provider: 'cloud', account: '111122223333', region: 'region-1' };

/**
 * A resource of a kind: what the test gives, the rest as of an ordinary one that is a year old and has no tags. An
 * adapter's own kind has no ordinary attributes, so all that it demands has to be given.
 * @throws {TypeError} when the kind's schema does not accept the attributes.
 */
export function resourceOf<K extends Kind>(kind: K, given: ResourceLike<K> = {}): ResourceOf<K> & Resource {
  const ordinary: Readonly<Record<string, unknown>> = ordinaryAttributes;
  const attributes = { ...toObject(ordinary[kind.name]), ...given.attributes };
  const checked = kind.attributes.safeParse(attributes);
  if (!checked.success) {
    throw new TypeError(
      `the attributes are not those of kind ${kind.name}:\n${z.prettifyError(checked.error)}`,
    );
  }
  const tags = 'tags' in given || given.untaggable ? given.tags : {};
  const createdAt = 'createdAt' in given ? given.createdAt : ago('365d');
  const resource: Resource = {
    kind: kind.name,
    id: given.id ?? `${kind.name}-1`,
    name: given.name ?? `the-${kind.name}`,
    scope: { ...scope, ...given.scope },
    ...(tags && { tags: toTags(Object.entries(tags)) }),
    ...(given.untaggable && { untaggable: given.untaggable }),
    ...(createdAt !== undefined && { createdAt }),
    attributes: checked.data,
  };
  // Its kind is the name given, and its attributes were checked by that kind's schema.
  return resource as ResourceOf<K> & Resource;
}

/** Evidence of a signal: the figure alone, or with whatever else of it matters. All of the window is covered. */
export function signalEvidence(
  need: SignalNeed,
  given: number | Partial<SignalEvidence>,
  now: EpochMs = testNow,
): SignalEvidence {
  const hours = Math.ceil(durationMs(need.window) / durationMs('1h'));
  return {
    signal: need.signal,
    unit: signals.find(({ signal }) => signal === need.signal)?.unit ?? 'count',
    value: 0,
    window: need.window,
    statistic: need.statistic,
    coverage: 1,
    samples: hours,
    newestAt: now,
    source: 'test',
    ...(typeof given === 'number' ? { value: given } : given),
  };
}

/** A price per month in US dollars, live and of today. */
export function quote(monthly: number | string | Money, given: Partial<Quote> = {}): Quote {
  const amount = typeof monthly === 'object' ? monthly : usd(monthly);
  return {
    monthly: amount,
    quality: 'live',
    asOf: '2026-01-15',
    basis: 'the price given by the test',
    ...given,
  };
}

function toObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
