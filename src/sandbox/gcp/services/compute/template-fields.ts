import type { InstanceTemplate } from '../../estate/instance-templates.ts';
import type { Project } from '../../estate/place.ts';
import { type FieldTable, linkBase, plain, timeJson } from './fields.ts';

/** The fields of a project's instance templates. */
export function templateFields({ id: project }: Pick<Project, 'id'>): FieldTable<InstanceTemplate> {
  const projectLink = `${linkBase}projects/${project}`;
  return [
    ['kind', '"compute#instanceTemplate"'],
    ['id', ({ number }) => plain(number)],
    ['creationTimestamp', ({ createdAt }) => timeJson(createdAt)],
    ['name', ({ id }) => plain(id)],
    ['description', '""'],
    ['selfLink', ({ path }) => `"${linkBase}${path}"`],
    ['properties', (template) => JSON.stringify(propertiesOf(template, projectLink))],
  ];
}

/** In templates, types go by their names alone: the zone is not known yet. */
function propertiesOf({ type, spot, region }: InstanceTemplate, projectLink: string): object {
  return {
    machineType: type.name,
    canIpForward: false,
    networkInterfaces: [
      {
        kind: 'compute#networkInterface',
        name: 'nic0',
        network: `${projectLink}/global/networks/default`,
        subnetwork: `${projectLink}/regions/${region}/subnetworks/default`,
      },
    ],
    disks: [
      {
        kind: 'compute#attachedDisk',
        type: 'PERSISTENT',
        mode: 'READ_WRITE',
        boot: true,
        autoDelete: true,
        index: 0,
        initializeParams: {
          sourceImage: 'projects/debian-cloud/global/images/family/debian-12',
          diskSizeGb: '10',
          diskType: 'pd-balanced',
        },
      },
    ],
    scheduling: spot
      ? {
          onHostMaintenance: 'TERMINATE',
          automaticRestart: false,
          preemptible: true,
          provisioningModel: 'SPOT',
          instanceTerminationAction: 'STOP',
        }
      : {
          onHostMaintenance: 'MIGRATE',
          automaticRestart: true,
          preemptible: false,
          provisioningModel: 'STANDARD',
        },
  };
}
