import type { SandboxResponse, WireRequest } from '../service.ts';
import type { Identities } from './identities.ts';

const flavor = { 'metadata-flavor': 'Google', server: 'Metadata Server for VM' };
const base = '/computeMetadata/v1';
const scopes = ['https://www.googleapis.com/auth/cloud-platform'];

/** What the metadata server tells a machine of itself. Whoever asks has to say that he knows whom he asks. */
export function metadataAnswer(
  { path, headers, query }: Pick<WireRequest, 'path' | 'headers' | 'query'>,
  identities: Identities,
): SandboxResponse {
  if (headers['metadata-flavor'] !== 'Google')
    return answer(403, 'Missing Metadata-Flavor:Google header.', 'text/html; charset=UTF-8');
  if (headers['x-forwarded-for'] !== undefined)
    return answer(403, 'X-Forwarded-For is not allowed.', 'text/html; charset=UTF-8');
  const { home, email } = identities;
  const account = /^\/instance\/service-accounts\/([^/]+)\/?(.*)$/.exec(path.slice(base.length));
  if (account !== null) {
    const name = decodeURIComponent(account[1] ?? '');
    if (name !== 'default' && name !== email) return answer(404, 'Not Found', 'text/html; charset=UTF-8');
    return accountAnswer(account[2] ?? '', query, identities);
  }
  const texts: Readonly<Record<string, string>> = {
    '': 'instance/\nproject/\nuniverse/\n',
    '/instance': 'id\nname\nservice-accounts/\nzone\n',
    '/instance/id': '4512345678901234567',
    '/instance/name': 'bursar',
    '/instance/zone': `projects/${home.number}/zones/us-central1-a`,
    '/instance/service-accounts': `default/\n${email}/\n`,
    '/project/project-id': home.id,
    '/project/numeric-project-id': home.number,
    '/universe/universe-domain': 'googleapis.com',
  };
  const text = texts[path.slice(base.length).replace(/\/$/, '')];
  return text === undefined
    ? answer(404, 'Not Found', 'text/html; charset=UTF-8')
    : answer(200, text, 'application/text');
}

/** Whether a request is for the metadata server. */
export function isForMetadata(path: string): boolean {
  return path === base || path.startsWith(`${base}/`);
}

function accountAnswer(what: string, query: URLSearchParams, identities: Identities): SandboxResponse {
  const { email } = identities;
  const json = 'application/json';
  switch (what) {
    case '':
      return query.get('recursive') === 'true'
        ? answer(200, JSON.stringify({ aliases: ['default'], email, scopes }), json)
        : answer(200, 'aliases\nemail\nidentity\nscopes\ntoken\n', 'application/text');
    case 'email':
      return answer(200, email, 'application/text');
    case 'scopes':
      return answer(200, `${scopes.join('\n')}\n`, 'application/text');
    case 'token': {
      const caller = identities.account(email);
      if (caller === undefined) return answer(404, 'Not Found', 'text/html; charset=UTF-8');
      const { token, expiresInSeconds } = identities.tokens.issue(caller);
      const body = { access_token: token, expires_in: expiresInSeconds, token_type: 'Bearer' };
      return answer(200, JSON.stringify(body), json);
    }
    default:
      return answer(404, 'Not Found', 'text/html; charset=UTF-8');
  }
}

function answer(status: number, body: string, type: string): SandboxResponse {
  return { status, headers: { ...flavor, 'content-type': type }, body };
}
