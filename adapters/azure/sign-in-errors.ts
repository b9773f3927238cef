import { type CloudError, DeniedError, UnavailableError } from 'bursar/adapter';

const names = new Set([
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationRequiredError',
  'ChainedTokenCredentialError',
  'CredentialUnavailableError',
]);

/** Entra ID's codes that people meet, and what to do about each. */
const remedies: Readonly<Record<string, string>> = {
  AADSTS50034: 'the user does not exist in this tenant: sign in to the right one, or set "tenant"',
  AADSTS50076: 'a second factor is demanded, which no daemon has: use a managed identity or an application',
  AADSTS53003: 'a conditional access policy forbids it: leave this identity out of the policy',
  AADSTS65001: 'nobody has consented to the permission: have an administrator grant it to the application',
  AADSTS70021: 'no federated credential of the application matches the token: check its issuer and subject',
  AADSTS700016: 'the application is not in this tenant: check "clientId" and "tenantId"',
  AADSTS700024: 'the token of the other issuer is out of date: check the clock, and who renews its file',
  AADSTS700027: 'the certificate is not one of the application: upload it there, or name the right file',
  AADSTS700213: 'no federated credential of the application matches the token: check its issuer and subject',
  AADSTS7000215: 'the client secret is wrong: set its value, not its id',
  AADSTS7000222: 'the client secret has expired: make a new one for the application',
  AADSTS7000229:
    'the application has no service principal in this tenant: have an administrator consent to it',
  AADSTS90002: 'there is no such tenant: check "tenantId"',
};

/** Entra ID's own failures, which pass. */
const transientCodes = new Set(['AADSTS90033', 'AADSTS50196', 'AADSTS90006', 'AADSTS90024']);

/** Whether an error came of signing in, before anything was asked of Azure. */
export function isSignInFailure(error: Error): boolean {
  return names.has(error.name);
}

/** A failure to sign in as the port's own, with what to do about it where that is known. */
export function signInError(error: Error): CloudError {
  const text = messagesOf(error).join('; ');
  const code = /AADSTS\d+/.exec(text)?.[0];
  const options = { cause: error };
  if (
    code === undefined ? /network|ECONN|ENOTFOUND|ETIMEDOUT|EAI_AGAIN/.test(text) : transientCodes.has(code)
  )
    return new UnavailableError(`signing in failed: ${text}`, options);
  const remedy = code === undefined ? remedyWithoutCode(error) : remedies[code];
  return new DeniedError(`signing in failed: ${text}${remedy === undefined ? '' : ` (${remedy})`}`, options);
}

function remedyWithoutCode(error: Error): string | undefined {
  const none = messagesOf(error).some((text) =>
    /CredentialUnavailable|unavailable|not found|az login/i.test(text),
  );
  return none || error.name === 'CredentialUnavailableError'
    ? 'set "credential", or sign in by any way DefaultAzureCredential knows: a managed or workload identity, environment, az login'
    : undefined;
}

/** Entra ID's own words, wherever in the SDK's they are, without ids of traces. */
const entraWords = /AADSTS\d+:.*?(?=\s*(?:Trace ID|Correlation ID|Timestamp):|\n|$)/;

/** What went wrong, and of a chain of credentials what went wrong with each: Entra ID's words, or the first line. */
function messagesOf(error: Error): readonly string[] {
  const [firstLine = ''] = error.message.split('\n');
  const own = entraWords.exec(error.message)?.[0] ?? firstLine;
  const inner = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  const ofInner = inner.filter((one) => one instanceof Error).flatMap((one) => messagesOf(one));
  return [...new Set([own, ...ofInner])].filter((text) => text !== '');
}
