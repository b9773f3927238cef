import type { Population } from '../../population.ts';
import type { Cell } from '../estate/estate.ts';
import type { AzureModel } from '../estate/model.ts';
import type { ArmDocument } from './arm-document.ts';

/** Table of Resource Graph. */
export type GraphTable =
  | 'resources'
  | 'resourcecontainers'
  | 'authorizationresources'
  | 'advisorresources'
  | 'computeresources';

/** How much of a resource is asked for. */
export interface DocumentOptions {
  /** A machine's state, which Resource Manager tells on demand. */
  readonly instanceView?: boolean;
  /** As Resource Graph has it, with what it adds. */
  readonly forGraph?: boolean;
}

/** A type of resources: how many of it a place has, and what Azure tells of each. */
export interface ArmType {
  /** As Azure spells it: `Microsoft.Compute/virtualMachines`. */
  readonly name: string;
  /** Absent of what Resource Graph does not know. */
  readonly table?: GraphTable;
  /** How many come with a page of a list. */
  readonly pageSize: number;
  /** Whether some of its numbers are of nothing. */
  readonly sparse?: true;
  /** Whether it is of the whole tenant: of the places that are asked about, the first alone tells of it. */
  readonly ofTenant?: true;
  size(cell: Cell): number;
  /** Undefined where it was deleted. */
  at(cell: Cell, index: number, options: DocumentOptions): ArmDocument | undefined;
  /** By the names in its path: its own last, those of what it is in before. */
  find(cell: Cell, names: readonly string[], options: DocumentOptions): ArmDocument | undefined;
  /** Which of them are in a parent that is named by its path: first and end. Undefined: any of them may be. */
  childrenOf?(cell: Cell, names: readonly string[]): { readonly first: number; readonly end: number };
}

/** Declares a type of what is modelled as a population. */
export function armType<Model extends AzureModel>(type: {
  readonly name: string;
  readonly table?: GraphTable;
  readonly pageSize?: number;
  population(cell: Cell): Population<Model>;
  document(model: Model, cell: Cell, options: DocumentOptions): ArmDocument;
  childrenOf?: ArmType['childrenOf'];
}): ArmType {
  return {
    name: type.name,
    table: type.table ?? 'resources',
    pageSize: type.pageSize ?? 100,
    size: (cell) => type.population(cell).size,
    at(cell, index, options) {
      const model = type.population(cell).at(index);
      return model.gone === true ? undefined : type.document(model, cell, options);
    },
    find(cell, names, options) {
      const model = type.population(cell).find((names.at(-1) ?? '').toLowerCase());
      return model === undefined || model.gone === true ? undefined : type.document(model, cell, options);
    },
    ...(type.childrenOf !== undefined && { childrenOf: type.childrenOf }),
  };
}

/** Declares a type of what other resources are in, and follows from their number. */
export function derivedType(type: {
  readonly name: string;
  readonly table?: GraphTable;
  readonly ofTenant?: true;
  size(cell: Cell): number;
  at(cell: Cell, index: number): ArmDocument;
  childrenOf?: NonNullable<ArmType['childrenOf']>;
}): ArmType {
  return {
    table: 'resources',
    pageSize: 100,
    ...type,
    find(cell, names) {
      const name = (names.at(-1) ?? '').toLowerCase();
      // There are few of them.
      for (let index = 0; index < type.size(cell); index++) {
        const document = type.at(cell, index);
        if (document.name.toLowerCase() === name) return document;
      }
      return undefined;
    },
  };
}
