import type { FaultsOfRequest } from '../faults.ts';
import type { SandboxRequest, SandboxResponse } from '../service.ts';

/** An answer as the faults leave it: cut off in the middle, or leading back to the page it is itself. */
export function damaged(
  response: SandboxResponse,
  request: Pick<SandboxRequest, 'body' | 'query'>,
  faults: FaultsOfRequest,
): SandboxResponse {
  const repeating = faults.has('repeat-token');
  const truncated = faults.has('truncate');
  if (!repeating && !truncated) return response;
  const whole = response.body.toString();
  const body = repeating ? withToken(whole, tokenOf(request)) : whole;
  return { ...response, body: truncated ? body.slice(0, Math.floor(body.length / 2)) : body };
}

const inXml = /(<(nextToken|NextToken|Marker|NextMarker|ContinuationToken)>)[^<]*(<\/\2>)/;
const inJson = /("(?:nextToken|NextToken|Marker|NextMarker)":")[^"]*(")/;

/** Puts a token in the place of the next one. */
function withToken(body: string, token: string | undefined): string {
  if (token === undefined) return body;
  // The last page of EC2 has no place for it.
  if (!inXml.test(body) && !body.includes('Result>'))
    return body.replace(/<\/\w+Response>$/, (close) => `<nextToken>${token}</nextToken>${close}`);
  return body
    .replace(inXml, (_, open: string, _name, close: string) => open + token + close)
    .replace(inJson, (_, open: string, close: string) => open + token + close);
}

const parameters = ['NextToken', 'Marker', 'nextToken', 'marker', 'continuation-token'];

/** The token that a request was made with. */
function tokenOf({ body, query }: Pick<SandboxRequest, 'body' | 'query'>): string | undefined {
  const text = body.toString();
  const json = /"(?:NextToken|Marker)":\s*"([^"]*)"/.exec(text)?.[1];
  const form = text.startsWith('{') ? query : new URLSearchParams(text);
  for (const name of parameters) {
    const token = form.get(name) ?? query.get(name);
    if (token !== null) return token;
  }
  return json;
}
