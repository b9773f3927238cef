import type { ProjectCell } from '../../estate/estate.ts';
import type { MetricSource } from '../../metrics/source.ts';

/** Whether anything in a project has ever reported a metric. */
export function isReported(project: ProjectCell, source: MetricSource): boolean {
  for (const cell of project.cells)
    for (let index = 0; index < source.size(cell); index++)
      if (source.seriesAt(cell, index).length > 0) return true;
  return false;
}
