import { callbackify } from 'node:util';
import { Storage } from '@google-cloud/storage';
import type { AuthClient } from 'google-auth-library';

/** What of the client of Cloud Storage is used. */
export interface BucketsClient {
  getBuckets(query: {
    readonly project: string;
    readonly maxResults: number;
    readonly pageToken?: string;
    readonly projection: 'noAcl';
    readonly autoPaginate: false;
  }): Promise<unknown>;
}

/** A request as the client hands it to its HTTP stack. */
interface StorageRequest {
  readonly uri: string;
  readonly qs?: Record<string, unknown>;
}

/** Makes the client of Cloud Storage. It has an HTTP stack of its own: here it sends by the transport, as all others do. */
export function bucketsClient(authClient: AuthClient, endpoint: string | undefined): BucketsClient {
  const own = endpoint !== undefined && { apiEndpoint: endpoint };
  const storage = new Storage({ authClient, projectId: 'none', ...own });

  async function send({ uri, qs = {} }: StorageRequest): Promise<unknown> {
    const params = { ...qs };
    // Google does not know what only the client has to.
    delete params['autoPaginate'];
    const { data } = await authClient.request({ url: `${storage.baseUrl}${uri}`, params, retry: false });
    return data;
  }

  return Object.assign(storage, { request: callbackify(send) });
}
