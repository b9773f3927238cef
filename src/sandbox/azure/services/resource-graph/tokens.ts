import { invalidQuery } from './errors.ts';

/** A word of a query. */
export interface Token {
  readonly type: 'name' | 'text' | 'number' | 'sign' | 'end';
  readonly text: string;
  /** Where it begins. */
  readonly at: number;
}

const pattern =
  /\s+|\/\/[^\n]*|(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<number>\d+(?:\.\d+)?)|(?<name>!?[A-Za-z_]\w*~?)|(?<sign>=~|!~|==|!=|<=|>=|[|()[\],.=<>])/y;

/** Takes a query apart. @throws {ArmError} for what is no query. */
export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(query);
    if (match === null) throw invalidQuery(query, at);
    const { text, number, name, sign } = match.groups ?? {};
    if (text !== undefined) tokens.push({ type: 'text', text: unescaped(text), at });
    else if (number !== undefined) tokens.push({ type: 'number', text: number, at });
    else if (name !== undefined) tokens.push({ type: 'name', text: name, at });
    else if (sign !== undefined) tokens.push({ type: 'sign', text: sign, at });
    at = pattern.lastIndex;
  }
  return [...tokens, { type: 'end', text: '', at }];
}

function unescaped(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(.)/g, (_, escaped: string) => ({ n: '\n', t: '\t' })[escaped] ?? escaped);
}
