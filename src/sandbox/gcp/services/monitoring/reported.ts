import type { ProjectCell } from '../../estate/estate.ts';
import type { MetricSource } from '../../metrics/source.ts';

/** Whether anything in a project has ever reported a metric. */
export function isReported(project: ProjectCell, source: MetricSource): boolean {
  for (const { size, seriesAt } of source.places(project))
    for (let index = 0; index < size; index++) if (seriesAt(index).length > 0) return true;
  return false;
}
