import type { SandboxRequest, SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import { auditRole, externalId, type Identities, type Identity, organizationRole } from '../identities.ts';
import { ServiceError } from '../service-error.ts';
import { queryResponse } from '../wire/protocol.ts';
import { numberParameter, queryParameters, refuseUnknown } from '../wire/query.ts';
import { element, wrapped } from '../wire/xml.ts';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** AWS STS: who somebody is, and sessions of roles. */
export function stsService(context: AwsContext, identities: Identities): SandboxService {
  function handle(request: SandboxRequest): string {
    const parameters = queryParameters(request);
    const caller = identities.find(request.accessKeyId ?? '');
    if (caller === undefined)
      throw new ServiceError(
        'InvalidClientTokenId',
        'The security token included in the request is invalid.',
        403,
      );
    const action = parameters.get('Action') ?? '';
    switch (action) {
      case 'GetCallerIdentity':
        refuseUnknown(parameters, []);
        return (
          element('Arn', caller.arn) + element('UserId', caller.userId) + element('Account', caller.account)
        );
      case 'AssumeRole':
        return assumeRole(context, identities, caller, parameters);
      default:
        throw new ServiceError('InvalidAction', `Could not find operation ${action}`);
    }
  }
  return {
    service: 'sts',
    handle(request) {
      const action = queryParameters(request).get('Action') ?? '';
      return queryResponse(action, namespace, handle(request), request.requestId);
    },
  };
}

const parameterNames = ['RoleArn', 'RoleSessionName', 'DurationSeconds', 'ExternalId'];
/** The longest session that a role gives as long as nobody changed that. */
const longestSeconds = 3_600;

function assumeRole(
  context: AwsContext,
  identities: Identities,
  caller: Identity,
  parameters: URLSearchParams,
): string {
  refuseUnknown(parameters, parameterNames);
  const arn = parameters.get('RoleArn') ?? '';
  const session = parameters.get('RoleSessionName') ?? '';
  const parts = /^arn:aws:iam::(\d{12}):role\/([\w+=,.@/-]+)$/.exec(arn);
  if (parts === null) throw new ServiceError('ValidationError', `${arn} is invalid`);
  if (!/^[\w+=,.@-]{2,64}$/.test(session))
    throw new ServiceError(
      'ValidationError',
      `Value '${session}' at 'roleSessionName' failed to satisfy constraint`,
    );
  const seconds = numberParameter(parameters, 'DurationSeconds', {
    fallback: longestSeconds,
    least: 900,
    most: 43_200,
    code: 'ValidationError',
  });
  if (seconds > longestSeconds)
    throw new ServiceError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  const [, account = '', role = ''] = parts;
  if (!mayAssume(context, caller, account, role, parameters.get('ExternalId')))
    throw new ServiceError(
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
      403,
    );
  const opened = identities.open(account, role, session, seconds * 1_000);
  const credentials =
    element('AccessKeyId', opened.accessKeyId) +
    element('SecretAccessKey', opened.secretAccessKey) +
    element('SessionToken', opened.sessionToken) +
    element('Expiration', new Date(opened.expiresAt).toISOString().replace('.000Z', 'Z'));
  return (
    wrapped('Credentials', credentials) +
    wrapped(
      'AssumedRoleUser',
      element('AssumedRoleId', opened.identity.userId) + element('Arn', opened.identity.arn),
    ) +
    element('PackedPolicySize', 0)
  );
}

/** The management account may act as these roles of every account, as one of them demands with the external id. */
function mayAssume(
  { estate }: AwsContext,
  caller: Identity,
  account: string,
  role: string,
  given: string | null,
): boolean {
  const [management] = estate.accounts;
  if (caller.account !== management?.id || !estate.accounts.some(({ id }) => id === account)) return false;
  return role === organizationRole ? account !== management.id : role === auditRole && given === externalId;
}
