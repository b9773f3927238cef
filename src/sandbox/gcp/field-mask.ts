import type { SandboxResponse, WireRequest } from '../service.ts';
import { invalidArgument } from './refusals.ts';

/** Which fields of an answer are wanted: all of a field (`true`), or some of what is in it. */
export interface FieldMask {
  readonly fields: ReadonlyMap<string, FieldMask | true>;
}

/** What a mask says of one field: all, some, or nothing of it. */
export function maskOf(mask: FieldMask, name: string): FieldMask | true | undefined {
  return mask.fields.get(name) ?? mask.fields.get('*');
}

/**
 * A mask as it is written: `nextPageToken,items(id,labels/env)`.
 * @throws {GoogleError} for what is none.
 */
export function parseMask(text: string): FieldMask {
  const tokens = text.replaceAll(/\s/g, '').match(/[^,/.()]+|[,/.()]/g) ?? [];
  let at = 0;

  function list(): FieldMask {
    const fields = new Map<string, FieldMask | true>();
    for (;;) {
      const [name, below] = path();
      fields.set(name, merged(fields.get(name), below));
      if (tokens[at] !== ',') return { fields };
      at++;
    }
  }

  function path(): readonly [string, FieldMask | true] {
    const name = tokens[at];
    if (name === undefined || /^[,/.()]$/.test(name)) throw refused(text);
    at++;
    if (tokens[at] === '/' || tokens[at] === '.') {
      at++;
      const [next, below] = path();
      return [name, { fields: new Map([[next, below]]) }];
    }
    if (tokens[at] !== '(') return [name, true];
    at++;
    const below = list();
    if (tokens[at] !== ')') throw refused(text);
    at++;
    return [name, below];
  }

  const mask = list();
  if (at !== tokens.length) throw refused(text);
  return mask;
}

/** The mask that a request asks for; without one, everything is wanted. @throws {GoogleError} for what is none. */
export function requestedMask({ query, headers }: Pick<WireRequest, 'query' | 'headers'>): FieldMask | true {
  const header = headers['x-goog-fieldmask'];
  const text = query.get('fields') ?? query.get('$fields') ?? (typeof header === 'string' ? header : '*');
  return text === '*' || text === '' ? true : parseMask(text);
}

/** What a mask leaves of an answer. */
export function maskedAnswer(response: SandboxResponse, mask: FieldMask | true): SandboxResponse {
  if (mask === true || response.status >= 400) return response;
  const document: unknown = JSON.parse(response.body.toString());
  return { ...response, body: JSON.stringify(masked(document, mask)) };
}

/** What a mask leaves of a document. */
export function masked(document: unknown, mask: FieldMask | true): unknown {
  if (mask === true || typeof document !== 'object' || document === null) return document;
  if (Array.isArray(document)) return document.map((item) => masked(item, mask));
  return Object.fromEntries(
    Object.entries(document).flatMap(([name, value]) => {
      const below = maskOf(mask, name);
      return below === undefined ? [] : [[name, masked(value, below)]];
    }),
  );
}

function merged(one: FieldMask | true | undefined, other: FieldMask | true): FieldMask | true {
  if (one === undefined) return other;
  if (one === true || other === true) return true;
  const fields = new Map(one.fields);
  for (const [name, below] of other.fields) fields.set(name, merged(fields.get(name), below));
  return { fields };
}

function refused(text: string): Error {
  return invalidArgument(`Invalid field selection ${text}`, 'invalidParameter');
}
