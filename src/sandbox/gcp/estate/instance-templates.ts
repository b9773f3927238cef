import type { Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import { type ComputeModel, computePopulation, identityOf, numberOf } from './compute-model.ts';
import { groupNameOf } from './groups.ts';
import { drawType } from './instance-draw.ts';
import type { MachineTypeFacts } from './machine-types.ts';
import type { Place, Project } from './place.ts';

/** What the members of a managed instance group are made after. It carries no labels itself. */
export interface InstanceTemplate extends ComputeModel {
  readonly region: string;
  readonly type: MachineTypeFacts;
  readonly spot: boolean;
}

const dayMs = 86_400_000;

/** What all members of a group have alike. */
export function templateOf(
  place: Pick<Place, 'seed'>,
  group: number,
): Pick<InstanceTemplate, 'type' | 'spot'> {
  const dice = new Dice(mix(mixText(place.seed, 'instance-template'), group));
  return { type: drawType(dice, dice.pick(['web', 'batch']), false).type, spot: dice.chance(0.4) };
}

/** The name of a group's template, which names the region too: templates are of no region. */
export function templateNameOf(place: Place, group: number): string {
  return `${groupNameOf(place, group).replace(/-mig-\d+$/, '')}-${place.region}-template-${group + 1}`;
}

/** The instance templates of a project: one for each group in its regions. */
export function instanceTemplatesOf(
  project: Project,
  places: readonly Place[],
): Population<InstanceTemplate> {
  const seed = mixText(project.seed, 'instance-template');
  const starts = places.map((_, number) =>
    places.slice(0, number).reduce((sum, place) => sum + place.count('instance-group'), 0),
  );
  const size = places.reduce((sum, place) => sum + place.count('instance-group'), 0);

  function make(index: number): InstanceTemplate {
    const number = starts.findLastIndex((start) => start <= index);
    const place = places[number];
    if (place === undefined) throw new RangeError(`there is no instance template ${index}`);
    const group = index - (starts[number] ?? 0);
    return {
      ...identityOf(project.id, 'global', 'instanceTemplates', templateNameOf(place, group)),
      index,
      number: numberOf(seed, index),
      createdAt: Math.floor((project.anchorAt - (901 + (mix(seed, index) % 400)) * dayMs) / 1_000) * 1_000,
      region: place.region,
      ...templateOf(place, group),
      tags: [],
      truths: [],
      undecidable: [],
    };
  }

  function indexOf(name: string): number | undefined {
    const [, region, group] = /-([a-z]+-[a-z]+\d)-template-([1-9]\d{0,6})$/.exec(name) ?? [];
    const number = places.findIndex((place) => place.region === region);
    const place = places[number];
    if (place === undefined || Number(group) > place.count('instance-group')) return undefined;
    return templateNameOf(place, Number(group) - 1) === name
      ? (starts[number] ?? 0) + Number(group) - 1
      : undefined;
  }

  return computePopulation({ size, seed, indexOf, make });
}
