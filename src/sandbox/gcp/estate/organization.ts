import type { EpochMs } from '../../../core/time.ts';
import type { Tag } from '../../estate/tags.ts';
import { Dice, mixText } from '../../seeded.ts';
import type { Folder, Organization } from './place.ts';

const dayMs = 86_400_000;

/** The organization, its folders, and what its projects are called. */
export interface OrganizationPlan {
  readonly organization: Organization;
  readonly folders: readonly Folder[];
  readonly projects: readonly ProjectPlan[];
}

/** What of a project does not depend on what is in it. */
export interface ProjectPlan {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly parent: string;
  readonly labels: readonly Tag[];
  readonly createdAt: EpochMs;
  readonly seed: number;
}

interface Character {
  readonly name: string;
  readonly folder: (typeof folderNames)[number] | undefined;
  readonly labels: readonly Tag[];
}

const folderNames = ['Production', 'Development', 'Teams', 'Experiments'] as const;

/** The projects that most companies begin with. */
const characters: readonly Character[] = [
  { name: 'acme-shared', folder: undefined, labels: [] },
  {
    name: 'acme-production',
    folder: 'Production',
    labels: [
      ['environment', 'production'],
      ['cost-center', 'cc-1001'],
    ],
  },
  {
    name: 'acme-development',
    folder: 'Development',
    labels: [
      ['owner', 'developer-experience'],
      ['env', 'dev'],
    ],
  },
];

/** Draws up an organization of so many projects. */
export function planOrganization(seed: number, projects: number, anchorAt: EpochMs): OrganizationPlan {
  if (!Number.isInteger(projects) || projects < 1 || projects > 999)
    throw new RangeError(`an organization here has 1 to 999 projects, not ${projects}`);
  const dice = new Dice(mixText(seed, 'google organization'));
  const ago = (least: number, most: number): EpochMs =>
    Math.floor((anchorAt - dice.between(least, most) * dayMs) / 1_000) * 1_000;
  const organization: Organization = {
    id: numberOf(dice, 999),
    displayName: 'acme.example',
    customerId: `C0${dice.hex(7)}`,
    createdAt: ago(2_600, 2_800),
  };
  const folders: Folder[] = [];
  for (const [index, displayName] of folderNames.entries())
    folders.push({
      id: numberOf(dice, 900 + index),
      displayName,
      // The last is within the one before it.
      parent:
        index === folderNames.length - 1
          ? `folders/${folders.at(-1)?.id ?? ''}`
          : `organizations/${organization.id}`,
      createdAt: ago(2_500, 2_600),
    });
  return {
    organization,
    folders,
    projects: Array.from({ length: projects }, (_, index) =>
      planProject(seed, index, anchorAt, organization, folders),
    ),
  };
}

function planProject(
  estateSeed: number,
  index: number,
  anchorAt: EpochMs,
  organization: Organization,
  folders: readonly Folder[],
): ProjectPlan {
  const seed = mixText(estateSeed, `project ${index}`);
  const dice = new Dice(seed);
  const team: Character = {
    name: `acme-team-${index + 1}`,
    folder: index % 4 === 3 ? 'Experiments' : 'Teams',
    labels: [],
  };
  const { name, folder, labels } = characters[index] ?? team;
  const above = folders.find(({ displayName }) => displayName === folder);
  return {
    id: `${name}-${dice.hex(4)}`,
    number: numberOf(dice, index),
    name,
    parent: above === undefined ? `organizations/${organization.id}` : `folders/${above.id}`,
    labels,
    createdAt: Math.floor((anchorAt - dice.between(900, 2_400) * dayMs) / 1_000) * 1_000,
    seed,
  };
}

/** Twelve digits; what is at the end keeps them apart for sure. */
function numberOf(dice: Dice, index: number): string {
  return `${dice.whole(100_000_000, 999_999_999)}${String(index).padStart(3, '0')}`;
}
