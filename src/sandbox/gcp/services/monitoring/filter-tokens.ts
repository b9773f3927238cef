/** A piece of a filter. */
export interface FilterToken {
  readonly type: 'word' | 'text' | 'sign';
  readonly text: string;
}

const pattern =
  /\s+|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_][\w.\-/]*|\d[\w.]*)|(!=|<=|>=|[=:<>(),-])/gy;

/** The pieces of a filter; undefined where it has something that belongs in none. */
export function filterTokens(filter: string): readonly FilterToken[] | undefined {
  const tokens: FilterToken[] = [];
  let at = 0;
  for (const match of filter.matchAll(pattern)) {
    const [whole, text, word, sign] = match;
    at += whole.length;
    if (text !== undefined) tokens.push({ type: 'text', text: unquoted(text) });
    else if (word !== undefined) tokens.push({ type: 'word', text: word });
    else if (sign !== undefined) tokens.push({ type: 'sign', text: sign });
  }
  return at === filter.length ? tokens : undefined;
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, '$1');
}
