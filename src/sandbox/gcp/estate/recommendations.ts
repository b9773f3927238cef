import type { EpochMs } from '../../../core/time.ts';
import type { Modelled, Population } from '../../population.ts';
import { Dice, mix, mixText } from '../../seeded.ts';
import type { Cell } from './cell.ts';
import type { Project } from './place.ts';
import {
  idleAddress,
  idleDatabase,
  idleDisk,
  idleInstance,
  machineTypeOfInstance,
  type Operation,
  type Subject,
  type SubjectFinder,
} from './recommendation-subjects.ts';
import { roleOfAccount, serviceAccountEmailOf } from './service-account-names.ts';

/** What one of Google's recommenders recommends; its id is a UUID. */
export interface Recommendation extends Modelled {
  readonly index: number;
  readonly recommender: string;
  /** Region, zone or `global`. */
  readonly location: string;
  readonly subtype: string;
  readonly description: string;
  readonly target: string;
  readonly priority: 'P1' | 'P2' | 'P3' | 'P4';
  /** What following it saves; absent where it is not about money. */
  readonly monthlyUsd?: number;
  /** The grant that it is about, where it is about one. */
  readonly grant?: { readonly member: string; readonly role: string };
  readonly operation: Operation;
  readonly state: 'ACTIVE' | 'CLAIMED' | 'SUCCEEDED' | 'DISMISSED';
  readonly refreshedAt: EpochMs;
}

/** All recommendations of a project, and where those of a recommender begin. */
export interface Recommendations extends Population<Recommendation> {
  /** Numbers of those that a recommender may have in a region (or `global`). */
  numbersOf(recommender: string, region: string): readonly number[];
}

export const policyRecommender = 'google.iam.policy.Recommender';

interface Recommender {
  readonly id: string;
  readonly weight: number;
  readonly size: (cell: Cell) => number;
  readonly find: SubjectFinder;
  /** What its resources are: `compute.googleapis.com/zones/instances`. */
  readonly collection: string;
}

const recommenders: readonly Recommender[] = [
  {
    id: 'google.compute.instance.IdleResourceRecommender',
    weight: 28,
    size: ({ instances }) => instances.size,
    find: idleInstance,
    collection: 'compute.googleapis.com/zones/instances',
  },
  {
    id: 'google.compute.instance.MachineTypeRecommender',
    weight: 22,
    size: ({ instances }) => instances.size,
    find: machineTypeOfInstance,
    collection: 'compute.googleapis.com/zones/instances',
  },
  {
    id: 'google.compute.disk.IdleResourceRecommender',
    weight: 20,
    size: ({ disks }) => disks.size,
    find: idleDisk,
    collection: 'compute.googleapis.com/zones/disks',
  },
  {
    id: 'google.compute.address.IdleResourceRecommender',
    weight: 8,
    size: ({ addresses }) => addresses.size,
    find: idleAddress,
    collection: 'compute.googleapis.com/regions/addresses',
  },
  {
    id: 'google.cloudsql.instance.IdleRecommender',
    weight: 8,
    size: ({ databases }) => databases.size,
    find: idleDatabase,
    collection: 'sqladmin.googleapis.com//instances',
  },
];

/** Part of the recommendations that are about grants. */
const policyShare = 0.14;

/** Recommenders that have nothing to say here. */
const silent = ['google.cloudsql.instance.OverprovisionedRecommender'];

/** Every recommender that may be asked. */
export const recommenderIds: readonly string[] = [
  ...recommenders.map(({ id }) => id),
  policyRecommender,
  ...silent,
];

/** A recommender's share of the numbers in one cell. */
interface Run {
  readonly recommender: Recommender;
  readonly cell: Cell;
  readonly first: number;
  readonly count: number;
}

const hourMs = 3_600_000;

/** What is recommended in a project. Each is about something else: a recommender's in a cell go through it in steps. */
export function recommendationsOf(project: Project, cells: readonly Cell[]): Recommendations {
  const kindSeed = mixText(project.seed, 'recommendation');
  const size = project.count('recommendation');
  const policies = Math.min(Math.ceil(size * policyShare), Math.max(0, project.count('service-account') - 2));
  const runs = runsOf(cells, size - policies);
  const covered = (runs.at(-1)?.first ?? 0) + (runs.at(-1)?.count ?? 0);

  function at(index: number): Recommendation {
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`there is no recommendation number ${index} among ${size}`);
    const run = runs.find(({ first, count }) => index >= first && index < first + count);
    const common = commonOf(project, kindSeed, index);
    return run === undefined
      ? policyRecommendation(project, common, index - covered)
      : resourceRecommendation(project, common, run);
  }

  function numbersOf(id: string, region: string): readonly number[] {
    if (id === policyRecommender)
      return region === 'global' ? Array.from({ length: size - covered }, (_, index) => covered + index) : [];
    return runs
      .filter((run) => run.recommender.id === id && run.cell.region === region)
      .flatMap(({ first, count }) => Array.from({ length: count }, (_, index) => first + index));
  }

  function find(id: string): Recommendation | undefined {
    for (let index = 0; index < size; index++) if (idOf(kindSeed, index) === id) return at(index);
    return undefined;
  }
  return { size, at, find, numbersOf };
}

/** Divides numbers among recommenders and cells, by their weight and by what is there. */
function runsOf(cells: readonly Cell[], size: number): readonly Run[] {
  const slots = recommenders.flatMap((one) => {
    const whole = cells.reduce((sum, cell) => sum + one.size(cell), 0);
    return cells
      .filter((cell) => one.size(cell) > 0)
      .map((cell) => ({ recommender: one, cell, weight: (one.weight * one.size(cell)) / whole }));
  });
  const whole = slots.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  return slots.map(({ recommender: of, cell, weight }) => {
    const first = Math.round((size * before) / whole);
    before += weight;
    const count = Math.round((size * before) / whole) - first;
    return { recommender: of, cell, first, count };
  });
}

type Common = Pick<
  Recommendation,
  'index' | 'id' | 'state' | 'refreshedAt' | 'tags' | 'truths' | 'undecidable'
>;

function commonOf({ anchorAt }: Project, kindSeed: number, index: number): Common {
  const dice = new Dice(mix(kindSeed, index));
  const decided = dice.unit();
  return {
    index,
    id: idOf(kindSeed, index),
    state: decided < 0.9 ? 'ACTIVE' : decided < 0.95 ? 'DISMISSED' : 'CLAIMED',
    refreshedAt: anchorAt - dice.whole(1, 30) * hourMs,
    tags: [],
    truths: [],
    undecidable: [],
  };
}

function idOf(kindSeed: number, index: number): string {
  const digits = new Dice(mix(kindSeed, index + 0x10_0000)).hex(32);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`;
}

function resourceRecommendation(project: Project, common: Common, run: Run): Recommendation {
  const { cell, first, count, recommender: of } = run;
  const [from, to] = [common.index - first, common.index - first + 1].map((step) =>
    Math.floor((step * of.size(cell)) / count),
  );
  const found = of.find(cell, from ?? 0, to ?? 0);
  const subject = found ?? doneSubject(project, cell, of, common.index);
  return {
    ...common,
    arn: arnOf(project, subject.location, of.id, common.id),
    recommender: of.id,
    location: subject.location,
    subtype: subject.subtype,
    description: subject.description,
    target: subject.target,
    priority: subject.monthlyUsd > 500 ? 'P2' : 'P4',
    monthlyUsd: subject.monthlyUsd,
    operation: subject.operation,
    ...(found === undefined && { state: 'SUCCEEDED' }),
  };
}

/** What somebody has followed already: it stays on the list for a while. */
function doneSubject({ id }: Project, { region }: Cell, { collection }: Recommender, index: number): Subject {
  const [service = '', scope = '', sort = ''] = collection.split('/');
  const location = scope === 'zones' ? `${region}-b` : region;
  const name = `retired-${index}`;
  const place = scope === '' ? '' : `${scope}/${location}/`;
  return {
    target: `//${service}/projects/${id}/${place}${sort}/${name}`,
    location,
    subtype: 'DELETE_RESOURCE',
    description: `Save cost by deleting idle resource '${name}'.`,
    monthlyUsd: 24,
    operation: { action: 'remove', resourceType: `${service}/${sort}`, path: '/' },
  };
}

function policyRecommendation(project: Project, common: Common, number: number): Recommendation {
  const index = number + 2;
  const replaced = number % 2 === 0;
  return {
    ...common,
    arn: arnOf(project, 'global', policyRecommender, common.id),
    recommender: policyRecommender,
    location: 'global',
    subtype: replaced ? 'REPLACE_ROLE' : 'REMOVE_ROLE',
    description: replaced
      ? 'Replace the current role with a smaller role to cover the permissions needed.'
      : 'This role has not been used during the observation window.',
    target: `//cloudresourcemanager.googleapis.com/projects/${project.number}`,
    priority: 'P2',
    grant: {
      member: `serviceAccount:${serviceAccountEmailOf(project, index)}`,
      role: roleOfAccount(project, index),
    },
    operation: {
      action: 'remove',
      resourceType: 'cloudresourcemanager.googleapis.com/Project',
      path: '/iamPolicy/bindings/*/members/*',
    },
  };
}

function arnOf({ id }: Project, location: string, of: string, name: string): string {
  return `//recommender.googleapis.com/projects/${id}/locations/${location}/recommenders/${of}/recommendations/${name}`;
}
