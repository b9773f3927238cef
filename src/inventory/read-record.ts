import { z } from 'zod';
import type { Collector } from '../core/adapter.ts';
import type { Resource, Unreadable } from '../core/resource.ts';
import type { Scope } from '../core/scope.ts';

/** A record read: a resource that its kind's schema knows, or the record as it came with what is wrong with it. */
export type ReadRecord = { readonly resource: Resource } | { readonly unreadable: Unreadable };

/**
 * Reads one record of a collector. What the adapter cannot read and what the schema does not know are kept raw, so that
 * one odd record never takes the rest of its page with it.
 */
export function readRecord(collector: Collector, raw: unknown, scope: Scope): ReadRecord {
  let draft: Resource;
  try {
    draft = collector.read(raw, scope);
  } catch (error) {
    return unreadable(collector, scope, raw, error instanceof Error ? error.message : String(error));
  }
  const fault = envelopeFault(draft);
  if (fault !== undefined) return unreadable(collector, scope, raw, fault, draft.id);
  const attributes = collector.kind.attributes.safeParse(draft.attributes);
  if (!attributes.success)
    return unreadable(collector, scope, raw, z.prettifyError(attributes.error), draft.id);
  return { resource: draft };
}

function unreadable(
  collector: Collector,
  scope: Scope,
  raw: unknown,
  error: string,
  id?: string,
): ReadRecord {
  return { unreadable: { kind: collector.kind.name, scope, error, raw, ...(id ? { id } : {}) } };
}

/** What is wrong with a resource apart from its attributes; adapters are typed, but what clouds send is not. */
function envelopeFault({ id, name, createdAt, tags }: Resource): string | undefined {
  if (typeof id !== 'string' || id === '') return 'it has no id';
  if (typeof name !== 'string') return 'its name is not a text';
  if (createdAt !== undefined && !Number.isFinite(createdAt)) return 'its creation time is not an instant';
  for (const key in tags)
    if (typeof tags[key] !== 'string') return `its tag ${JSON.stringify(key)} is not a text`;
  return undefined;
}
