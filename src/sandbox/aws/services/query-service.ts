import type { SandboxRequest, SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import type { Cell } from '../estate/estate.ts';
import { ServiceError } from '../service-error.ts';
import { queryResponse } from '../wire/protocol.ts';
import { queryParameters, refuseUnknown } from '../wire/query.ts';

/** One call of a Query operation. */
export interface QueryCall {
  readonly parameters: URLSearchParams;
  readonly cell: Cell;
}

/** An operation of a service that speaks the Query protocol. */
export interface QueryOperation {
  /** First parts of the names of the parameters it takes. */
  readonly parameters: readonly string[];
  /** The content of its result element. */
  handle(call: QueryCall): string;
}

/** A regional service that speaks the Query protocol. */
export function queryService(
  context: AwsContext,
  api: { readonly service: string; readonly version: string; readonly namespace: string },
  operations: ReadonlyMap<string, QueryOperation>,
): SandboxService {
  return {
    service: api.service,
    handle(request) {
      const parameters = queryParameters(request);
      const action = parameters.get('Action') ?? '';
      const version = parameters.get('Version') ?? '';
      const operation = operations.get(action);
      if (operation === undefined || version !== api.version)
        throw new ServiceError('InvalidAction', `Could not find operation ${action} for version ${version}`);
      refuseUnknown(parameters, operation.parameters);
      const result = operation.handle({ parameters, cell: cellOf(context, request) });
      return queryResponse(action, api.namespace, result, request.requestId);
    },
  };
}

/** Where a request is about. @throws {ServiceError} where the account has nothing there. */
export function cellOf(context: AwsContext, { account, region }: SandboxRequest): Cell {
  const cell = context.estate.cell(account, region);
  if (cell === undefined)
    throw new ServiceError(
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
      403,
    );
  return cell;
}
