/** The tables of Resource Graph that are asked. */
export type GraphTable =
  | 'resources'
  | 'resourcecontainers'
  | 'computeresources'
  | 'authorizationresources'
  | 'advisorresources';

/** A question to Resource Graph: all resources of some types, and what is wanted of each. */
export interface GraphQuery {
  readonly table?: GraphTable;
  /** Lower case. */
  readonly types: readonly string[];
  /** Columns as they are; `id` comes always. */
  readonly columns: readonly string[];
  /** The members of `properties` that are wanted, as they are; for all of them, name it among the columns. */
  readonly properties?: readonly string[];
  /** Further conditions, in Resource Graph's own language. */
  readonly where?: readonly string[];
  /** Whether what is of no subscription (grants above them) is to be answered too. */
  readonly above?: boolean;
}

/**
 * The question as Resource Graph wants it. Its rows have the shape of what Resource Manager answers, so that either is
 * read in the same way; ordered by id, without which pages may miss some.
 */
export function queryText(query: GraphQuery, regions: readonly string[] | 'all'): string {
  const { table = 'resources', types, columns, properties, where = [] } = query;
  const bag = properties?.flatMap((name) => [`'${name}'`, `properties.${name}`]).join(', ');
  const wanted = ['id', ...columns, ...(bag ? [`properties = bag_pack(${bag})`] : [])];
  return [
    table,
    `where type ${anyOf(types)}`,
    ...(regions === 'all' || !columns.includes('location')
      ? []
      : [`where location ${anyOf([...regions, 'global'])}`]),
    ...where.map((condition) => `where ${condition}`),
    `project ${wanted.join(', ')}`,
    'order by id asc',
  ].join(' | ');
}

function anyOf(values: readonly string[]): string {
  const [only, ...others] = values;
  return others.length === 0 ? `=~ '${only}'` : `in~ (${values.map((value) => `'${value}'`).join(', ')})`;
}
