import type { Population } from '../../../population.ts';
import type { SandboxResponse } from '../../../service.ts';
import { ArmError } from '../../arm-error.ts';
import type { AzureContext } from '../../context.ts';
import { armText } from '../../documents/arm-document.ts';
import type { ArmType } from '../../documents/arm-type.ts';
import type { Cell } from '../../estate/estate.ts';
import type { AzureModel } from '../../estate/model.ts';
import { spelled } from '../../names.ts';
import { resourceNotFound } from '../../refusals.ts';
import type { AzureRequest } from '../../service.ts';
import type { Operations } from '../operations.ts';
import { cellsOfGroup } from '../resources.ts';

/** A request that changes something, with what it works on. */
export interface ChangeCall {
  readonly request: AzureRequest;
  readonly context: AzureContext;
  readonly operations: Operations;
}

/** What changes a type of resources in one way. */
export interface ChangeHandler {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** In lower case: `microsoft.compute/virtualmachines/start`. */
  readonly type: string;
  handle(call: ChangeCall): SandboxResponse;
}

/** The resource that a request is about, and where it is. @throws {ArmError} where there is none. */
export function targetOf<Model extends AzureModel>(
  { request, context }: ChangeCall,
  type: string,
  populationOf: (cell: Cell) => Population<Model>,
): { readonly model: Model; readonly cell: Cell } {
  const { subscription = '', resourceGroup = '', names } = request.resource;
  const name = names.at(-1) ?? '';
  const cells = cellsOfGroup(context.estate.cellsOf(subscription, 'Microsoft.Compute'), resourceGroup);
  for (const cell of cells) {
    const model = populationOf(cell).find(name.toLowerCase());
    const isThere = model?.group.name.toLowerCase() === resourceGroup.toLowerCase();
    if (model !== undefined && model.gone !== true && isThere) {
      requireMatch(request, context.estate.overlay.versionOf(model.arn));
      return { model, cell };
    }
  }
  throw resourceNotFound(`${spelled(type)}/${names.join('/')}`, resourceGroup);
}

/** A change may be meant for what a resource was when it was looked at. @throws {ArmError} where it is that no more. */
function requireMatch({ headers }: AzureRequest, version: number): void {
  const wanted = headers['if-match'];
  if (wanted === undefined || wanted === '*' || wanted === `"${version}"`) return;
  throw new ArmError(
    412,
    'PreconditionFailed',
    'The condition specified using HTTP conditional header(s) is not met: the resource has changed since.',
  );
}

/** A resource as it is now, as JSON; an empty object where it is gone. */
export function textNow(type: ArmType, cell: Cell, names: readonly string[]): string {
  const document = type.find(cell, names, {});
  return document === undefined ? '{}' : armText(document);
}

/** The document in a request's body. @throws {ArmError} for what is none. */
export function bodyOf({ body }: AzureRequest): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new ArmError(
      400,
      'InvalidRequestContent',
      'The request content was invalid and could not be deserialized.',
    );
  }
}

export function notAllowed(message: string): ArmError {
  return new ArmError(409, 'OperationNotAllowed', message);
}
