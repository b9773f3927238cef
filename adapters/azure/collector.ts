import type { FailedScope, Kind, Resource, ResourceOf, Scope } from 'bursar/adapter';
import type { AzureClients, TenantClients } from './client.ts';
import type { ArmRecord } from './record.ts';
import type { GraphReader } from './resource-graph.ts';

/** Reads one kind, by Resource Graph for all subscriptions at once or by Resource Manager for each. */
export interface AzureCollector<K extends Kind = Kind, Raw extends ArmRecord = ArmRecord> {
  readonly kind: K;
  readonly reach: 'account';
  /** Actions of Azure's roles that either way needs. */
  readonly permissions: readonly string[];
  /** By Resource Graph: records of all subscriptions, page by page. */
  graph(graph: GraphReader, signal: AbortSignal): AsyncIterable<readonly Raw[]>;
  /** By the services' own lists: records of one subscription. */
  arm(clients: AzureClients, signal: AbortSignal): AsyncIterable<readonly Raw[] | FailedScope>;
  /** What belongs to the tenant and not to any subscription; left out, nothing does. */
  tenant?(clients: TenantClients, scope: Scope, signal: AbortSignal): AsyncIterable<readonly Raw[]>;
  /**
   * The subscription of a record, undefined for the tenant: Resource Graph then gives what `tenant` lists as well. Left
   * out, a record's id says it.
   */
  subscription?(raw: Raw): string | undefined;
  /** One record as a resource; what it throws makes that one record unreadable, not the page. */
  read(raw: Raw, scope: Scope): ResourceOf<K> & Resource;
}

/** A collector as it is written: its resources are of its kind, its records of what it lists. */
export interface AzureCollectorDefinition<Name extends string, Attributes, Raw extends ArmRecord>
  extends Omit<AzureCollector<Kind<Name, Attributes>, Raw>, 'read' | 'reach'> {
  read(raw: Raw, scope: Scope): Resource<Name, Attributes>;
}

/** Declares a collector; the type of its records comes from its lists. */
export function azureCollector<Name extends string, Attributes, Raw extends ArmRecord>(
  collector: AzureCollectorDefinition<Name, Attributes, Raw>,
): AzureCollector<Kind<Name, Attributes>, Raw> {
  return { ...collector, reach: 'account' };
}
