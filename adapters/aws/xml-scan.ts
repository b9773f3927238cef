import { type AnyStructure, type NamedField, nextHash } from './xml-structure.ts';

/**
 * Reads one list out of an answer in XML, taking only the elements that are asked for: an instance of EC2 has more than
 * a hundred, and the SDK's own parser, which reads them all, takes most of an inventory's time.
 *
 * It understands plain documents alone, as EC2 writes them: elements without attributes, text, entities. Of everything
 * else it says so, and whoever asked leaves that document to the SDK.
 */

/** A list, and the document without it. */
export interface TakenList {
  readonly items: readonly object[];
  readonly rest: Uint8Array;
}

/** Longer than any root element's tags, and what may be before and behind them. */
const edge = 1_000;

/** Whether a document is all there: it ends with the end of its root element. */
export function isWhole(document: Uint8Array): boolean {
  const start = Buffer.from(document.subarray(0, edge)).toString('latin1');
  const end = Buffer.from(document.subarray(-edge)).toString('latin1');
  const root = rootTag.exec(start)?.[1];
  return root !== undefined && end.trimEnd().endsWith(`</${root}>`);
}

/**
 * Takes a list of the root element out of a document in UTF-8; undefined where there is none, or where the document is
 * not as plain as this scan needs it.
 */
export function takeList(document: Uint8Array, name: string, item: AnyStructure): TakenList | undefined {
  try {
    return new Scanner(document).takeList(name, item);
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class NotPlain extends Error {}

const rootTag = /^\s*(?:<\?[^>]*\?>\s*)?<([^\s/>!?]+)(?:\s+[^<>]*)?>/;
const instantForm = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d{3})?Z$/;

// Characters of the markup, as bytes.
const space = 0x20;
const exclamation = 0x21;
const ampersand = 0x26;
const slash = 0x2f;
const lessThan = 0x3c;
const greaterThan = 0x3e;
const question = 0x3f;
const firstBeyondAscii = 0x80;

/** A power of two, so that it masks hashes. */
const knownValues = 1_024;

/**
 * Goes through the bytes once: a part becomes a text only where it is a value that is asked for. Of the tag read last it
 * knows where its name is, the name's hash, and whether it closes its element at once.
 */
class Scanner {
  readonly #bytes: Buffer;
  /** Values by their hashes, the last of each: most come again and again. */
  readonly #known = Array.from({ length: knownValues }, () => '');
  #at = 0;
  #nameStart = 0;
  #nameEnd = 0;
  #hash = 0;
  #empty = false;

  constructor(document: Uint8Array) {
    this.#bytes = Buffer.from(document.buffer, document.byteOffset, document.byteLength);
  }

  takeList(name: string, item: AnyStructure): TakenList | undefined {
    const root = rootTag.exec(this.#bytes.toString('latin1', 0, edge));
    if (root?.[1] === undefined || root[0].endsWith('/>')) throw new NotPlain();
    const rootStart = root[0].indexOf(`<${root[1]}`) + 1;
    const rootEnd = rootStart + root[1].length;
    this.#at = root[0].length;
    for (;;) {
      const start = this.#at;
      if (!this.#opens(rootStart, rootEnd)) return undefined;
      if (!this.#isNamed(name)) {
        this.#skip();
        continue;
      }
      const items = this.#list(item);
      return { items, rest: Buffer.concat([this.#bytes.subarray(0, start), this.#bytes.subarray(this.#at)]) };
    }
  }

  /** Reads the next tag within the element of a name; false where it closes that element. */
  #opens(parentStart: number, parentEnd: number): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    while (bytes[at] !== lessThan) {
      // Text beside elements, or the end of the document.
      if ((bytes[at] ?? exclamation) > space) throw new NotPlain();
      at++;
    }
    if (bytes[at + 1] === slash) {
      this.#closes(at, parentStart, parentEnd);
      return false;
    }
    const start = ++at;
    let hash = 0;
    for (;;) {
      const byte = bytes[at] ?? 0;
      if (byte === greaterThan || byte === slash) break;
      // An attribute, a comment, the end of the document.
      if (byte <= exclamation || byte === question) throw new NotPlain();
      hash = nextHash(hash, byte);
      at++;
    }
    this.#nameStart = start;
    this.#nameEnd = at;
    this.#hash = hash;
    this.#empty = bytes[at] === slash;
    if (this.#empty && bytes[++at] !== greaterThan) throw new NotPlain();
    this.#at = at + 1;
    return true;
  }

  /** Goes behind the tag at `at`, which is to close the element of a name. */
  #closes(at: number, nameStart: number, nameEnd: number): void {
    const bytes = this.#bytes;
    let closing = at + 2;
    for (let name = nameStart; name < nameEnd; name++) {
      if (bytes[closing++] !== bytes[name]) throw new NotPlain();
    }
    if (bytes[closing] !== greaterThan) throw new NotPlain();
    this.#at = closing + 1;
  }

  #isNamed(name: string): boolean {
    return this.#isAt(name, this.#nameStart, this.#nameEnd);
  }

  #isAt(text: string, start: number, end: number): boolean {
    if (end - start !== text.length) return false;
    for (let at = 0; at < text.length; at++) {
      if (this.#bytes[start + at] !== text.charCodeAt(at)) return false;
    }
    return true;
  }

  #structure({ byHash }: AnyStructure): object {
    const target: Record<string, unknown> = {};
    if (this.#empty) return target;
    const nameStart = this.#nameStart;
    const nameEnd = this.#nameEnd;
    let seen = 0;
    while (this.#opens(nameStart, nameEnd)) {
      const field = byHash.get(this.#hash);
      if (field === undefined || !this.#isNamed(field.name)) {
        this.#skip();
        continue;
      }
      if ((seen & field.bit) !== 0) throw new NotPlain();
      seen |= field.bit;
      target[field.as] = this.#value(field);
    }
    return target;
  }

  #list(item: AnyStructure): readonly object[] {
    const items: object[] = [];
    if (this.#empty) return items;
    const nameStart = this.#nameStart;
    const nameEnd = this.#nameEnd;
    while (this.#opens(nameStart, nameEnd)) {
      if (this.#isNamed('item')) items.push(this.#structure(item));
      else this.#skip();
    }
    return items;
  }

  #value({ type, of }: NamedField): unknown {
    if (of !== undefined) return type === 'list' ? this.#list(of) : this.#structure(of);
    const text = this.#text();
    if (type === 'text') return text;
    if (type === 'number') return Number(text);
    if (type === 'boolean') return text.toLowerCase() === 'true';
    return instantOf(text);
  }

  #text(): string {
    if (this.#empty) return '';
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    let isPlain = true;
    let hash = 0;
    for (;;) {
      const byte = bytes[at] ?? 0;
      if (byte === lessThan) break;
      if (byte === ampersand || byte < space || byte >= firstBeyondAscii) isPlain = false;
      hash = nextHash(hash, byte);
      if (++at >= bytes.length) throw new NotPlain();
    }
    if (bytes[at + 1] !== slash) throw new NotPlain();
    this.#closes(at, this.#nameStart, this.#nameEnd);
    return isPlain ? this.#plain(start, at, hash) : decoded(bytes.subarray(start, at));
  }

  /** A text of ASCII alone, and without references: the same object where it is the same as one before. */
  #plain(start: number, end: number, hash: number): string {
    const slot = hash & (knownValues - 1);
    const known = this.#known[slot] ?? '';
    if (this.#isAt(known, start, end)) return known;
    const value = this.#bytes.toString('latin1', start, end);
    this.#known[slot] = value;
    return value;
  }

  /** Goes behind the end of the element opened last, whatever is in it. */
  #skip(): void {
    if (this.#empty) return;
    const bytes = this.#bytes;
    const last = bytes.length - 1;
    let at = this.#at;
    for (let depth = 1; depth > 0; ) {
      while (bytes[at] !== lessThan) if (++at >= last) throw new NotPlain();
      const closes = bytes[++at] === slash;
      for (;;) {
        const byte = bytes[at] ?? 0;
        if (byte === greaterThan) break;
        if (byte <= exclamation || byte === question) throw new NotPlain();
        at++;
      }
      if (closes) depth--;
      else if (bytes[at - 1] !== slash) depth++;
    }
    this.#at = at + 1;
  }
}

function instantOf(text: string): Date {
  const at = new Date(instantForm.test(text) ? text : Number.NaN);
  if (Number.isNaN(at.getTime())) throw new NotPlain();
  return at;
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Text as XML means it: ends of lines are one character, and references what they stand for. */
function decoded(bytes: Buffer): string {
  const text = bytes
    .toString('utf8')
    .replace(/\r\n?/g, '\n')
    .replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z][\da-z]{0,30}));/gi, referenced);
  // White space over several lines is the document's, not the value's.
  return text.includes('\n') && text.trim() === '' ? '' : text;
}

function referenced(_: string, hexadecimal?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return entities.get(name) ?? '';
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  if (code > 0x10_ff_ff) throw new NotPlain();
  return String.fromCodePoint(code);
}
