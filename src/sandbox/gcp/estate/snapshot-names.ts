import { services } from '../../estate/vocabulary.ts';
import { mix, mixText } from '../../seeded.ts';
import type { Project } from './place.ts';

type Named = Pick<Project, 'seed' | 'count'>;

export function snapshotSeed(project: Pick<Project, 'seed'>): number {
  return mixText(project.seed, 'snapshot');
}

/** The name of a project's snapshot, for any number; undefined where it has none. */
export function snapshotNameOf(project: Named, number: number): string | undefined {
  const count = project.count('snapshot');
  if (count === 0) return undefined;
  const index = number % count;
  return `${services[mix(snapshotSeed(project), index) % services.length] ?? 'web'}-snapshot-${index + 1}`;
}
