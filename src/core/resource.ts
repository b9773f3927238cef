import type { Kind } from './kind.ts';
import type { Scope } from './scope.ts';
import type { Tags } from './tags.ts';
import type { EpochMs } from './time.ts';

/** One inventoried thing. */
export interface Resource<Name extends string = string, Attributes = unknown> {
  readonly kind: Name;
  /** Unique in the world: ARN, self link or ARM id. */
  readonly id: string;
  /** What people call it; its short id where it has no name. */
  readonly name: string;
  /** Where it is; the region is its own, even where an account-wide list gave it. */
  readonly scope: Scope;
  /** Absent when the tags could not be read: unknown is not untagged. */
  readonly tags?: Tags;
  /** Whether its provider has no tags for such a thing, so that none can be missing. */
  readonly untaggable?: true;
  readonly createdAt?: EpochMs;
  readonly attributes: Attributes;
}

/** The resource type of a kind; of several kinds, the union told apart by `kind`. */
export type ResourceOf<K extends Kind> =
  K extends Kind<infer Name, infer Attributes> ? Resource<Name, Attributes> : never;

/** A record that an adapter could not turn into a resource: kept as it came, and reported. */
export interface Unreadable {
  readonly kind: string;
  readonly scope: Scope;
  /** Its id where even that could be told. */
  readonly id?: string;
  readonly error: string;
  readonly raw: unknown;
}

/** Whether a resource is of a kind, narrowing its type. */
export function isKind<K extends Kind>(resource: Resource, kind: K): resource is ResourceOf<K> & Resource {
  return resource.kind === kind.name;
}
