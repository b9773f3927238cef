import type { SandboxResponse } from '../../../../service.ts';
import { jsonAnswer } from '../../../answer.ts';
import type { GcpContext } from '../../../context.ts';
import type { ComputeModel } from '../../../estate/compute-model.ts';
import { GoogleError } from '../../../google-error.ts';
import type { GcpRequest, GcpRoute } from '../../../service.ts';
import type { Collection, ScopeSort } from '../collection.ts';
import { base, operationName, scopeOf, scopePaths } from '../collection-routes.ts';
import { findIn } from '../lists.ts';
import type { OperationError, Operations } from '../operations.ts';

/** What changes are made to, and told by. */
export interface ChangeContext extends GcpContext {
  readonly operations: Operations;
}

/** What a change comes to. */
export interface Changed {
  readonly takesMs: number;
  readonly error?: OperationError | undefined;
  /** What the operation is about, where that is not what was changed. */
  readonly target?: Pick<ComputeModel, 'path' | 'number'>;
}

/** One way to change the resources of a collection. */
export interface ChangeOptions<Model extends ComputeModel> {
  readonly collection: Collection<Model>;
  /** `stop`, `setLabels`; `delete` is a method of HTTP. */
  readonly verb: string;
  readonly permission: string;
  readonly scopes?: readonly ScopeSort[];
  readonly query?: readonly string[];
  /** As its operations call it, where not by the verb. */
  readonly type?: string;
  /** Changes one. @throws {GoogleError} where that is not possible. */
  change(model: Model, request: GcpRequest, scope: string): Changed;
}

/** The methods that change resources, each of which answers with an operation. */
export function changeRoutes<Model extends ComputeModel>(
  { operations }: ChangeContext,
  options: ChangeOptions<Model>,
): readonly GcpRoute[] {
  const { collection, verb, permission } = options;
  function handle(request: GcpRequest): SandboxResponse {
    const again = operations.ofRequest(request);
    if (again !== undefined) return jsonAnswer(operations.document(again));
    const scope = scopeOf(request.params);
    const { model } = findIn(collection, request, scope, request.params['resource'] ?? '');
    const { takesMs, error, target } = options.change(model, request, scope);
    const type = options.type ?? verb;
    const operation = operations.begin(request, { scope, type, target: target ?? model, takesMs, error });
    return jsonAnswer(operations.document(operation));
  }
  return (options.scopes ?? collection.scopes).map((sort): GcpRoute => {
    const path = `${base}/${scopePaths[sort]}/${collection.name}/{resource}`;
    return {
      operation: `${operationName(collection, sort)}.${verb}`,
      method: verb === 'delete' ? 'DELETE' : 'POST',
      path: verb === 'delete' ? path : `${path}/${verb}`,
      permission,
      query: ['requestId', ...(options.query ?? [])],
      handle,
    };
  });
}

/** Something is not in a state for what is asked of it. */
export function notReady(message: string): GoogleError {
  return new GoogleError({ status: 'INVALID_ARGUMENT', reason: 'resourceNotReady', message });
}

/** Something is in use. */
export function inUse(what: string, user: string): GoogleError {
  return new GoogleError({
    status: 'INVALID_ARGUMENT',
    reason: 'resourceInUseByAnotherResource',
    message: `The ${what} is already being used by '${user}'`,
  });
}

/** Something has been changed since it was read, or is guarded. */
export function conditionNotMet(message: string): GoogleError {
  return new GoogleError({ status: 'FAILED_PRECONDITION', code: 412, reason: 'conditionNotMet', message });
}
