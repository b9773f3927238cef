import { ArmError } from '../../arm-error.ts';

/** A query that Resource Graph does not understand. */
export function invalidQuery(query: string, at: number, message = 'ParserFailure'): ArmError {
  const near = query.slice(at, at + 20);
  return badRequest([
    {
      code: 'InvalidQuery',
      message:
        'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.',
    },
    { code: 'ParserFailure', message: `${message} at position ${at}: '${near}'` },
  ]);
}

/** A name in a query that means nothing. */
export function unresolved(name: string): ArmError {
  return badRequest([
    {
      code: 'InvalidQuery',
      message:
        'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.',
    },
    {
      code: 'SemanticError',
      message: `Failed to resolve column, table or function named '${name}'.`,
    },
  ]);
}

export function badRequest(details: ArmError['details']): ArmError {
  return new ArmError(400, 'BadRequest', 'Please provide below info when asking for support.', { details });
}
