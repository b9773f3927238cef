import type { Kind, Reach, Resource, ResourceOf, Scope } from 'bursar/adapter';
import type { AwsClients } from './client.ts';

/** Reads one kind from one account and region, through that scope's clients. */
export interface AwsCollector<K extends Kind = Kind, Raw = unknown> {
  readonly kind: K;
  readonly reach: Reach;
  /** IAM actions that `pages` calls. */
  readonly permissions: readonly string[];
  /** The records page by page, completed with what further calls tell of them. Raw SDK errors may pass through. */
  pages(clients: AwsClients, scope: Scope, signal: AbortSignal): AsyncIterable<readonly Raw[]>;
  /** One record as a resource; what it throws makes that one record unreadable, not the page. */
  read(raw: Raw, scope: Scope): ResourceOf<K> & Resource;
}

/** A collector as it is written: its resources are of its kind, its records of what `pages` gives. */
export interface AwsCollectorDefinition<Name extends string, Attributes, Raw>
  extends Omit<AwsCollector<Kind<Name, Attributes>, Raw>, 'read'> {
  read(raw: Raw, scope: Scope): Resource<Name, Attributes>;
}

/** Declares a collector; the type of its records comes from `pages`. */
export function awsCollector<Name extends string, Attributes, Raw>(
  collector: AwsCollectorDefinition<Name, Attributes, Raw>,
): AwsCollector<Kind<Name, Attributes>, Raw> {
  return collector;
}
