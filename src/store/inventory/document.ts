import type { Resource } from '../../core/resource.ts';
import type { Scope } from '../../core/scope.ts';
import { type Tags, toTags } from '../../core/tags.ts';
import type { ResourcesTable } from '../schema.ts';

/** The columns that a resource is made of. */
export type ResourceRow = Pick<ResourcesTable, 'id' | 'kind' | 'scope' | 'name' | 'document'>;

export const resourceColumns = [
  'resources.id',
  'resources.kind',
  'resources.scope',
  'resources.name',
  'resources.document',
] as const;

interface Document {
  readonly tags?: Readonly<Record<string, string>>;
  readonly untaggable?: true;
  readonly createdAt?: number;
  readonly attributes: unknown;
}

/** What is kept of a resource beside its columns, as JSON; the same for equal contents. */
export function toDocument({ tags, untaggable, createdAt, attributes }: Resource): string {
  // An explicit undefined is left out by JSON, as an absent field is.
  return JSON.stringify({ tags: tags && sorted(tags), untaggable, createdAt, attributes });
}

/** Providers list tags in any order, and in another one the next time. */
function sorted(tags: Tags): Tags {
  return toTags(
    Object.keys(tags)
      .toSorted()
      .map((key) => [key, tags[key] ?? ''] as const),
  );
}

export function toResource(row: ResourceRow, scope: Scope): Resource {
  // Written by `toDocument`.
  const { tags, untaggable, createdAt, attributes } = JSON.parse(row.document) as Document;
  const { kind, id, name } = row;
  if (untaggable) {
    return { kind, id, name, scope, untaggable, ...(createdAt !== undefined && { createdAt }), attributes };
  }
  if (tags === undefined) {
    return createdAt === undefined
      ? { kind, id, name, scope, attributes }
      : { kind, id, name, scope, createdAt, attributes };
  }
  const safeTags = toTags(Object.entries(tags));
  return createdAt === undefined
    ? { kind, id, name, scope, tags: safeTags, attributes }
    : { kind, id, name, scope, tags: safeTags, createdAt, attributes };
}

/** The last part of an id (`i-0abc` of an ARN, a self link or an ARM id). */
export function tailOf(id: string): string {
  return id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
}
