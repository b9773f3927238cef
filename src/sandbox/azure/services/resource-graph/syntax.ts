/** What a query says, before anybody asks what it means. */
export type Expression =
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  /** `properties.hardwareProfile.vmSize`, `properties['a b']`, `zones[0]` */
  | { readonly type: 'path'; readonly steps: readonly (string | number)[] }
  | { readonly type: 'call'; readonly name: string; readonly parameters: readonly Expression[] }
  | {
      readonly type: 'comparison';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'in';
      readonly operator: string;
      readonly left: Expression;
      readonly values: readonly Expression[];
    }
  | { readonly type: 'and' | 'or'; readonly terms: readonly Expression[] };

/** A column of what comes out, and what it is made of. */
export interface Column {
  readonly name: string;
  readonly value: Expression;
}

/** A step between two bars. */
export type Stage =
  | { readonly type: 'where'; readonly condition: Expression }
  | { readonly type: 'project' | 'extend'; readonly columns: readonly Column[] }
  | {
      readonly type: 'order';
      readonly keys: readonly { readonly value: Expression; readonly descending: boolean }[];
    }
  | { readonly type: 'take'; readonly rows: number }
  | { readonly type: 'count' }
  | { readonly type: 'summarize'; readonly name: string; readonly by: readonly Column[] };

export interface Query {
  readonly table: string;
  readonly stages: readonly Stage[];
}
