import { invalidQuery } from './errors.ts';
import type { Column, Expression, Query, Stage } from './syntax.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Reads a query. @throws {ArmError} for what the sandbox's part of the language does not have. */
export function parseQuery(text: string): Query {
  return new Parser(text).query();
}

const comparisons = new Set([
  '==',
  '!=',
  '=~',
  '!~',
  '<',
  '>',
  '<=',
  '>=',
  'has',
  'contains',
  'startswith',
  'endswith',
  '!contains',
  '!startswith',
  '!endswith',
  '!has',
]);
const memberships = new Set(['in', 'in~', '!in', '!in~']);

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  query(): Query {
    const table = this.#name();
    const stages: Stage[] = [];
    while (this.#takes('|')) stages.push(this.#stage());
    if (this.#peek().type !== 'end') throw this.#error();
    return { table: table.toLowerCase(), stages };
  }

  #stage(): Stage {
    const keyword = this.#name();
    switch (keyword) {
      case 'where':
        return { type: 'where', condition: this.#or() };
      case 'project':
      case 'extend':
        return { type: keyword, columns: this.#columns() };
      case 'order':
      case 'sort':
        return this.#order();
      case 'take':
      case 'limit':
        return { type: 'take', rows: this.#number() };
      case 'count':
        return { type: 'count' };
      case 'summarize':
        return this.#summarize();
      default:
        this.#next--;
        throw this.#error();
    }
  }

  #order(): Stage {
    this.#word('by');
    const keys: { value: Expression; descending: boolean }[] = [];
    do {
      const value = this.#operand();
      // Without a word, the greatest comes first.
      const ascending = this.#takes('asc');
      if (!ascending) this.#takes('desc');
      keys.push({ value, descending: !ascending });
    } while (this.#takes(','));
    return { type: 'order', keys };
  }

  /** Only how many there are is counted here. */
  #summarize(): Stage {
    const first = this.#name();
    const named = this.#takes('=');
    const word = named ? this.#name() : first;
    if (word !== 'count') throw this.#error();
    this.#sign('(');
    this.#sign(')');
    return {
      type: 'summarize',
      name: named ? first : 'count_',
      by: this.#takes('by') ? this.#columns() : [],
    };
  }

  #columns(): readonly Column[] {
    const columns: Column[] = [];
    do {
      const start = this.#next;
      const isNamed = this.#peek().type === 'name' && this.#tokens[start + 1]?.text === '=';
      const name = isNamed ? this.#name() : undefined;
      if (isNamed) this.#sign('=');
      const value = this.#or();
      columns.push({ name: name ?? nameOf(value) ?? `Column${columns.length + 1}`, value });
    } while (this.#takes(','));
    return columns;
  }

  #or(): Expression {
    const terms = [this.#and()];
    while (this.#takes('or')) terms.push(this.#and());
    return alone(terms) ?? { type: 'or', terms };
  }

  #and(): Expression {
    const terms = [this.#comparison()];
    while (this.#takes('and')) terms.push(this.#comparison());
    return alone(terms) ?? { type: 'and', terms };
  }

  #comparison(): Expression {
    const left = this.#operand();
    const operator = this.#peek().text;
    if (this.#peek().type === 'text') return left;
    if (comparisons.has(operator)) {
      this.#next++;
      return { type: 'comparison', operator, left, right: this.#operand() };
    }
    if (!memberships.has(operator)) return left;
    this.#next++;
    this.#sign('(');
    const values: Expression[] = [];
    do values.push(this.#operand());
    while (this.#takes(','));
    this.#sign(')');
    return { type: 'in', operator, left, values };
  }

  #operand(): Expression {
    const token = this.#peek();
    if (this.#takes('(')) {
      const inner = this.#or();
      this.#sign(')');
      return inner;
    }
    this.#next++;
    if (token.type === 'text') return { type: 'literal', value: token.text };
    if (token.type === 'number') return { type: 'literal', value: Number(token.text) };
    if (token.type !== 'name') {
      this.#next--;
      throw this.#error();
    }
    if (token.text === 'true' || token.text === 'false')
      return { type: 'literal', value: token.text === 'true' };
    if (token.text === 'null') return { type: 'literal', value: null };
    return this.#takes('(') ? this.#call(token.text) : this.#path(token.text);
  }

  #call(name: string): Expression {
    const parameters: Expression[] = [];
    if (!this.#takes(')')) {
      do parameters.push(this.#or());
      while (this.#takes(','));
      this.#sign(')');
    }
    return { type: 'call', name, parameters };
  }

  #path(first: string): Expression {
    const steps: (string | number)[] = [first];
    for (;;) {
      if (this.#takes('.')) steps.push(this.#name());
      else if (this.#takes('[')) {
        const { type, text } = this.#peek();
        if (type !== 'text' && type !== 'number') throw this.#error();
        this.#next++;
        steps.push(type === 'number' ? Number(text) : text);
        this.#sign(']');
      } else return { type: 'path', steps };
    }
  }

  #peek(): Token {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw this.#error();
    return token;
  }

  /** Whether this word comes next; it is then behind. */
  #takes(text: string): boolean {
    const token = this.#peek();
    if (token.text !== text || token.type === 'text' || token.type === 'end') return false;
    this.#next++;
    return true;
  }

  #word(text: string): void {
    if (!this.#takes(text)) throw this.#error();
  }

  #sign(text: string): void {
    this.#word(text);
  }

  #name(): string {
    const token = this.#peek();
    if (token.type !== 'name') throw this.#error();
    this.#next++;
    return token.text;
  }

  #number(): number {
    const token = this.#peek();
    if (token.type !== 'number') throw this.#error();
    this.#next++;
    return Number(token.text);
  }

  #error() {
    return invalidQuery(this.#text, this.#tokens[this.#next]?.at ?? this.#text.length);
  }
}

function alone(terms: readonly Expression[]): Expression | undefined {
  return terms.length === 1 ? terms[0] : undefined;
}

/** What a column without a name of its own is called: `properties.vmId` becomes `properties_vmId`. */
function nameOf(value: Expression): string | undefined {
  return value.type === 'path' ? value.steps.join('_') : undefined;
}
