/** A condition on a field of a document: `state:RUNNABLE`, `stateInfo.state=ACTIVE`, `labels.env:*`. */
interface Condition {
  readonly path: readonly string[];
  readonly operator: ':' | '=' | '!=';
  readonly wanted: string;
  readonly negated: boolean;
}

const condition = /^(-|NOT\s+)?([\w.]+)\s*(:|!=|=)\s*("(?:[^"\\]|\\.)*"|[^\s()]+)\s*/;

/**
 * The filters that most of Google's lists take, as far as clients use them: conditions on fields, all of which are meant
 * to hold, or at least one of those that stand between ORs. Undefined where a filter is none.
 */
export function fieldFilter(text: string): ((document: object) => boolean) | undefined {
  const alternatives: Condition[][] = [[]];
  let rest = text.trim();
  while (rest !== '') {
    if (/^AND\s/.test(rest)) rest = rest.slice(4).trimStart();
    if (/^OR\s/.test(rest)) {
      alternatives.push([]);
      rest = rest.slice(3).trimStart();
    }
    const match = condition.exec(rest);
    if (match === null) return undefined;
    const [whole, not, path = '', operator, value = ''] = match;
    alternatives.at(-1)?.push({
      path: path.split('.'),
      operator: operator === '!=' || operator === '=' ? operator : ':',
      wanted: value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value,
      negated: not !== undefined,
    });
    rest = rest.slice(whole.length);
  }
  return (document) => alternatives.some((all) => all.every((one) => holds(one, document)));
}

function holds({ path, operator, wanted, negated }: Condition, document: object): boolean {
  const value = valueAt(document, path);
  return matches(value, operator, wanted) !== negated;
}

function matches(value: unknown, operator: Condition['operator'], wanted: string): boolean {
  if (operator === '!=') return !matches(value, '=', wanted);
  if (wanted === '*') return value !== undefined;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return false;
  const text = String(value).toLowerCase();
  return operator === '=' ? text === wanted.toLowerCase() : text.includes(wanted.toLowerCase());
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return document;
  if (typeof document !== 'object' || document === null || !Object.hasOwn(document, name)) return undefined;
  return valueAt(Reflect.get(document, name), rest);
}
