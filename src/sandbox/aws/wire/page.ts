import { mixText } from '../../seeded.ts';
import { ServiceError } from '../service-error.ts';

/** An opaque token that stands for an offset into one particular list. */
export function tokenOf(list: string, offset: number): string {
  return Buffer.from(`${mixText(0x5eed, `${list}:${offset}`).toString(16)}:${offset}`).toString('base64url');
}

/**
 * The offset a token stands for; 0 for none.
 * @throws {ServiceError} with the given code for a token that was not given out for this list.
 */
export function offsetOf(list: string, token: string | null | undefined, code = 'InvalidNextToken'): number {
  if (token === null || token === undefined || token === '') return 0;
  const offset = Number(Buffer.from(token, 'base64url').toString('utf8').split(':')[1]);
  if (!Number.isInteger(offset) || offset < 0 || tokenOf(list, offset) !== token)
    throw new ServiceError(code, 'The token is invalid or has expired.');
  return offset;
}
