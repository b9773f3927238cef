import { jsonAnswer } from '../../answer.ts';
import { findMachineType, type MachineTypeFacts, machineTypes } from '../../estate/machine-types.ts';
import type { Project } from '../../estate/place.ts';
import { findRegion, type RegionFacts, regionFacts, regionOfZone, zoneNames } from '../../estate/regions.ts';
import { notFound } from '../../refusals.ts';
import type { GcpRoute } from '../../service.ts';
import { offsetOf, pageSizeOf, pageToken } from '../page.ts';
import { base } from './collection-routes.ts';
import { linkBase } from './fields.ts';
import { listParameters } from './lists.ts';

/** Regions, zones and the machine types that are in each of them. */
export const placeRoutes: readonly GcpRoute[] = [
  listRoute('regions', 'regions', () => regionFacts, regionDocument),
  getRoute('regions', 'regions/{region}', ({ region }) => findRegion(region ?? ''), regionDocument),
  listRoute('zones', 'zones', () => zoneNames, zoneDocument),
  getRoute('zones', 'zones/{zone}', ({ zone }) => zoneNames.find((name) => name === zone), zoneDocument),
  listRoute('machineTypes', 'zones/{zone}/machineTypes', () => machineTypes, machineTypeDocument),
  getRoute(
    'machineTypes',
    'zones/{zone}/machineTypes/{machineType}',
    ({ machineType }) => findMachineType(machineType ?? ''),
    machineTypeDocument,
  ),
];

type Params = Readonly<Record<string, string>>;
type Document<Model> = (model: Model, project: Project, params: Params) => object;

function listRoute<Model>(
  name: string,
  path: string,
  all: () => readonly Model[],
  documentOf: Document<Model>,
): GcpRoute {
  return {
    operation: `${name}.list`,
    method: 'GET',
    path: `${base}/${path}`,
    permission: `compute.${name}.list`,
    query: listParameters,
    handle({ project, params, query }) {
      if (params['zone'] !== undefined && !zoneNames.includes(params['zone']))
        throw notFound(`The resource 'projects/${project.id}/zones/${params['zone']}'`);
      const from = offsetOf(`compute ${name}`, query.get('pageToken'));
      const size = pageSizeOf(query, 'maxResults', { usual: 500, most: 500 });
      const models = all();
      return jsonAnswer({
        kind: `compute#${name.slice(0, -1)}List`,
        id: `projects/${project.id}/${path.replace('{zone}', params['zone'] ?? '')}`,
        items: models.slice(from, from + size).map((model) => documentOf(model, project, params)),
        ...(from + size < models.length && { nextPageToken: pageToken(`compute ${name}`, from + size) }),
      });
    },
  };
}

function getRoute<Model>(
  name: string,
  path: string,
  find: (params: Params) => Model | undefined,
  documentOf: Document<Model>,
): GcpRoute {
  return {
    operation: `${name}.get`,
    method: 'GET',
    path: `${base}/${path}`,
    permission: `compute.${name}.get`,
    handle({ project, params }) {
      const model = find(params);
      if (model === undefined)
        throw notFound(`The resource 'projects/${project.id}/${name}/${Object.values(params).at(-1) ?? ''}'`);
      return jsonAnswer(documentOf(model, project, params));
    },
  };
}

function regionDocument({ name, zones }: RegionFacts, { id }: Project): object {
  return {
    kind: 'compute#region',
    id: String(1_000 + regionFacts.findIndex((facts) => facts.name === name) * 10),
    creationTimestamp: '1969-12-31T16:00:00.000-08:00',
    name,
    description: name,
    status: 'UP',
    zones: zones.map((zone) => `${linkBase}projects/${id}/zones/${zone}`),
    selfLink: `${linkBase}projects/${id}/regions/${name}`,
    supportsPzs: false,
  };
}

function zoneDocument(name: string, { id }: Project): object {
  return {
    kind: 'compute#zone',
    id: String(2_000 + zoneNames.indexOf(name)),
    creationTimestamp: '1969-12-31T16:00:00.000-08:00',
    name,
    description: name,
    status: 'UP',
    region: `${linkBase}projects/${id}/regions/${regionOfZone(name)}`,
    selfLink: `${linkBase}projects/${id}/zones/${name}`,
    availableCpuPlatforms: ['Intel Broadwell', 'Intel Cascade Lake', 'Intel Ice Lake', 'AMD Milan'],
    supportsPzs: false,
  };
}

function machineTypeDocument(facts: MachineTypeFacts, { id }: Project, { zone = '' }: Params): object {
  const { name, vcpus, memoryMb, architecture, gpu } = facts;
  return {
    kind: 'compute#machineType',
    id: String(300_000 + machineTypes.findIndex((type) => type.name === name)),
    creationTimestamp: '1969-12-31T16:00:00.000-08:00',
    name,
    description: `${vcpus} vCPUs ${Math.round(memoryMb / 1_024)} GB RAM`,
    guestCpus: vcpus,
    memoryMb,
    maximumPersistentDisks: 128,
    maximumPersistentDisksSizeGb: '263168',
    zone,
    selfLink: `${linkBase}projects/${id}/zones/${zone}/machineTypes/${name}`,
    isSharedCpu: facts.sharedCpu,
    architecture,
    ...(gpu !== undefined && {
      accelerators: [{ guestAcceleratorType: gpu.type, guestAcceleratorCount: gpu.count }],
    }),
  };
}
