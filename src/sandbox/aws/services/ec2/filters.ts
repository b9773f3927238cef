import type { Modelled } from '../../../population.ts';
import { ServiceError } from '../../service-error.ts';
import { listParameter } from '../../wire/query.ts';

/** What a filter compares of a resource: one text, several of which one must match, or none. */
export type FilterValue<Model> = (model: Model) => string | readonly string[] | undefined;

/** The filters of an operation, by name. */
export type FilterTable<Model> = Readonly<Record<string, FilterValue<Model>>>;

const mostValues = 200;

/**
 * Whether a resource passes all filters of a request; undefined where there are none.
 * @throws {ServiceError} for a filter that the operation does not have.
 */
export function filterOf<Model extends Pick<Modelled, 'tags'>>(
  parameters: URLSearchParams,
  table: FilterTable<Model>,
): ((model: Model) => boolean) | undefined {
  const tests: ((model: Model) => boolean)[] = [];
  for (let number = 1; parameters.has(`Filter.${number}.Name`); number++) {
    const name = parameters.get(`Filter.${number}.Name`) ?? '';
    const values = listParameter(parameters, `Filter.${number}.Value`);
    if (values.length === 0)
      throw new ServiceError('InvalidParameterValue', `The filter '${name}' has no values`);
    if (values.length > mostValues)
      throw new ServiceError('FilterLimitExceeded', `The maximum number of filter values is ${mostValues}`);
    const valueOf = tagFilter(name) ?? (Object.hasOwn(table, name) ? table[name] : undefined);
    if (valueOf === undefined)
      throw new ServiceError('InvalidParameterValue', `The filter '${name}' is invalid`);
    const accepts = matcherOf(values);
    tests.push((model) => {
      const value = valueOf(model);
      if (value === undefined) return false;
      return typeof value === 'string' ? accepts(value) : value.some(accepts);
    });
  }
  return tests.length === 0 ? undefined : (model) => tests.every((test) => test(model));
}

function tagFilter(name: string): FilterValue<Pick<Modelled, 'tags'>> | undefined {
  if (name === 'tag-key') return ({ tags }) => tags.map(([key]) => key);
  if (name === 'tag-value') return ({ tags }) => tags.map(([, value]) => value);
  if (!name.startsWith('tag:')) return undefined;
  const wanted = name.slice('tag:'.length);
  return ({ tags }) => tags.find(([key]) => key === wanted)?.[1];
}

/** Whether a text is one of these, in which `*` and `?` stand for others as long as no backslash is before them. */
function matcherOf(values: readonly string[]): (text: string) => boolean {
  if (!values.some((value) => /[*?\\]/.test(value))) {
    const exact = new Set(values);
    return (text) => exact.has(text);
  }
  const patterns = values.map((value) => new RegExp(`^${patternOf(value)}$`, 's'));
  return (text) => patterns.some((pattern) => pattern.test(text));
}

function patternOf(value: string): string {
  return value.replace(/\\[*?\\]|[*?]|[$()+.[\\\]^{|}/-]/g, (found) => {
    if (found === '*') return '.*';
    if (found === '?') return '.';
    return found.startsWith('\\') && found.length === 2 ? found : `\\${found}`;
  });
}
