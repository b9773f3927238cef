import { type FilterToken, filterTokens } from './filter-tokens.ts';

/** What a filter is asked about: the value of a field (`resource.labels.zone`), undefined where there is none. */
export type FieldReader = (field: string) => string | undefined;

/** A filter of Cloud Monitoring. */
export type Filter =
  | { readonly type: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly type: 'not'; readonly part: Filter }
  | Comparison;

/** A condition on one field. */
export interface Comparison {
  readonly type: 'comparison';
  /** `metric.type`, `metric.labels.state`, `resource.type`, `resource.labels.zone`, `project`. */
  readonly field: string;
  /** The values that it may have, where they are listed; undefined for any other condition. */
  readonly values?: ReadonlySet<string>;
  accepts(value: string): boolean;
}

/** Reads a filter; a message in place of it where it is none. */
export function parseFilter(text: string): Filter | string {
  const tokens = filterTokens(text);
  if (tokens === undefined) return 'Could not parse filter: invalid character.';
  try {
    return new Parser(tokens).parse();
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** Whether what is asked about passes a filter. */
export function passes(filter: Filter, read: FieldReader): boolean {
  switch (filter.type) {
    case 'and':
      return filter.parts.every((part) => passes(part, read));
    case 'or':
      return filter.parts.some((part) => passes(part, read));
    case 'not':
      return !passes(filter.part, read);
    case 'comparison':
      return filter.accepts(read(filter.field) ?? '');
  }
}

/** The values that a field can have in what passes; undefined where the filter does not list them. */
export function listedValues(filter: Filter, field: string): ReadonlySet<string> | undefined {
  switch (filter.type) {
    case 'comparison':
      return filter.field === field ? filter.values : undefined;
    case 'not':
      return undefined;
    case 'and': {
      const lists = filter.parts
        .map((part) => listedValues(part, field))
        .filter((list) => list !== undefined);
      return lists.length === 0 ? undefined : lists.reduce((all, list) => all.intersection(list));
    }
    case 'or': {
      const lists = filter.parts.map((part) => listedValues(part, field));
      const known = lists.filter((list) => list !== undefined);
      return known.length < lists.length ? undefined : new Set(known.flatMap((list) => [...list]));
    }
  }
}

/** Every field that a filter names. */
export function fieldsOf(filter: Filter): readonly string[] {
  switch (filter.type) {
    case 'comparison':
      return [filter.field];
    case 'not':
      return fieldsOf(filter.part);
    case 'and':
    case 'or':
      return filter.parts.flatMap(fieldsOf);
  }
}

/** A field by its usual name: `metric.label.x` and `metric.labels."x"` are one. */
export function canonicalField(name: string): string {
  return name.replace(/^(metric|resource)\.label\./, '$1.labels.');
}

const operators: ReadonlySet<string> = new Set(['=', '!=', ':', '<', '>', '<=', '>=']);

class Parser {
  readonly #tokens: readonly FilterToken[];
  #at = 0;

  constructor(tokens: readonly FilterToken[]) {
    this.#tokens = tokens;
  }

  parse(): Filter {
    const filter = this.#or();
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw new SyntaxError(`Could not parse filter: unexpected "${rest.text}".`);
    return filter;
  }

  #or(): Filter {
    const parts = [this.#and()];
    while (this.#takeWord('OR')) parts.push(this.#and());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { type: 'or', parts };
  }

  /** Conditions side by side are all meant to hold, with an AND between them or without. */
  #and(): Filter {
    const parts = [this.#not()];
    for (;;) {
      const next = this.#tokens[this.#at];
      if (next === undefined || next.text === ')' || isWord(next, 'OR')) break;
      this.#takeWord('AND');
      parts.push(this.#not());
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { type: 'and', parts };
  }

  #not(): Filter {
    if (this.#takeWord('NOT') || this.#takeSign('-')) return { type: 'not', part: this.#not() };
    if (!this.#takeSign('(')) return this.#comparison();
    const inner = this.#or();
    this.#expect(')');
    return inner;
  }

  #comparison(): Filter {
    let field = this.#value('a field').text;
    // `metric.labels."state"`: the key in quotes.
    if (field.endsWith('.')) field += this.#value('a label').text;
    const operator = this.#tokens[this.#at]?.text ?? '';
    if (!operators.has(operator))
      throw new SyntaxError(`Could not parse filter: no operator after ${field}.`);
    this.#at++;
    const comparison = this.#condition(canonicalField(field), operator);
    return operator === '!=' ? { type: 'not', part: comparison } : comparison;
  }

  #condition(field: string, operator: string): Comparison {
    const name = this.#value('a value');
    const called = name.type === 'word' && this.#takeSign('(');
    if (called) return { type: 'comparison', field, ...functionOf(name.text, this.#arguments()) };
    const wanted = name.text;
    if (operator === '=' || operator === '!=') return { type: 'comparison', field, ...oneOf([wanted]) };
    return { type: 'comparison', field, accepts: (value) => compares(operator, value, wanted) };
  }

  #arguments(): readonly string[] {
    const values = [this.#value('a value').text];
    while (this.#takeSign(',')) values.push(this.#value('a value').text);
    this.#expect(')');
    return values;
  }

  #value(what: string): FilterToken {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.type === 'sign')
      throw new SyntaxError(
        `Could not parse filter: ${what} is missing${token && ` before "${token.text}"`}.`,
      );
    this.#at++;
    return token;
  }

  #takeWord(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined || !isWord(token, text)) return false;
    this.#at++;
    return true;
  }

  #takeSign(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.type !== 'sign' || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#takeSign(text)) throw new SyntaxError(`Could not parse filter: "${text}" is missing.`);
  }
}

function isWord(token: FilterToken, text: string): boolean {
  return token.type === 'word' && token.text === text;
}

function oneOf(values: readonly string[]): Pick<Comparison, 'values' | 'accepts'> {
  const list = new Set(values);
  return { values: list, accepts: (value) => list.has(value) };
}

function functionOf(name: string, values: readonly string[]): Pick<Comparison, 'values' | 'accepts'> {
  const [wanted = ''] = values;
  switch (name) {
    case 'one_of':
      return oneOf(values);
    case 'starts_with':
      return { accepts: (value) => value.startsWith(wanted) };
    case 'ends_with':
      return { accepts: (value) => value.endsWith(wanted) };
    case 'has_substring':
      return { accepts: (value) => value.includes(wanted) };
    case 'monitoring.regex.full_match':
      return { accepts: regexOf(wanted) };
    default:
      throw new SyntaxError(`Could not parse filter: there is no function ${name}.`);
  }
}

function regexOf(text: string): (value: string) => boolean {
  const regex = new RegExp(`^(?:${text})$`, 'u');
  return (value) => regex.test(value);
}

/** What other operators than equality say of two values. */
function compares(operator: string, value: string, wanted: string): boolean {
  switch (operator) {
    case ':':
      return value.includes(wanted);
    case '<':
      return value < wanted;
    case '>':
      return value > wanted;
    case '<=':
      return value <= wanted;
    default:
      return value >= wanted;
  }
}
