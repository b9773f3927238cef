import type { CallOptions } from '../call-options.ts';

/*
 * Clients whose own typings are too large to be read at every type check (20 MB of the machine-learning platform's, 4 MB
 * of Cloud SQL's), and whose answers the SDK is not shown: what is used of them is described here.
 */

/** Of Vertex AI, in one region. */
export interface EndpointsClient {
  listEndpoints(
    request: { readonly parent: string; readonly pageSize: number; readonly pageToken?: string | undefined },
    options: CallOptions,
  ): Promise<unknown>;
  /** The regions there are, whichever region is asked. */
  listLocationsAsync(
    request: { readonly name: string; readonly pageSize?: number; readonly pageToken?: string | undefined },
    options: CallOptions,
  ): AsyncIterable<unknown>;
}

/** Of Cloud SQL. */
export interface SqlInstancesClient {
  list(
    request: {
      readonly project: string;
      readonly maxResults: number;
      readonly pageToken?: string | undefined;
    },
    options: CallOptions,
  ): Promise<unknown>;
}
