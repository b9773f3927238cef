import { labelFingerprint } from '../../estate/compute-model.ts';
import { diskNameOf } from '../../estate/disk-use.ts';
import { scopeOfDisk } from '../../estate/disks.ts';
import type { Cell } from '../../estate/estate.ts';
import { groupNameOf, zoneOfGroup } from '../../estate/groups.ts';
import { templateNameOf } from '../../estate/instance-templates.ts';
import type { Instance } from '../../estate/instances.ts';
import { privateIpOf } from '../../estate/network.ts';
import { arrayJson, type FieldTable, labelsJson, linkBase, maybeTime, plain, timeJson } from './fields.ts';

const cloudPlatform = '["https://www.googleapis.com/auth/cloud-platform"]';
const usualScopes =
  '["https://www.googleapis.com/auth/devstorage.read_only","https://www.googleapis.com/auth/logging.write","https://www.googleapis.com/auth/monitoring.write","https://www.googleapis.com/auth/service.management.readonly","https://www.googleapis.com/auth/servicecontrol","https://www.googleapis.com/auth/trace.append"]';

/** The fields of a cell's instances. */
export function instanceFields(cell: Cell): FieldTable<Instance> {
  const projectLink = `${linkBase}projects/${cell.project.id}`;
  const network = `"network":"${projectLink}/global/networks/default","subnetwork":"${projectLink}/regions/${cell.region}/subnetworks/default"`;

  function disksJson(instance: Instance): string {
    const { license, project, guestOs } = instance.image;
    const boot = `{"kind":"compute#attachedDisk","type":"PERSISTENT","mode":"READ_WRITE","source":"${projectLink}/zones/${instance.zone}/disks/${instance.id}","deviceName":"${instance.id}","index":0,"boot":true,"autoDelete":true,"licenses":["${linkBase}projects/${project}/global/licenses/${license}"],"interface":"SCSI","guestOsFeatures":[{"type":"UEFI_COMPATIBLE"},{"type":"GVNIC"}],"diskSizeGb":"${guestOs === 'windows' ? 50 : 10}","architecture":"${instance.type.architecture}"}`;
    const data = instance.dataDisks.map((disk, place) => {
      const scope = scopeOfDisk(cell, disk);
      return `{"kind":"compute#attachedDisk","type":"PERSISTENT","mode":"READ_WRITE","source":"${projectLink}/${scope}/disks/${diskNameOf(cell, disk)}","deviceName":"data-${place + 1}","index":${place + 1},"boot":false,"autoDelete":false,"interface":"SCSI"}`;
    });
    const local = Array.from(
      { length: instance.localSsds },
      (_, number) =>
        `{"kind":"compute#attachedDisk","type":"SCRATCH","mode":"READ_WRITE","deviceName":"local-ssd-${number}","index":${number + 1 + data.length},"boot":false,"autoDelete":true,"interface":"NVME","diskSizeGb":"375"}`,
    );
    return arrayJson([boot, ...data, ...local]);
  }

  function interfacesJson({ index, publicIp, status }: Instance): string {
    const ip = publicIp === undefined || status === 'TERMINATED' ? '' : `"natIP":"${publicIp}",`;
    const access =
      publicIp === undefined
        ? ''
        : `,"accessConfigs":[{"kind":"compute#accessConfig","type":"ONE_TO_ONE_NAT","name":"External NAT",${ip}"networkTier":"PREMIUM"}]`;
    return `[{"kind":"compute#networkInterface",${network},"networkIP":"${privateIpOf(index + 2)}","name":"nic0"${access},"fingerprint":"wbsB3SaM7JQ=","stackType":"IPV4_ONLY"}]`;
  }

  function metadataJson({ group, zone }: Instance): string {
    const start = '{"kind":"compute#metadata","fingerprint":"yKr6py6Xll8="';
    if (group === undefined) return `${start},"items":[{"key":"enable-oslogin","value":"true"}]}`;
    const name = groupNameOf(cell, group);
    const where = zoneOfGroup(cell, group) === undefined ? `regions/${cell.region}` : `zones/${zone}`;
    const { number, id } = cell.project;
    return `${start},"items":[{"key":"instance-template","value":"projects/${number}/global/instanceTemplates/${templateNameOf(cell, group)}"},{"key":"created-by","value":"projects/${number}/${where}/instanceGroupManagers/${name}"},{"key":"enable-oslogin","value":"true"},{"key":"home-project","value":"${id}"}]}`;
  }

  return [
    ['kind', '"compute#instance"'],
    ['id', ({ number }) => plain(number)],
    ['creationTimestamp', ({ createdAt }) => timeJson(createdAt)],
    ['name', ({ id }) => plain(id)],
    ['description', '""'],
    [
      'tags',
      ({ publicIp }) =>
        publicIp === undefined
          ? '{"fingerprint":"42WmSpB8rSM="}'
          : '{"items":["http-server","https-server"],"fingerprint":"64R2DbCkcGg="}',
    ],
    ['machineType', ({ zone, type }) => `"${projectLink}/zones/${zone}/machineTypes/${type.name}"`],
    ['status', ({ status }) => plain(status)],
    ['zone', ({ zone }) => `"${projectLink}/zones/${zone}"`],
    ['canIpForward', 'false'],
    ['networkInterfaces', interfacesJson],
    ['disks', disksJson],
    ['metadata', metadataJson],
    [
      'serviceAccounts',
      ({ serviceAccount, group }) =>
        serviceAccount &&
        `[{"email":"${serviceAccount}","scopes":${group === undefined ? cloudPlatform : usualScopes}}]`,
    ],
    ['selfLink', ({ path }) => `"${linkBase}${path}"`],
    ['scheduling', schedulingJson],
    [
      'cpuPlatform',
      ({ status, type }) => (status === 'RUNNING' ? plain(type.cpuPlatform) : '"Unknown CPU Platform"'),
    ],
    ['labels', ({ tags }) => labelsJson(tags)],
    ['labelFingerprint', ({ tags }) => plain(labelFingerprint(tags))],
    ['guestAccelerators', (instance) => acceleratorsJson(instance, projectLink)],
    ['startRestricted', 'false'],
    ['deletionProtection', ({ deletionProtection }) => String(deletionProtection)],
    [
      'shieldedInstanceConfig',
      ({ shielded }) =>
        `{"enableSecureBoot":false,"enableVtpm":${shielded},"enableIntegrityMonitoring":${shielded}}`,
    ],
    ['shieldedInstanceIntegrityPolicy', '{"updateAutoLearnPolicy":true}'],
    ['fingerprint', ({ tags }) => plain(labelFingerprint(tags))],
    ['reservationAffinity', '{"consumeReservationType":"ANY_RESERVATION"}'],
    ['lastStartTimestamp', ({ startedAt }) => maybeTime(startedAt)],
    [
      'lastStopTimestamp',
      ({ status, stoppedAt }) => (status === 'SUSPENDED' ? undefined : maybeTime(stoppedAt)),
    ],
    [
      'lastSuspendedTimestamp',
      ({ status, stoppedAt }) => (status === 'SUSPENDED' ? maybeTime(stoppedAt) : undefined),
    ],
  ];
}

function schedulingJson({ scheduling }: Instance): string {
  const { spot, automaticRestart, onHostMaintenance } = scheduling;
  return spot
    ? `{"onHostMaintenance":"${onHostMaintenance}","automaticRestart":${automaticRestart},"preemptible":true,"provisioningModel":"SPOT","instanceTerminationAction":"STOP"}`
    : `{"onHostMaintenance":"${onHostMaintenance}","automaticRestart":${automaticRestart},"preemptible":false,"provisioningModel":"STANDARD"}`;
}

function acceleratorsJson({ gpu, gpuListed, zone }: Instance, projectLink: string): string | undefined {
  if (gpu === undefined || !gpuListed) return undefined;
  return `[{"acceleratorType":"${projectLink}/zones/${zone}/acceleratorTypes/${gpu.type}","acceleratorCount":${gpu.count}}]`;
}
