/** The tables of Resource Graph that are asked. */
export type GraphTable =
  | 'resources'
  | 'resourcecontainers'
  | 'computeresources'
  | 'authorizationresources'
  | 'advisorresources';

/** Names of members, and of members of which only some are wanted: rows are read as fast as they are small. */
export type GraphBag = readonly (string | Readonly<Record<string, GraphBag>>)[];

/** A question to Resource Graph: all resources of some types, and what is wanted of each. */
export interface GraphQuery {
  readonly table?: GraphTable;
  /** Lower case. */
  readonly types: readonly string[];
  /** Columns as they are; `id` comes always. */
  readonly columns: readonly string[];
  /** What is wanted of `properties`, which stays where it is; for all of it, name that among the columns. */
  readonly properties?: GraphBag;
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
  const bag =
    properties === undefined || properties.length === 0
      ? []
      : [`properties = ${packed('properties', properties)}`];
  const wanted = ['id', ...columns, ...bag];
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

function packed(path: string, bag: GraphBag): string {
  const members = bag.flatMap((member) =>
    typeof member === 'string'
      ? [`'${member}', ${path}.${member}`]
      : Object.entries(member).map(([name, inner]) => `'${name}', ${packed(`${path}.${name}`, inner)}`),
  );
  return `bag_pack(${members.join(', ')})`;
}

function anyOf(values: readonly string[]): string {
  const [only, ...others] = values;
  return others.length === 0 ? `=~ '${only}'` : `in~ (${values.map((value) => `'${value}'`).join(', ')})`;
}
