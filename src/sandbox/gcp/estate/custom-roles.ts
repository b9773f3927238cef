import { numberedPopulation } from '../../estate/numbered.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Modelled, Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import type { Project } from './place.ts';

/** A modelled role of a project's own; its id is that of the role. It carries no labels. */
export interface CustomRole extends Modelled {
  readonly index: number;
  readonly name: string;
  readonly title: string;
  readonly stage: 'GA' | 'BETA' | 'ALPHA' | 'DISABLED';
  /** It is kept for a while, to be taken back. */
  readonly deleted: boolean;
  readonly permissions: readonly string[];
  readonly etag: string;
}

/** Permissions that roles are made of. */
const permissionSets: readonly (readonly string[])[] = [
  ['compute.instances.get', 'compute.instances.list'],
  ['storage.objects.create', 'storage.objects.get', 'storage.objects.list'],
  ['cloudsql.instances.connect', 'cloudsql.instances.get'],
  ['iam.serviceAccounts.actAs', 'iam.serviceAccounts.getAccessToken', 'run.services.create'],
  [
    'compute.instances.delete',
    'compute.instances.setServiceAccount',
    'resourcemanager.projects.setIamPolicy',
  ],
];

/** The roles that a project has of its own. */
export function customRolesOf(project: Project): Population<CustomRole> {
  const kindSeed = mixText(project.seed, 'custom-role');
  const nameOf = (index: number): string =>
    `${services[mix(kindSeed, index) % services.length] ?? 'app'}-access-${index + 1}`;
  const population = numberedPopulation(project.count('custom-role'), nameOf, (index, text) => {
    const dice = new Dice(mix(kindSeed, index));
    const id = idOf(text);
    return {
      index,
      id,
      name: `projects/${project.id}/roles/${id}`,
      arn: `//iam.googleapis.com/projects/${project.id}/roles/${id}`,
      title: text.replaceAll('-', ' '),
      stage: dice.chance(0.85) ? ('GA' as const) : dice.pick(['BETA', 'ALPHA', 'DISABLED'] as const),
      deleted: index > 0 && dice.chance(0.05),
      permissions: dice.pick(permissionSets),
      etag: Buffer.from(dice.hex(16), 'hex').toString('base64'),
      tags: [],
      truths: [],
      undecidable: [],
    };
  });
  // Ids of roles have no hyphens.
  return { ...population, find: (id) => population.find(id.replaceAll('_', '-')) };
}

function idOf(text: string): string {
  return text.replaceAll('-', '_');
}
