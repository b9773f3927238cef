import type { Address } from '../../estate/addresses.ts';
import { labelFingerprint } from '../../estate/compute-model.ts';
import type { Project } from '../../estate/place.ts';
import type { Router } from '../../estate/routers.ts';
import { type FieldTable, labelsJson, linkBase, plain, timeJson } from './fields.ts';

/** The fields of a project's addresses. */
export function addressFields({ id: project }: Pick<Project, 'id'>): FieldTable<Address> {
  const projectLink = `${linkBase}projects/${project}`;
  return [
    ['kind', '"compute#address"'],
    ['id', ({ number }) => plain(number)],
    ['creationTimestamp', ({ createdAt }) => timeJson(createdAt)],
    ['name', ({ id }) => plain(id)],
    ['description', '""'],
    ['address', ({ ip }) => plain(ip)],
    ['prefixLength', ({ prefixLength }) => prefixLength?.toString()],
    ['status', ({ status }) => plain(status)],
    ['region', ({ scope }) => (scope === 'global' ? undefined : `"${projectLink}/${scope}"`)],
    ['selfLink', ({ path }) => `"${linkBase}${path}"`],
    [
      'users',
      ({ users }) => (users.length === 0 ? undefined : JSON.stringify(users.map((path) => linkBase + path))),
    ],
    ['networkTier', ({ type }) => (type === 'EXTERNAL' ? '"PREMIUM"' : undefined)],
    ['addressType', ({ type }) => plain(type)],
    ['purpose', ({ purpose }) => purpose && plain(purpose)],
    [
      'subnetwork',
      ({ purpose, scope }) =>
        purpose === 'GCE_ENDPOINT' ? `"${projectLink}/${scope}/subnetworks/default"` : undefined,
    ],
    [
      'network',
      ({ purpose }) => (purpose === 'VPC_PEERING' ? `"${projectLink}/global/networks/default"` : undefined),
    ],
    ['labels', ({ tags }) => labelsJson(tags)],
    ['labelFingerprint', ({ tags }) => plain(labelFingerprint(tags))],
    ['ipVersion', ({ scope }) => (scope === 'global' ? '"IPV4"' : undefined)],
  ];
}

/** The fields of a project's routers. */
export function routerFields({ id: project }: Pick<Project, 'id'>): FieldTable<Router> {
  const projectLink = `${linkBase}projects/${project}`;
  return [
    ['kind', '"compute#router"'],
    ['id', ({ number }) => plain(number)],
    ['creationTimestamp', ({ createdAt }) => timeJson(createdAt)],
    ['name', ({ id }) => plain(id)],
    ['region', ({ scope }) => `"${projectLink}/${scope}"`],
    ['network', `"${projectLink}/global/networks/default"`],
    ['nats', natsJson],
    ['selfLink', ({ path }) => `"${linkBase}${path}"`],
    ['encryptedInterconnectRouter', 'false'],
  ];
}

function natsJson({ nat }: Router): string {
  return JSON.stringify([
    {
      name: nat.name,
      sourceSubnetworkIpRangesToNat: 'ALL_SUBNETWORKS_ALL_IP_RANGES',
      ...(nat.manual && { natIps: nat.addresses.map((path) => linkBase + path) }),
      natIpAllocateOption: nat.manual ? 'MANUAL_ONLY' : 'AUTO_ONLY',
      minPortsPerVm: 64,
      udpIdleTimeoutSec: 30,
      icmpIdleTimeoutSec: 30,
      tcpEstablishedIdleTimeoutSec: 1_200,
      tcpTransitoryIdleTimeoutSec: 30,
      logConfig: { enable: false, filter: 'ALL' },
      enableEndpointIndependentMapping: false,
      endpointTypes: ['ENDPOINT_TYPE_VM'],
      type: 'PUBLIC',
    },
  ]);
}
