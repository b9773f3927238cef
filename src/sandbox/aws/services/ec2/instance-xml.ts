import { instantText } from '../../../instant-text.ts';
import type { InstanceState } from '../../estate/changes.ts';
import type { Cell } from '../../estate/estate.ts';
import { hex32 } from '../../estate/ids.ts';
import type { Platform } from '../../estate/instance-draw.ts';
import type { Instance } from '../../estate/instances.ts';
import { interfaceIdOf } from '../../estate/network.ts';
import { escapeXml } from '../../wire/xml.ts';
import { tagSet } from './xml.ts';

const stateCodes: Readonly<Record<InstanceState, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

const usageOperations: Readonly<Record<Platform, string>> = {
  'Linux/UNIX': 'RunInstances',
  Windows: 'RunInstances:0002',
  'Red Hat Enterprise Linux': 'RunInstances:0010',
  'SUSE Linux': 'RunInstances:000g',
};

/** `<code>…</code><name>…</name>` of a state. */
export function stateXml(state: InstanceState): string {
  return `<code>${stateCodes[state]}</code><name>${state}</name>`;
}

/** Instances in their reservations, those launched together side by side. */
export function reservationsXml(instances: readonly Instance[], cell: Cell): readonly string[] {
  const groupSet = groupSetXml(cell);
  const pieces = ['<reservationSet>'];
  let current: string | undefined;
  for (const instance of instances) {
    const { reservationId } = instance;
    if (reservationId !== current) {
      const end = current === undefined ? '' : reservationEnd;
      const requester = instance.group === undefined ? '' : `<requesterId>${cell.account.id}</requesterId>`;
      pieces.push(
        `${end}<item><reservationId>${reservationId}</reservationId><ownerId>${cell.account.id}</ownerId>${requester}<groupSet/><instancesSet>`,
      );
      current = reservationId;
    }
    pieces.push(instanceXml(instance, cell, groupSet));
  }
  pieces.push(current === undefined ? '' : reservationEnd, '</reservationSet>');
  return pieces;
}

const reservationEnd = '</instancesSet></item>';

function groupSetXml(cell: Cell): string {
  const group = `sg-0${cell.seed.toString(16).padStart(8, '0')}a1b2c3d4`;
  return `<groupSet><item><groupId>${group}</groupId><groupName>default</groupName></item></groupSet>`;
}

function instanceXml(instance: Instance, cell: Cell, groupSet: string): string {
  const { state, type, platform, seed } = instance;
  const gone = state === 'terminated' || state === 'shutting-down';
  const launched = instantText(instance.launchedAt);
  const dns = state === 'running' ? publicDns(instance.publicIp, cell.region) : '';
  const where = gone
    ? ''
    : `<subnetId>${instance.subnetId}</subnetId><vpcId>${instance.vpcId}</vpcId><privateIpAddress>${instance.privateIp}</privateIpAddress>`;
  return (
    `<item><instanceId>${instance.id}</instanceId><imageId>${instance.imageId}</imageId>` +
    `<instanceState>${stateXml(state)}</instanceState>` +
    `<privateDnsName>${gone ? '' : privateDns(instance.privateIp, cell.region)}</privateDnsName><dnsName>${dns}</dnsName>` +
    reasonXml(instance) +
    (instance.keyName === undefined ? '' : `<keyName>${instance.keyName}</keyName>`) +
    `<amiLaunchIndex>${instance.launchIndex}</amiLaunchIndex><productCodes/><instanceType>${type.name}</instanceType>` +
    `<launchTime>${launched}</launchTime>` +
    `<placement><availabilityZone>${instance.zone}</availabilityZone><groupName/><tenancy>${instance.tenancy}</tenancy></placement>` +
    (platform === 'Windows' ? '<platform>windows</platform>' : '') +
    `<monitoring><state>${instance.detailedMonitoring ? 'enabled' : 'disabled'}</state></monitoring>` +
    where +
    (instance.publicIp === undefined || state !== 'running'
      ? ''
      : `<ipAddress>${instance.publicIp}</ipAddress>`) +
    `<sourceDestCheck>true</sourceDestCheck>${gone ? '<groupSet/>' : groupSet}` +
    `<architecture>${type.architecture}</architecture><rootDeviceType>ebs</rootDeviceType>` +
    `<rootDeviceName>${platform === 'Linux/UNIX' ? '/dev/xvda' : '/dev/sda1'}</rootDeviceName>` +
    devicesXml(instance) +
    `<virtualizationType>hvm</virtualizationType><clientToken>${hex32(seed)}</clientToken>` +
    tagSet(instance.tags) +
    `<hypervisor>xen</hypervisor>` +
    (gone ? '<networkInterfaceSet/>' : interfacesXml(instance, cell, groupSet, launched)) +
    profileXml(instance, cell) +
    (instance.spot
      ? `<instanceLifecycle>spot</instanceLifecycle><spotInstanceRequestId>sir-${seed.toString(36).padStart(8, '0')}</spotInstanceRequestId>`
      : '') +
    `<ebsOptimized>${type.hypervisor === 'nitro'}</ebsOptimized><enaSupport>${type.hypervisor === 'nitro'}</enaSupport>` +
    `<cpuOptions><coreCount>${Math.max(1, type.vcpus >> 1)}</coreCount><threadsPerCore>${type.vcpus > 1 && type.architecture === 'x86_64' ? 2 : 1}</threadsPerCore></cpuOptions>` +
    `<capacityReservationSpecification><capacityReservationPreference>open</capacityReservationPreference></capacityReservationSpecification>` +
    `<hibernationOptions><configured>false</configured></hibernationOptions><enclaveOptions><enabled>false</enabled></enclaveOptions>` +
    `<metadataOptions><state>applied</state><httpTokens>${instance.httpTokens}</httpTokens><httpPutResponseHopLimit>2</httpPutResponseHopLimit><httpEndpoint>enabled</httpEndpoint><httpProtocolIpv6>disabled</httpProtocolIpv6><instanceMetadataTags>disabled</instanceMetadataTags></metadataOptions>` +
    `<platformDetails>${platform}</platformDetails><usageOperation>${usageOperations[platform]}</usageOperation><usageOperationUpdateTime>${launched}</usageOperationUpdateTime>` +
    `<privateDnsNameOptions><hostnameType>ip-name</hostnameType><enableResourceNameDnsARecord>false</enableResourceNameDnsARecord><enableResourceNameDnsAAAARecord>false</enableResourceNameDnsAAAARecord></privateDnsNameOptions>` +
    `<maintenanceOptions><autoRecovery>default</autoRecovery></maintenanceOptions><currentInstanceBootMode>${type.architecture === 'arm64' ? 'uefi' : 'legacy-bios'}</currentInstanceBootMode></item>`
  );
}

/** Why it is in its state. When AWS itself stopped a machine it names no time. */
function reasonXml({ state, stateSince }: Instance): string {
  if (state === 'running' || state === 'pending') return '<reason/>';
  if (stateSince === undefined)
    return '<reason>Server.InternalError</reason><stateReason><code>Server.InternalError</code><message>Server.InternalError: Internal error</message></stateReason>';
  const at = new Date(stateSince).toISOString().slice(0, 19).replace('T', ' ');
  return `<reason>User initiated (${at} GMT)</reason><stateReason><code>Client.UserInitiatedShutdown</code><message>Client.UserInitiatedShutdown: User initiated shutdown</message></stateReason>`;
}

function devicesXml({ volumes }: Instance): string {
  let items = '';
  for (const { device, volumeId, attachedAt, deleteOnTermination } of volumes)
    items += `<item><deviceName>${device}</deviceName><ebs><volumeId>${volumeId}</volumeId><status>attached</status><attachTime>${instantText(attachedAt)}</attachTime><deleteOnTermination>${deleteOnTermination}</deleteOnTermination></ebs></item>`;
  return items === '' ? '<blockDeviceMapping/>' : `<blockDeviceMapping>${items}</blockDeviceMapping>`;
}

function interfacesXml(instance: Instance, cell: Cell, groupSet: string, attached: string): string {
  const { index, privateIp, publicIp, seed, subnetId, vpcId, state } = instance;
  const dns = privateDns(privateIp, cell.region);
  const association =
    publicIp === undefined || state !== 'running'
      ? ''
      : `<association><publicIp>${publicIp}</publicIp><publicDnsName>${publicDns(publicIp, cell.region)}</publicDnsName><ipOwnerId>amazon</ipOwnerId></association>`;
  const mac = [24, 16, 8, 0]
    .map((shift) => ((seed >>> shift) & 0xff).toString(16).padStart(2, '0'))
    .join(':');
  return (
    `<networkInterfaceSet><item><networkInterfaceId>${interfaceIdOf(cell, 'instance', index)}</networkInterfaceId><subnetId>${subnetId}</subnetId><vpcId>${vpcId}</vpcId><description/>` +
    `<ownerId>${cell.account.id}</ownerId><status>in-use</status><macAddress>0a:58:${mac}</macAddress><privateIpAddress>${privateIp}</privateIpAddress><privateDnsName>${dns}</privateDnsName><sourceDestCheck>true</sourceDestCheck>${groupSet}` +
    `<attachment><attachmentId>eni-attach-0${hex32(seed)}${hex32(~seed)}</attachmentId><deviceIndex>0</deviceIndex><status>attached</status><attachTime>${attached}</attachTime><deleteOnTermination>true</deleteOnTermination><networkCardIndex>0</networkCardIndex></attachment>${association}` +
    `<privateIpAddressesSet><item><privateIpAddress>${privateIp}</privateIpAddress><privateDnsName>${dns}</privateDnsName><primary>true</primary>${association}</item></privateIpAddressesSet><ipv6AddressesSet/><interfaceType>interface</interfaceType></item></networkInterfaceSet>`
  );
}

function profileXml({ profile, seed }: Instance, cell: Cell): string {
  if (profile === undefined) return '';
  return `<iamInstanceProfile><arn>arn:aws:iam::${cell.account.id}:instance-profile/${escapeXml(profile)}</arn><id>AIPA${hex32(seed).toUpperCase()}SANDBOX00</id></iamInstanceProfile>`;
}

function privateDns(ip: string, region: string): string {
  return `ip-${ip.replaceAll('.', '-')}.${region === 'us-east-1' ? 'ec2' : `${region}.compute`}.internal`;
}

function publicDns(ip: string | undefined, region: string): string {
  if (ip === undefined) return '';
  return `ec2-${ip.replaceAll('.', '-')}.${region === 'us-east-1' ? 'compute-1' : `${region}.compute`}.amazonaws.com`;
}
