import { type Compiled, compile, initialScope } from './compile.ts';
import { unresolved } from './errors.ts';
import type { Expression, Query } from './syntax.ts';

/** A query made ready to be run over rows. */
export interface Plan {
  readonly table: string;
  /** Conditions that a type alone decides, and those that each row does. */
  readonly typeConditions: readonly Compiled[];
  readonly conditions: readonly Compiled[];
  readonly order: readonly { readonly value: Compiled; readonly descending: boolean }[];
  /** What comes out of each row, its columns in order. */
  readonly columns: readonly { readonly name: string; readonly value: Compiled }[];
  readonly take?: number;
  /** Only how many there are is asked for, in all or of each group. */
  readonly summary?: {
    readonly name: string;
    readonly by: readonly { readonly name: string; readonly value: Compiled }[];
  };
}

/** What the columns of a row are where the query does not say. */
const allColumns = [
  'id',
  'name',
  'type',
  'tenantId',
  'kind',
  'location',
  'resourceGroup',
  'subscriptionId',
  'managedBy',
  'sku',
  'plan',
  'properties',
  'tags',
  'identity',
  'zones',
  'extendedLocation',
] as const;

/** Makes a query ready. @throws {ArmError} for names that mean nothing. */
export function planOf({ table, stages }: Query): Plan {
  let scope = initialScope();
  const conditions: Compiled[] = [];
  let order: Plan['order'] = [];
  let columns: readonly string[] = allColumns;
  let take: number | undefined;
  let summary: Plan['summary'];
  for (const stage of stages) {
    // What comes after a count or a summary is about that, which the sandbox does not go into.
    if (summary !== undefined && stage.type !== 'order') throw unresolved(stage.type);
    switch (stage.type) {
      case 'where':
        conditions.push(...conjuncts(stage.condition).map((term) => compile(term, scope)));
        break;
      case 'project':
      case 'extend': {
        const before = scope;
        const made = stage.columns.map(({ name, value }) => [name, compile(value, before)] as const);
        scope = new Map(stage.type === 'extend' ? [...before, ...made] : made);
        columns =
          stage.type === 'extend'
            ? [...new Set([...columns, ...made.map(([name]) => name)])]
            : made.map(([name]) => name);
        break;
      }
      case 'order':
        if (summary !== undefined) break;
        order = stage.keys.map(({ value, descending }) => ({ value: compile(value, scope), descending }));
        break;
      case 'take':
        take = Math.min(take ?? stage.rows, stage.rows);
        break;
      case 'count':
        summary = { name: 'Count', by: [] };
        break;
      case 'summarize':
        summary = {
          name: stage.name,
          by: stage.by.map(({ name, value }) => ({ name, value: compile(value, scope) })),
        };
        break;
    }
  }
  return {
    table,
    typeConditions: conditions.filter(({ ofType }) => ofType),
    conditions: conditions.filter(({ ofType }) => !ofType),
    order,
    columns: columns.map((name) => ({ name, value: required(scope.get(name), name) })),
    ...(take !== undefined && { take }),
    ...(summary !== undefined && { summary }),
  };
}

function conjuncts(condition: Expression): readonly Expression[] {
  return condition.type === 'and' ? condition.terms.flatMap(conjuncts) : [condition];
}

function required(value: Compiled | undefined, name: string): Compiled {
  if (value === undefined) throw unresolved(name);
  return value;
}
