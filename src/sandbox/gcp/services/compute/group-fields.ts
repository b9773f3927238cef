import type { Cell } from '../../estate/estate.ts';
import type { InstanceGroup } from '../../estate/instance-groups.ts';
import { zonesOf } from '../../estate/regions.ts';
import { type FieldTable, linkBase, plain, timeJson } from './fields.ts';

/** The fields of a cell's managed instance groups, as their managers. */
export function managerFields({ project, region }: Cell): FieldTable<InstanceGroup> {
  const projectLink = `${linkBase}projects/${project.id}`;
  const template = (group: InstanceGroup): string =>
    `"${projectLink}/global/instanceTemplates/${group.template}"`;
  return [
    ['kind', '"compute#instanceGroupManager"'],
    ['id', ({ number }) => plain(number)],
    ['creationTimestamp', ({ createdAt }) => timeJson(createdAt)],
    ['name', ({ id }) => plain(id)],
    ['zone', ({ zone }) => zone && `"${projectLink}/zones/${zone}"`],
    ['region', ({ zone }) => (zone === undefined ? `"${projectLink}/regions/${region}"` : undefined)],
    [
      'distributionPolicy',
      ({ zone }) =>
        zone === undefined
          ? JSON.stringify({
              zones: zonesOf(region).map((name) => ({ zone: `${projectLink}/zones/${name}` })),
              targetShape: 'EVEN',
            })
          : undefined,
    ],
    ['instanceTemplate', template],
    [
      'versions',
      (group) =>
        `[{"instanceTemplate":${template(group)},"targetSize":{"calculated":${group.members.length}}}]`,
    ],
    ['instanceGroup', (group) => `"${linkBase}${groupPath(group)}"`],
    ['baseInstanceName', ({ id }) => plain(id)],
    ['fingerprint', '"gcTEEIKWgAg="'],
    [
      'currentActions',
      ({ members }) =>
        `{"none":${members.length},"creating":0,"creatingWithoutRetries":0,"verifying":0,"recreating":0,"deleting":0,"abandoning":0,"restarting":0,"refreshing":0,"suspending":0,"resuming":0,"stopping":0,"starting":0}`,
    ],
    [
      'status',
      (group) =>
        `{"isStable":true,"versionTarget":{"isReached":true},"stateful":{"hasStatefulConfig":false,"perInstanceConfigs":{"allEffective":true}}${
          group.autoscaler === undefined ? '' : `,"autoscaler":"${linkBase}${autoscalerPath(group)}"`
        }}`,
    ],
    // Groups that choose among several types: there are none.
    ['instanceFlexibilityPolicy', () => undefined],
    ['targetSize', ({ members }) => String(members.length)],
    [
      'updatePolicy',
      '{"type":"OPPORTUNISTIC","minimalAction":"REPLACE","maxSurge":{"fixed":1,"calculated":1},"maxUnavailable":{"fixed":1,"calculated":1},"replacementMethod":"SUBSTITUTE"}',
    ],
    ['selfLink', ({ path }) => `"${linkBase}${path}"`],
  ];
}

/** The fields of a cell's managed instance groups, as groups. */
export function groupFields({ project, region }: Cell): FieldTable<InstanceGroup> {
  const projectLink = `${linkBase}projects/${project.id}`;
  return [
    ['kind', '"compute#instanceGroup"'],
    ['id', ({ number }) => plain(number)],
    ['creationTimestamp', ({ createdAt }) => timeJson(createdAt)],
    ['name', ({ id }) => plain(id)],
    ['description', '"This instance group is controlled by an instance group manager."'],
    ['network', `"${projectLink}/global/networks/default"`],
    ['fingerprint', '"42WmSpB8rSM="'],
    ['zone', ({ zone }) => zone && `"${projectLink}/zones/${zone}"`],
    ['region', ({ zone }) => (zone === undefined ? `"${projectLink}/regions/${region}"` : undefined)],
    ['selfLink', (group) => `"${linkBase}${groupPath(group)}"`],
    ['size', ({ members }) => String(members.length)],
    ['subnetwork', `"${projectLink}/regions/${region}/subnetworks/default"`],
  ];
}

/** The fields of what changes the size of a cell's managed instance groups. */
export function autoscalerFields({ project, region }: Cell): FieldTable<InstanceGroup> {
  const projectLink = `${linkBase}projects/${project.id}`;
  return [
    ['kind', '"compute#autoscaler"'],
    ['id', ({ number }) => plain(number)],
    ['creationTimestamp', ({ createdAt }) => timeJson(createdAt)],
    ['name', ({ id }) => plain(id)],
    ['target', ({ path }) => `"${linkBase}${path}"`],
    [
      'autoscalingPolicy',
      ({ autoscaler }) =>
        autoscaler &&
        `{"minNumReplicas":${autoscaler.minimum},"maxNumReplicas":${autoscaler.maximum},"coolDownPeriodSec":60,"cpuUtilization":{"utilizationTarget":0.6,"predictiveMethod":"NONE"},"mode":"${autoscaler.mode}"}`,
    ],
    ['zone', ({ zone }) => zone && `"${projectLink}/zones/${zone}"`],
    ['region', ({ zone }) => (zone === undefined ? `"${projectLink}/regions/${region}"` : undefined)],
    ['selfLink', (group) => `"${linkBase}${autoscalerPath(group)}"`],
    ['status', '"ACTIVE"'],
    ['recommendedSize', ({ members }) => String(members.length)],
  ];
}

/** Where the group itself is, beside its manager. */
function groupPath({ path }: Pick<InstanceGroup, 'path'>): string {
  return path.replace('/instanceGroupManagers/', '/instanceGroups/');
}

function autoscalerPath({ path }: InstanceGroup): string {
  return path.replace('/instanceGroupManagers/', '/autoscalers/');
}
