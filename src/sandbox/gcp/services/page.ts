import { invalidArgument } from '../refusals.ts';

/** The token of a page that begins at an offset of a list. */
export function pageToken(list: string, offset: number): string {
  return Buffer.from(`${list}\n${offset}`).toString('base64url');
}

/** Where the page of a token begins; 0 without one. @throws {GoogleError} for what is no token of this list. */
export function offsetOf(list: string, token: string | null): number {
  if (token === null || token === '') return 0;
  const [name, offset] = Buffer.from(token, 'base64url').toString().split('\n');
  if (name !== list || offset === undefined || !/^\d{1,9}$/.test(offset))
    throw invalidArgument(`Invalid value for field 'pageToken': '${token}'.`);
  return Number(offset);
}

/** How many a page may have. @throws {GoogleError} for what is no such number. */
export function pageSizeOf(
  query: URLSearchParams,
  parameter: string,
  { usual, most }: { readonly usual: number; readonly most: number },
): number {
  const text = query.get(parameter);
  if (text === null || text === '0') return usual;
  if (!/^\d{1,9}$/.test(text)) throw invalidArgument(`Invalid value for field '${parameter}': '${text}'.`);
  return Math.min(most, Number(text));
}
