import type { Population } from '../../../population.ts';
import type { Address } from '../../estate/addresses.ts';
import type { ComputeModel } from '../../estate/compute-model.ts';
import type { Disk } from '../../estate/disks.ts';
import type { Cell, ProjectCell } from '../../estate/estate.ts';
import type { Image } from '../../estate/images.ts';
import type { InstanceGroup } from '../../estate/instance-groups.ts';
import type { InstanceTemplate } from '../../estate/instance-templates.ts';
import type { Instance } from '../../estate/instances.ts';
import type { Router } from '../../estate/routers.ts';
import type { Snapshot } from '../../estate/snapshots.ts';
import type { Collection, Source } from './collection.ts';
import { diskFields, imageFields, snapshotFields } from './disk-fields.ts';
import type { FieldTable } from './fields.ts';
import { autoscalerFields, groupFields, managerFields } from './group-fields.ts';
import { instanceFields } from './instance-fields.ts';
import { addressFields, routerFields } from './network-fields.ts';
import { templateFields } from './template-fields.ts';

export const instances: Collection<Instance> = {
  name: 'instances',
  kind: 'compute#instance',
  scopes: ['zones'],
  aggregated: true,
  filters: { status: ({ status }) => status, zone: ({ zone }) => zone },
  sources: (project) => inCells(project, ({ instances: population }) => population, instanceFields),
};

export const disks: Collection<Disk> = {
  name: 'disks',
  kind: 'compute#disk',
  scopes: ['zones', 'regions'],
  aggregated: true,
  filters: { status: () => 'READY' },
  sources: (project) =>
    inCells(
      project,
      ({ disks: population }) => population,
      () => diskFields(project),
    ),
};

export const snapshots: Collection<Snapshot> = {
  name: 'snapshots',
  kind: 'compute#snapshot',
  scopes: ['global'],
  aggregated: false,
  filters: { status: ({ status }) => status },
  sources: (project) => [{ population: project.snapshots, fields: () => snapshotFields(project) }],
};

export const images: Collection<Image> = {
  name: 'images',
  kind: 'compute#image',
  scopes: ['global'],
  aggregated: false,
  filters: { status: () => 'READY', family: ({ family }) => family },
  sources: (project) => [{ population: project.images, fields: () => imageFields(project) }],
};

export const addresses: Collection<Address> = {
  name: 'addresses',
  kind: 'compute#address',
  scopes: ['global', 'regions'],
  aggregated: true,
  filters: { status: ({ status }) => status, addressType: ({ type }) => type, address: ({ ip }) => ip },
  sources: (project) => [
    { population: project.globalAddresses, fields: () => addressFields(project) },
    ...inCells(
      project,
      ({ addresses: population }) => population,
      () => addressFields(project),
    ),
  ],
};

export const routers: Collection<Router> = {
  name: 'routers',
  kind: 'compute#router',
  scopes: ['regions'],
  aggregated: true,
  filters: {},
  sources: (project) =>
    inCells(
      project,
      ({ routers: population }) => population,
      () => routerFields(project),
    ),
};

export const instanceGroupManagers: Collection<InstanceGroup> = {
  name: 'instanceGroupManagers',
  kind: 'compute#instanceGroupManager',
  scopes: ['zones', 'regions'],
  aggregated: true,
  filters: {},
  sources: (project) => inCells(project, ({ instanceGroups }) => instanceGroups, managerFields),
};

export const instanceTemplates: Collection<InstanceTemplate> = {
  name: 'instanceTemplates',
  kind: 'compute#instanceTemplate',
  scopes: ['global'],
  aggregated: false,
  filters: {},
  sources: (project) => [{ population: project.instanceTemplates, fields: () => templateFields(project) }],
};

export const instanceGroups: Collection<InstanceGroup> = {
  name: 'instanceGroups',
  kind: 'compute#instanceGroup',
  scopes: ['zones', 'regions'],
  aggregated: true,
  filters: {},
  sources: (project) => inCells(project, (cell) => cell.instanceGroups, groupFields),
};

export const autoscalers: Collection<InstanceGroup> = {
  name: 'autoscalers',
  kind: 'compute#autoscaler',
  scopes: ['zones', 'regions'],
  aggregated: true,
  filters: {},
  sources: (project) => inCells(project, (cell) => scaled(cell.instanceGroups), autoscalerFields),
};

/** Those of a population that something changes the size of. */
function scaled({ size, at, find }: Population<InstanceGroup>): Population<InstanceGroup> {
  const known = (group: InstanceGroup): InstanceGroup =>
    group.autoscaler === undefined ? { ...group, gone: true } : group;
  return {
    size,
    at: (index) => known(at(index)),
    find(name) {
      const group = find(name);
      return group?.autoscaler === undefined ? undefined : group;
    },
  };
}

function inCells<Model extends ComputeModel>(
  { cells }: ProjectCell,
  populationOf: (cell: Cell) => Population<Model>,
  fieldsOf: (cell: Cell) => FieldTable<Model>,
): readonly Source<Model>[] {
  return cells.map((cell) => ({
    region: cell.region,
    population: populationOf(cell),
    fields: () => fieldsOf(cell),
  }));
}
