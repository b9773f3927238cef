import { invalidArgument } from '../../refusals.ts';

/** What of something can be asked for, by lower-cased name. */
export type Queried = Readonly<Record<string, string | undefined>>;

const term = /^([\w.-]+)\s*(:|=)\s*(?:"([^"]*)"|(\S+))$/;

/**
 * What a search asks for: terms such as `parent:folders/123`, `state:ACTIVE` or `labels.env:prod`, all of which have to
 * be met (`AND` may stand between them).
 * @throws {GoogleError} for anything else.
 */
export function queryOf<Model>(
  query: string | null,
  fieldsOf: (model: Model) => Queried,
): (model: Model) => boolean {
  const terms = (query ?? '').match(/[\w.-]+\s*[:=]\s*(?:"[^"]*"|\S+)|\S+/g) ?? [];
  const tests = terms
    .filter((text) => text.toUpperCase() !== 'AND')
    .map((text) => {
      const [, name, , quoted, plain] = term.exec(text) ?? [];
      if (name === undefined) throw invalidArgument(`Invalid query: '${query ?? ''}'.`);
      return { name: name.toLowerCase(), wanted: (quoted ?? plain ?? '').toLowerCase() };
    });
  return (model) => {
    const fields = fieldsOf(model);
    return tests.every(({ name, wanted }) => {
      const value = fields[name]?.toLowerCase();
      if (value === undefined) return false;
      if (wanted === '*') return true;
      return wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted;
    });
  };
}
