import type { FaultsOfRequest } from '../faults.ts';
import type { SandboxResponse } from '../service.ts';

/** An answer as the faults leave it: cut off in the middle, or leading back to the page it is itself. */
export function damaged(
  response: SandboxResponse,
  query: URLSearchParams,
  faults: FaultsOfRequest,
): SandboxResponse {
  const repeating = faults.has('repeat-token');
  const truncated = faults.has('truncate');
  if (!repeating && !truncated) return response;
  const whole = response.body.toString();
  const body = repeating ? withToken(whole, query.get('pageToken')) : whole;
  return { ...response, body: truncated ? body.slice(0, Math.floor(body.length / 2)) : body };
}

const nextToken = /("nextPageToken":\s*")[^"]*(")/;

/** Puts a token in the place of the next one. */
function withToken(body: string, token: string | null): string {
  if (token === null) return body;
  if (nextToken.test(body))
    return body.replace(nextToken, (_, open: string, close: string) => open + token + close);
  // The last page has no place for it.
  return body.replace(/\}\s*$/, `,"nextPageToken":"${token}"}`);
}
