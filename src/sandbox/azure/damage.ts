import type { FaultsOfRequest } from '../faults.ts';
import type { SandboxResponse } from '../service.ts';
import type { AzureRequest } from './service.ts';

/** An answer as the faults leave it: cut off in the middle, or leading back to the page it is itself. */
export function damaged(
  response: SandboxResponse,
  request: AzureRequest,
  faults: FaultsOfRequest,
): SandboxResponse {
  const truncated = faults.has('truncate');
  const repeating = faults.has('repeat-token');
  if (!repeating && !truncated) return response;
  const whole = response.body.toString();
  const body = repeating ? leadingBack(whole, request) : whole;
  return { ...response, body: truncated ? body.slice(0, Math.floor(body.length / 2)) : body };
}

const link = /("(?:nextLink|@odata\.nextLink)":")[^"]*(")/;
const skipToken = /("\$skipToken":")[^"]*(")/;

/** Leads to the page that was asked for, in place of the next one. */
function leadingBack(body: string, request: AzureRequest): string {
  const search = request.query.size === 0 ? '' : `?${request.query.toString()}`;
  const here = JSON.stringify(`${request.origin}${request.path}${search}`).slice(1, -1);
  const token = /"\$skipToken":\s*"([^"]*)"/.exec(request.body.toString())?.[1];
  const linked = body.replace(link, (_, open: string, close: string) => open + here + close);
  return token === undefined
    ? linked
    : linked.replace(skipToken, (_, open: string, close: string) => open + token + close);
}
