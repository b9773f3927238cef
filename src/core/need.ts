import type { Kind } from './kind.ts';
import type { Resource, ResourceOf } from './resource.ts';
import type { SignalEvidence, SignalNeed } from './signal.ts';

/** The inventoried resources of a kind that the judged one refers to, or that refer to it. */
export interface RelatedNeed<K extends Kind = Kind> {
  readonly type: 'related';
  readonly kind: K;
  readonly direction: 'references' | 'referenced-by';
}

/** The account that the resource belongs to. */
export interface AccountNeed {
  readonly type: 'account';
}

/** A need whose absence does not make the verdict unknown: the rule sees `undefined` instead. */
export interface OptionalNeed<N extends RequiredNeed = RequiredNeed> {
  readonly type: 'optional';
  readonly need: N;
}

export type RequiredNeed = SignalNeed | RelatedNeed | AccountNeed;

/** Evidence a rule asks for beside the resource itself. */
export type Need = RequiredNeed | OptionalNeed;

export type Needs = Readonly<Record<string, Need>>;

/** What a rule gets for what it asked. */
export type EvidenceOf<N extends Need> =
  N extends OptionalNeed<infer Inner>
    ? EvidenceOf<Inner> | undefined
    : N extends SignalNeed
      ? SignalEvidence
      : N extends RelatedNeed<infer K>
        ? readonly ResourceOf<K>[]
        : N extends AccountNeed
          ? Resource
          : never;

export type EvidenceOfAll<N extends Needs> = { readonly [Name in keyof N]: EvidenceOf<N[Name]> };

/** The resources of a kind that the judged one refers to, e.g. an instance's volumes. */
export function references<K extends Kind>(kind: K): RelatedNeed<K> {
  return { type: 'related', kind, direction: 'references' };
}

/** The resources of a kind that refer to the judged one, e.g. the images made of a snapshot. */
export function referencedBy<K extends Kind>(kind: K): RelatedNeed<K> {
  return { type: 'related', kind, direction: 'referenced-by' };
}

/** The account of the judged resource, with its tags. */
export function owningAccount(): AccountNeed {
  return { type: 'account' };
}

/** Lets the rule decide without this evidence when it cannot be had. */
export function optional<N extends RequiredNeed>(need: N): OptionalNeed<N> {
  return { type: 'optional', need };
}
