import type { Kind } from '../../core/kind.ts';
import type { Resource } from '../../core/resource.ts';

/** The ids that a resource refers to, each once. */
export type References = (resource: Resource) => readonly string[];

/** What the kinds say of references; a resource of a kind that is not among them has none. */
export function referencesOf(kinds: readonly Kind[]): References {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  return ({ kind, attributes }) => {
    const targets = byName.get(kind)?.references?.(attributes) ?? [];
    return targets.length > 1 ? [...new Set(targets)] : targets;
  };
}
