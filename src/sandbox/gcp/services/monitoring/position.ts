import { mixText } from '../../../seeded.ts';
import { invalid } from './inputs.ts';

/** Where a page begins: at a point of a unit. */
export interface Position {
  readonly number: number;
  readonly place: number;
  readonly point: number;
}

/** The token of a page of one particular list. */
export function tokenOf(list: string, { number, place, point }: Position): string {
  const text = `${number}.${place}.${point}`;
  return Buffer.from(`${mixText(mixText(0, list), text).toString(16)}.${text}`).toString('base64url');
}

/** Where the page of a token begins. @throws {GoogleError} for what is no token of this list. */
export function positionOf(list: string, token: string | null): Position {
  if (token === null || token === '') return { number: 0, place: 0, point: 0 };
  const text = Buffer.from(token, 'base64url').toString();
  const [, number = 0, place = 0, point = 0] = text.split('.').map(Number);
  const position = { number, place, point };
  if (tokenOf(list, position) !== token) throw invalid('pageToken', token, 'The page token is not valid.');
  return position;
}
