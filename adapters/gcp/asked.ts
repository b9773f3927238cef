import type { FailedScope, Scope } from 'bursar/adapter';
import type { GcpClients } from './client.ts';

/** What a collector is asked for: one project, folder or organization. */
export interface Asked {
  readonly clients: GcpClients;
  readonly scope: Scope;
  readonly signal: AbortSignal;
}

/** A page of records as Google sent them, or a region that it could not reach. */
export type Piece = readonly object[] | FailedScope;
