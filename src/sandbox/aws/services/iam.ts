import type { EpochMs } from '../../../core/time.ts';
import type { SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import type { Account } from '../estate/place.ts';
import { policiesOf } from '../estate/policies.ts';
import { type User, usersOf } from '../estate/users.ts';
import { ServiceError } from '../service-error.ts';
import { queryResponse } from '../wire/protocol.ts';
import { listParameter, queryParameters, refuseUnknown } from '../wire/query.ts';
import { element, listElement } from '../wire/xml.ts';
import { authorizationDetails } from './iam/authorization-details.ts';
import { builtInUser } from './iam/built-in.ts';
import { credentialReport } from './iam/credential-report.ts';
import { instantText, tagsXml } from './iam/xml.ts';

const namespace = 'https://iam.amazonaws.com/doc/2010-05-08/';

/** How long a credential report is handed out before AWS makes a new one. */
const reportKeptForMs = 4 * 3_600_000;

interface Call {
  readonly account: Account;
  readonly parameters: URLSearchParams;
}

interface Operation {
  readonly parameters: readonly string[];
  handle(call: Call): string;
}

/** Whether an action such as `ec2:DescribeInstances` is switched off in an account. */
export type IsDenied = (account: string, action: string) => boolean;

/** AWS IAM, as far as it can be read. */
export function iamService(context: AwsContext, isDenied: IsDenied): SandboxService {
  const { estate, clock } = context;
  const [management] = estate.accounts;
  /** When the report of an account was made; undefined while it is being made. */
  const reports = new Map<string, EpochMs | undefined>();

  function generateReport({ account }: Call): string {
    const madeAt = reports.get(account.id);
    if (!reports.has(account.id) || (madeAt !== undefined && clock.now() - madeAt > reportKeptForMs)) {
      reports.set(account.id, undefined);
      return (
        element('State', 'STARTED') +
        element('Description', 'No report exists. Starting a new report generation task')
      );
    }
    if (madeAt === undefined) reports.set(account.id, clock.now());
    return element('State', 'COMPLETE');
  }

  function getReport({ account }: Call): string {
    const madeAt = reports.get(account.id);
    if (!reports.has(account.id))
      throw new ServiceError('ReportNotPresent', 'No report exists; call GenerateCredentialReport.', 410);
    if (madeAt === undefined)
      throw new ServiceError('ReportInProgress', 'The credential report is still being generated.', 404);
    if (clock.now() - madeAt > reportKeptForMs)
      throw new ServiceError('ReportExpired', 'The credential report has expired.', 410);
    const csv = credentialReport(account, everyUser(account, estate.anchorAt));
    return (
      element('Content', Buffer.from(csv).toString('base64')) +
      element('ReportFormat', 'text/csv') +
      element('GeneratedTime', instantText(madeAt))
    );
  }

  function listPolicyTags({ account, parameters }: Call): string {
    const arn = parameters.get('PolicyArn') ?? '';
    const policy = policiesOf(account, estate.anchorAt).find(arn.slice(arn.lastIndexOf('/') + 1));
    if (policy?.arn !== arn)
      throw new ServiceError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, 404);
    return tagsXml(policy.tags) + element('IsTruncated', false);
  }

  function simulate({ account, parameters }: Call): string {
    const source = parameters.get('PolicySourceArn') ?? '';
    if (!new RegExp(`^arn:aws:iam::${account.id}:(?:user|role|group)/`).test(source))
      throw new ServiceError('NoSuchEntity', `The principal ${source} does not exist.`, 404);
    const actions = listParameter(parameters, 'ActionNames.member');
    if (actions.length === 0)
      throw new ServiceError('ValidationError', "Value at 'actionNames' failed to satisfy constraint");
    const results = actions.map(
      (action) =>
        element('EvalActionName', action) +
        element('EvalDecision', isDenied(account.id, action) ? 'implicitDeny' : 'allowed') +
        element('EvalResourceName', '*'),
    );
    return listElement('EvaluationResults', 'member', results) + element('IsTruncated', false);
  }

  const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
    ['GenerateCredentialReport', { parameters: [], handle: generateReport }],
    [
      'GetAccountAuthorizationDetails',
      {
        parameters: ['Filter', 'MaxItems', 'Marker'],
        handle: ({ account, parameters }) =>
          authorizationDetails(account, management ?? account, estate.anchorAt, parameters),
      },
    ],
    ['GetCredentialReport', { parameters: [], handle: getReport }],
    [
      'ListAccountAliases',
      {
        parameters: ['MaxItems', 'Marker'],
        handle: ({ account }) =>
          listElement('AccountAliases', 'member', [account.name]) + element('IsTruncated', false),
      },
    ],
    ['ListPolicyTags', { parameters: ['PolicyArn', 'MaxItems', 'Marker'], handle: listPolicyTags }],
    [
      'SimulatePrincipalPolicy',
      {
        parameters: ['PolicySourceArn', 'ActionNames', 'ResourceArns', 'MaxItems', 'Marker'],
        handle: simulate,
      },
    ],
  ]);

  return {
    service: 'iam',
    handle(request) {
      const parameters = queryParameters(request);
      const action = parameters.get('Action') ?? '';
      const operation = operations.get(action);
      const account = estate.accounts.find(({ id }) => id === request.account);
      if (operation === undefined || account === undefined)
        throw new ServiceError('InvalidAction', `Could not find operation ${action} for version 2010-05-08`);
      refuseUnknown(parameters, operation.parameters);
      return queryResponse(action, namespace, operation.handle({ account, parameters }), request.requestId);
    },
  };
}

function* everyUser(account: Account, anchorAt: EpochMs): Generator<User, void, void> {
  yield builtInUser(account, anchorAt);
  const users = usersOf(account, anchorAt);
  for (let index = 0; index < users.size; index++) yield users.at(index);
}
