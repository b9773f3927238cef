import type { Population } from '../../../population.ts';
import type { ComputeModel } from '../../estate/compute-model.ts';
import type { ProjectCell } from '../../estate/estate.ts';
import type { FieldTable } from './fields.ts';
import type { FilterTable } from './list-filter.ts';

/** Where resources of a sort can be. */
export type ScopeSort = 'zones' | 'regions' | 'global';

/** A sort of resources of Compute Engine, as lists tell of them. */
export interface Collection<Model extends ComputeModel> {
  /** In paths and in answers: `instances`. */
  readonly name: string;
  /** Of one of them: `compute#instance`. */
  readonly kind: string;
  readonly scopes: readonly ScopeSort[];
  /** Whether there is a list over all zones and regions. */
  readonly aggregated: boolean;
  /** What lists and answers may be told apart by. */
  readonly filters: FilterTable<Model>;
  /** Where a project has them. */
  sources(project: ProjectCell): readonly Source<Model>[];
}

/** Some of a collection: those of a region with its zones, or those that have none. */
export interface Source<Model> {
  /** Absent: they have none. */
  readonly region?: string;
  readonly population: Population<Model>;
  fields(): FieldTable<Model>;
}
