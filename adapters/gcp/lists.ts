import { type FailedScope, ProtocolError, pagesOf, type Scope, UnavailableError } from 'bursar/adapter';
import type { Asked, Piece } from './asked.ts';
import type { CallOptions } from './call-options.ts';
import { regionOfLocation } from './names.ts';

/** A list of Google's, as one page of it is asked for. */
export interface ListQuestion {
  /** For people: `compute instances`. */
  readonly what: string;
  /** Under which name the answer has its items. */
  readonly property: string;
  /** What of the answer is wanted. */
  readonly fields?: string;
  /** Parameters that the SDK does not have. */
  readonly parameters?: Readonly<Record<string, string>>;
  ask(pageToken: string | undefined, options: CallOptions): Promise<unknown>;
  /** Looks at an answer's other properties. */
  seen?(answer: Readonly<Record<string, unknown>>): void;
}

/** A list of which one answer has all items. */
export async function* listPages(
  { clients, scope, signal }: Asked,
  { what, property, fields, parameters, ask, seen }: ListQuestion,
): AsyncGenerator<Piece, void, void> {
  const unreachable = new Unreachable(scope);
  const pages = pagesOf(what, async (token) => {
    const answer = answerOf(
      what,
      await clients.send((options) => ask(token, options), { signal, fields, parameters }),
    );
    seen?.(answer);
    unreachable.add(answer['unreachable']);
    unreachable.add(answer['unreachables']);
    unreachable.addWarning(answer['warning']);
    return { items: itemsOf(what, answer[property]), next: tokenOf(what, answer['nextPageToken']) };
  });
  for await (const page of pages) {
    yield page;
    yield* unreachable.taken();
  }
}

/** A list over all zones and regions of a project, of which each answer has some, by their names. */
export async function* aggregatedPages(
  { clients, scope, signal }: Asked,
  { what, property, fields, parameters, ask }: ListQuestion,
): AsyncGenerator<Piece, void, void> {
  const unreachable = new Unreachable(scope);
  const pages = pagesOf(what, async (token) => {
    const answer = answerOf(
      what,
      await clients.send((options) => ask(token, options), { signal, fields, parameters }),
    );
    const items: object[] = [];
    for (const [place, within] of Object.entries(answerOf(what, answer['items'] ?? {}))) {
      const part = answerOf(what, within);
      for (const item of itemsOf(what, part[property])) items.push(item);
      if (isUnreachable(part['warning'])) unreachable.add([place]);
    }
    unreachable.add(answer['unreachables']);
    unreachable.addWarning(answer['warning']);
    return { items, next: tokenOf(what, answer['nextPageToken']) };
  });
  for await (const page of pages) {
    yield page;
    yield* unreachable.taken();
  }
}

/** The first page of what the SDK iterates over: that is one call. */
export function firstOf(items: AsyncIterable<unknown>): Promise<unknown> {
  return items[Symbol.asyncIterator]().next();
}

/** Regions that a list had to leave out, each told once. */
class Unreachable {
  readonly #scope: Scope;
  readonly #told = new Set<string>();
  #untold: string[] = [];

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Adds places as Google names them: `zones/us-central1-a`, `projects/p/locations/europe-west1`. */
  add(places: unknown): void {
    if (!Array.isArray(places)) return;
    for (const place of places) {
      if (typeof place !== 'string') continue;
      const region = regionOfLocation(place.replace(/\/$/, '').split('/').at(-1) ?? place);
      if (this.#told.has(region)) continue;
      this.#told.add(region);
      this.#untold.push(region);
    }
  }

  /** Adds the places that a warning names. @throws {UnavailableError} for one that does not say what is missing. */
  addWarning(warning: unknown): void {
    if (!isUnreachable(warning)) return;
    const places = (warning.data ?? []).map(({ value }) => value).filter((value) => value !== undefined);
    if (places.length === 0)
      throw new UnavailableError(
        `a part could not be reached: ${warning.message ?? 'Google does not say which'}`,
      );
    this.add(places);
  }

  *taken(): Generator<FailedScope, void, void> {
    const regions = this.#untold;
    this.#untold = [];
    for (const region of regions) {
      const error = new UnavailableError(`Google could not reach ${region}: what is there is not known`);
      yield { scope: { ...this.#scope, region }, error };
    }
  }
}

interface Warning {
  readonly message?: string;
  readonly data?: readonly { readonly value?: string }[];
}

function isUnreachable(warning: unknown): warning is Warning {
  return (
    typeof warning === 'object' && warning !== null && 'code' in warning && warning.code === 'UNREACHABLE'
  );
}

/** @throws {ProtocolError} for what is no object. */
export function answerOf(what: string, answer: unknown): Readonly<Record<string, unknown>> {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    throw new ProtocolError(`${what}: the answer is no object`);
  // An object's properties may be asked for by any name.
  return answer as Readonly<Record<string, unknown>>;
}

/** @throws {ProtocolError} for what is no list of objects. */
export function itemsOf(what: string, items: unknown): readonly object[] {
  if (items === undefined) return [];
  if (!Array.isArray(items) || items.some((item) => typeof item !== 'object' || item === null))
    throw new ProtocolError(`${what}: the items are no list`);
  return items;
}

/** @throws {ProtocolError} for what is no token. */
export function tokenOf(what: string, token: unknown): string | undefined {
  if (token === undefined || typeof token === 'string') return token;
  throw new ProtocolError(`${what}: the page token is no text`);
}
