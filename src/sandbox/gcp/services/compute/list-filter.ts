import type { ComputeModel } from '../../estate/compute-model.ts';
import { invalidArgument } from '../../refusals.ts';

/** What of a resource can be compared, beside its name, number and labels. */
export type FilterTable<Model> = Readonly<Record<string, (model: Model) => string | undefined>>;

const comparison =
  /^\(?\s*(labels\.[\p{Ll}\p{Lo}\p{N}_-]+|[\w.]+)\s*(=|!=|:)\s*(?:"([^"]*)"|([^\s()"]+))\s*\)?$/u;

/**
 * Whether a resource is as a list's filter wants it: `status = RUNNING`, `labels.env:prod`, `name != "web-1"`, several
 * of them by `AND` or in brackets; `labels.owner:*` asks whether there is one.
 * @throws {GoogleError} for anything else: what is not understood here is not ignored.
 */
export function listFilter<Model extends ComputeModel>(
  filter: string | null,
  table: FilterTable<Model>,
): ((model: Model) => boolean) | undefined {
  if (filter === null || filter.trim() === '') return undefined;
  const terms = filter
    .trim()
    .split(/\s+AND\s+|(?<=\))\s*(?=\()/)
    .map((term) => testOf(term, filter, table));
  return (model) => terms.every((test) => test(model));
}

function testOf<Model extends ComputeModel>(
  term: string,
  filter: string,
  table: FilterTable<Model>,
): (model: Model) => boolean {
  const [, field = '', operator, quoted, bare] = comparison.exec(term.trim()) ?? [];
  const valueOf = getter(field, table);
  if (operator === undefined || valueOf === undefined)
    throw invalidArgument(`Invalid value for field 'filter': '${filter}'. Invalid list filter expression.`);
  const wanted = quoted ?? bare ?? '';
  switch (operator) {
    case '=':
      return (model) => valueOf(model) === wanted;
    case '!=':
      return (model) => valueOf(model) !== wanted;
    default:
      return (model) => {
        const value = valueOf(model);
        return value !== undefined && (wanted === '*' || value.toLowerCase().includes(wanted.toLowerCase()));
      };
  }
}

function getter<Model extends ComputeModel>(
  field: string,
  table: FilterTable<Model>,
): ((model: Model) => string | undefined) | undefined {
  if (field === 'name') return ({ id }) => id;
  if (field === 'id') return ({ number }) => number;
  if (field.startsWith('labels.')) {
    const wanted = field.slice('labels.'.length);
    return ({ tags }) => tags.find(([key]) => key === wanted)?.[1];
  }
  return Object.hasOwn(table, field) ? table[field] : undefined;
}
