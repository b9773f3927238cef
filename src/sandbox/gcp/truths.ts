import { globalRegion } from '../../core/scope.ts';
import type { Population } from '../population.ts';
import type { Truth } from '../truth.ts';
import type { Estate } from './estate/estate.ts';
import { labelTruths } from './estate/labels.ts';
import type { Project } from './estate/place.ts';
import { cellPopulations, type Judged, projectPopulations } from './estate/populations.ts';

/** What is true of every resource of an estate, one after the other; nothing of it is kept. */
export function* truthsOf(estate: Estate): Generator<Truth, void, void> {
  for (const project of estate.projects) {
    yield truthOfProject(project);
    for (const [kind, population] of projectPopulations(project))
      yield* truthsOfPopulation(population, { account: project.id, region: globalRegion, kind });
  }
  for (const cell of estate.cells)
    for (const [kind, population] of cellPopulations(cell))
      yield* truthsOfPopulation(population, { account: cell.project.id, region: cell.region, kind });
}

function* truthsOfPopulation(
  population: Population<Judged>,
  where: { readonly account: string; readonly region: string; readonly kind: string },
): Generator<Truth, void, void> {
  for (let index = 0; index < population.size; index++) {
    const { id, arn, truths, undecidable, gone, unjudged } = population.at(index);
    if (gone || unjudged) continue;
    yield { provider: 'gcp', ...where, id, arn, rules: truths, undecidable };
  }
}

/** A project is a resource too, which ought to say whose it is. */
function truthOfProject(project: Project): Truth {
  return {
    provider: 'gcp',
    account: project.id,
    region: globalRegion,
    kind: 'account',
    id: project.id,
    arn: `//cloudresourcemanager.googleapis.com/projects/${project.id}`,
    rules: labelTruths(project.labels, { labels: [] }),
    undecidable: [],
  };
}
