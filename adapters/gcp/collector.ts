import type { FailedScope, Kind, Resource, ResourceOf, Scope, ScopePage } from 'bursar/adapter';
import type { Asked, Piece } from './asked.ts';
import type { AssetLists } from './assets/asset-lists.ts';

/** Where something is found: in projects alone, or also in what is above them. */
export type Level = 'project' | 'any';

/** Reads one kind of one project, through the SDK's clients. */
export interface GcpCollector<K extends Kind = Kind> {
  readonly kind: K;
  readonly level: Level;
  /** IAM permissions that `pages` needs, as Google names them. */
  readonly permissions: readonly string[];
  /** The records page by page, completed with what further calls tell of them. */
  pages(asked: Asked): AsyncIterable<Piece>;
  /** The same of all projects below a folder or organization, of Cloud Asset Inventory. */
  ofAssets?: AssetCollector;
  /** One record as a resource; what it throws makes that one record unreadable, not the page. */
  read(raw: unknown, scope: Scope): ResourceOf<K> & Resource;
}

/** How a kind is had of Cloud Asset Inventory. */
export interface AssetCollector {
  readonly permissions: readonly string[];
  pages(assets: AssetLists): AsyncIterable<ScopePage | FailedScope>;
}

/** A collector as it is written: of records that are what Google's documentation says, less what is missing. */
export interface GcpCollectorDefinition<Name extends string, Attributes, Raw>
  extends Omit<GcpCollector, 'kind' | 'read' | 'level'> {
  readonly kind: Kind<Name, Attributes>;
  readonly level?: Level;
  read(raw: Raw, scope: Scope): Resource<Name, NoInfer<Attributes>>;
}

/** Declares a collector. */
export function gcpCollector<Name extends string, Attributes, Raw extends object>(
  collector: GcpCollectorDefinition<Name, Attributes, Raw>,
): GcpCollector<Kind<Name, Attributes>> {
  return {
    level: 'project',
    ...collector,
    // Records are given back to the collector that made them; of what is in them, everything may be missing.
    read: (raw, scope) => collector.read(raw as Raw, scope),
  };
}
