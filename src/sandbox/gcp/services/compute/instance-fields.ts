import { labelFingerprint } from '../../estate/compute-model.ts';
import type { Cell } from '../../estate/estate.ts';
import { groupNameOf, zoneOfGroup } from '../../estate/groups.ts';
import { templateNameOf } from '../../estate/instance-templates.ts';
import type { Instance } from '../../estate/instances.ts';
import { privateIpOf } from '../../estate/network.ts';
import { attachedDisksField } from './attached-disks.ts';
import {
  type FieldTable,
  labelsJson,
  linkBase,
  listOf,
  maybeTime,
  objectOf,
  plain,
  timeJson,
} from './fields.ts';

const cloudPlatform = '["https://www.googleapis.com/auth/cloud-platform"]';
const usualScopes =
  '["https://www.googleapis.com/auth/devstorage.read_only","https://www.googleapis.com/auth/logging.write","https://www.googleapis.com/auth/monitoring.write","https://www.googleapis.com/auth/trace.append"]';

/** The fields of a cell's instances. */
export function instanceFields(cell: Cell): FieldTable<Instance> {
  const projectLink = `${linkBase}projects/${cell.project.id}`;
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
    ['networkInterfaces', listOf((instance: Instance) => [instance], interfaceFields(cell, projectLink))],
    ['disks', attachedDisksField(cell, projectLink)],
    ['metadata', objectOf(metadataFields(cell))],
    [
      'serviceAccounts',
      listOf(
        (instance: Instance) => (instance.serviceAccount === undefined ? [] : [instance]),
        serviceAccountFields,
      ),
    ],
    ['selfLink', ({ path }) => `"${linkBase}${path}"`],
    ['scheduling', objectOf(schedulingFields)],
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
        shielded
          ? '{"enableSecureBoot":false,"enableVtpm":true,"enableIntegrityMonitoring":true}'
          : '{"enableSecureBoot":false,"enableVtpm":false,"enableIntegrityMonitoring":false}',
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

function interfaceFields({ region }: Cell, projectLink: string): FieldTable<Instance> {
  return [
    ['kind', '"compute#networkInterface"'],
    ['network', `"${projectLink}/global/networks/default"`],
    ['subnetwork', `"${projectLink}/regions/${region}/subnetworks/default"`],
    ['networkIP', ({ index }) => plain(privateIpOf(index + 2))],
    ['name', '"nic0"'],
    [
      'accessConfigs',
      listOf(
        (instance: Instance) => (instance.publicIp === undefined ? [] : [instance]),
        [
          ['kind', '"compute#accessConfig"'],
          ['type', '"ONE_TO_ONE_NAT"'],
          ['name', '"External NAT"'],
          ['natIP', ({ publicIp = '', status }) => (status === 'TERMINATED' ? undefined : plain(publicIp))],
          ['networkTier', '"PREMIUM"'],
        ],
      ),
    ],
    ['fingerprint', '"wbsB3SaM7JQ="'],
    ['stackType', '"IPV4_ONLY"'],
  ];
}

const ownMetadata = '[{"key":"enable-oslogin","value":"true"}]';

function metadataFields(cell: Cell): FieldTable<Instance> {
  const { number } = cell.project;
  return [
    ['kind', '"compute#metadata"'],
    ['fingerprint', '"yKr6py6Xll8="'],
    [
      'items',
      ({ group, zone }) => {
        if (group === undefined) return ownMetadata;
        const where = zoneOfGroup(cell, group) === undefined ? `regions/${cell.region}` : `zones/${zone}`;
        return `[{"key":"instance-template","value":"projects/${number}/global/instanceTemplates/${templateNameOf(cell, group)}"},{"key":"created-by","value":"projects/${number}/${where}/instanceGroupManagers/${groupNameOf(cell, group)}"}]`;
      },
    ],
  ];
}

const serviceAccountFields: FieldTable<Instance> = [
  ['email', ({ serviceAccount = '' }) => plain(serviceAccount)],
  ['scopes', ({ group }) => (group === undefined ? cloudPlatform : usualScopes)],
];

const schedulingFields: FieldTable<Instance> = [
  ['onHostMaintenance', ({ scheduling }) => plain(scheduling.onHostMaintenance)],
  ['automaticRestart', ({ scheduling }) => String(scheduling.automaticRestart)],
  ['preemptible', ({ scheduling }) => String(scheduling.spot)],
  ['provisioningModel', ({ scheduling }) => (scheduling.spot ? '"SPOT"' : '"STANDARD"')],
  ['instanceTerminationAction', ({ scheduling }) => (scheduling.spot ? '"STOP"' : undefined)],
  // None of the machines is on one that is rented whole.
  ['nodeAffinities', () => undefined],
];

function acceleratorsJson({ gpu, gpuListed, zone }: Instance, projectLink: string): string | undefined {
  if (gpu === undefined || !gpuListed) return undefined;
  return `[{"acceleratorType":"${projectLink}/zones/${zone}/acceleratorTypes/${gpu.type}","acceleratorCount":${gpu.count}}]`;
}
