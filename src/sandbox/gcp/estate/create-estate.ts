import { globalRegion } from '../../../core/scope.ts';
import type { Clock } from '../../../core/time.ts';
import { mixText } from '../../seeded.ts';
import { Additions } from './additions.ts';
import { addressesOf, globalAddressesOf } from './addresses.ts';
import { countsOf, partsOf } from './allocation.ts';
import { ApiSwitches } from './api-switches.ts';
import { bucketsOf } from './buckets.ts';
import { customRolesOf } from './custom-roles.ts';
import { databasesOf } from './databases.ts';
import { disksOf } from './disks.ts';
import { endpointsOf } from './endpoints.ts';
import type { Cell, Estate, ProjectCell } from './estate.ts';
import { forwardingRulesOf, globalForwardingRulesOf } from './forwarding-rules.ts';
import { functionsOf } from './functions.ts';
import { imagesOf } from './images.ts';
import { instanceGroupsOf } from './instance-groups.ts';
import { instanceTemplatesOf } from './instance-templates.ts';
import { instancesOf } from './instances.ts';
import { notebooksOf } from './notebooks.ts';
import { type ProjectPlan, planOrganization } from './organization.ts';
import { Overlay } from './overlay.ts';
import type { Place, Project } from './place.ts';
import { recommendationsOf } from './recommendations.ts';
import { regionWeights } from './regions.ts';
import { routersOf } from './routers.ts';
import { functionServicesOf, runServicesOf } from './run-services.ts';
import { serviceAccountsOf } from './service-accounts.ts';
import { type Snapshot, snapshotsOf } from './snapshots.ts';

/** What an estate is made from. */
export interface EstateOptions {
  readonly seed: number;
  /** Resources in all, 50 to 1,000,000. */
  readonly size: number;
  readonly projects: number;
  /** Its present instant is what all ages count back from. */
  readonly clock: Clock;
  /** By how much reads lag behind writes at the moment, in a region of a project. Default: not at all. */
  readLagMs?(project: string, region: string): number;
}

const regions: readonly string[] = regionWeights.map(([region]) => region);

const hourMs = 3_600_000;

/** An estate: the skeleton, from which each resource is made when it is asked for. */
export function createEstate(options: EstateOptions): Estate {
  const { seed, size, clock } = options;
  // By the hour, so that a sandbox started again soon serves the very same estate.
  const anchorAt = Math.floor(clock.now() / hourMs) * hourMs;
  const { organization, folders, projects: plans } = planOrganization(seed, options.projects, anchorAt);
  const counts = countsOf(size);
  const projectWeights = plans.map((_, index) => weightOfProject(index));
  const placeWeights = plans.flatMap((_, index) =>
    regionWeights.map(([, weight]) => weight * weightOfProject(index)),
  );
  const overlay = new Overlay();
  const common = { anchorAt, estateSeed: seed, now: () => clock.now() };

  function changeReader(project: string, region: string): Place['changeOf'] {
    return (name) => {
      if (overlay.size === 0) return undefined;
      return overlay.read(name, clock.now() - (options.readLagMs?.(project, region) ?? 0));
    };
  }

  function projectOf(plan: ProjectPlan, index: number): ProjectCell {
    const parts = partsOf(counts, projectWeights, index);
    const project: Project = {
      ...plan,
      ...common,
      changeOf: changeReader(plan.id, globalRegion),
      count: (kind) => parts[kind].count,
      first: (kind) => parts[kind].first,
    };
    const cells = regions.map((region, regionIndex): Cell => {
      const own = partsOf(counts, placeWeights, index * regions.length + regionIndex);
      return cellOf({
        ...common,
        project,
        region,
        seed: mixText(project.seed, region),
        changeOf: changeReader(project.id, region),
        count: (kind) => own[kind].count,
        first: (kind) => own[kind].first,
      });
    });
    return projectCellOf(project, cells);
  }

  const projects = plans.map(projectOf);
  const byName = new Map(
    projects.flatMap((project) => [project.id, project.number].map((name) => [name, project])),
  );
  const cells = projects.flatMap((project) => project.cells);
  const cellsByName = new Map(cells.map((cell) => [`${cell.project.id} ${cell.region}`, cell]));
  return {
    seed,
    size,
    anchorAt,
    organization,
    folders,
    projects,
    regions,
    cells,
    apis: new ApiSwitches(),
    overlay,
    project: (name) => byName.get(name),
    cell: (project, region) => cellsByName.get(`${project} ${region}`),
  };
}

/** What is in a region of a project. */
function cellOf(place: Place): Cell {
  const instances = instancesOf(place);
  const instanceGroups = instanceGroupsOf(place, instances);
  const functions = functionsOf(place);
  return {
    ...place,
    instances,
    disks: disksOf(place, instances),
    addresses: addressesOf(place),
    routers: routersOf(place),
    instanceGroups,
    forwardingRules: forwardingRulesOf({ place, instances, groups: instanceGroups }),
    databases: databasesOf(place),
    functions,
    runServices: runServicesOf(place),
    functionServices: functionServicesOf(place, functions),
    notebooks: notebooksOf(place),
    endpoints: endpointsOf(place),
  };
}

/** What a project has as a whole. */
function projectCellOf(project: Project, cells: readonly Cell[]): ProjectCell {
  const addedSnapshots = new Additions<Snapshot>();
  return {
    ...project,
    cells,
    snapshots: snapshotsOf(project, cells, addedSnapshots),
    addedSnapshots,
    images: imagesOf(project),
    instanceTemplates: instanceTemplatesOf(project, cells),
    globalAddresses: globalAddressesOf(project),
    globalForwardingRules: globalForwardingRulesOf(
      project,
      cells.map((place) => ({ place, instances: place.instances, groups: place.instanceGroups })),
    ),
    buckets: bucketsOf(project),
    serviceAccounts: serviceAccountsOf(project),
    customRoles: customRolesOf(project),
    recommendations: recommendationsOf(project, cells),
  };
}

/** How much of the estate is in a project: most in production, little in what all share. */
function weightOfProject(index: number): number {
  return [3, 6, 4][index] ?? 2;
}
