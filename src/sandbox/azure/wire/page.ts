import { ArmError } from '../arm-error.ts';

/** A token for the rest of a list, which another list does not take for its own. */
export function tokenOf(list: string, from: number): string {
  return Buffer.from(`${from}|${list}`).toString('base64url');
}

/** Where the list goes on that a token was made for. @throws {ArmError} for a token of another list. */
export function offsetOf(list: string, token: string | null | undefined): number {
  if (token === null || token === undefined) return 0;
  const [, from, of] = /^(\d+)\|(.*)$/s.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (of !== list)
    throw new ArmError(400, 'InvalidSkipToken', 'The provided skip token is invalid for this request.');
  return Number(from);
}
