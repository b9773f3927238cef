import { guidOf } from '../estate/guid.ts';
import type { VirtualMachine } from '../estate/virtual-machines.ts';
import { type ArmDocument, instantText, quoted, reference, type Texts } from './arm-document.ts';
import { armType, type DocumentOptions } from './arm-type.ts';

const powerTitles = {
  starting: 'VM starting',
  running: 'VM running',
  stopping: 'VM stopping',
  stopped: 'VM stopped',
  deallocating: 'VM deallocating',
  deallocated: 'VM deallocated',
} as const satisfies Readonly<Record<VirtualMachine['power'], string>>;

export const virtualMachineType = armType({
  name: 'Microsoft.Compute/virtualMachines',
  pageSize: 300,
  population: (cell) => cell.virtualMachines,
  document: (vm, cell, options): ArmDocument => ({
    // Resource Manager writes the group of machines in capitals.
    id:
      options.forGraph === true
        ? vm.armId
        : vm.armId.replace(
            `/resourceGroups/${vm.group.name}/`,
            `/resourceGroups/${vm.group.name.toUpperCase()}/`,
          ),
    name: vm.name,
    type: 'Microsoft.Compute/virtualMachines',
    group: vm.group.name,
    location: cell.location,
    tags: vm.tags,
    zones: vm.zone === undefined ? undefined : [vm.zone],
    identity: vm.identity === undefined ? undefined : identityText(vm.identity),
    properties: propertiesOf(vm, options),
    createdAt: vm.createdAt,
  }),
});

function identityText(id: string): string {
  return `{"type":"UserAssigned","userAssignedIdentities":{"${id}":{}}}`;
}

/** In one go and in one order, as there are hundreds of thousands of them. */
function propertiesOf(vm: VirtualMachine, { instanceView, forGraph }: DocumentOptions): Texts {
  const { system } = vm;
  return {
    provisioningState: vm.updating ? '"Updating"' : '"Succeeded"',
    vmId: quoted(guidOf(vm.seed, vm.index)),
    hardwareProfile: `{"vmSize":"${vm.size.name}"}`,
    storageProfile: storageText(vm),
    osProfile: osText(vm),
    networkProfile: `{"networkInterfaces":[{"id":"${vm.nic}","properties":{"primary":true,"deleteOption":"Delete"}}]}`,
    securityProfile:
      '{"uefiSettings":{"secureBootEnabled":true,"vTpmEnabled":true},"securityType":"TrustedLaunch"}',
    diagnosticsProfile: '{"bootDiagnostics":{"enabled":true}}',
    timeCreated: instantText(vm.createdAt),
    ...(vm.spot && {
      priority: '"Spot"',
      evictionPolicy: quoted(vm.evictionPolicy),
      billingProfile: '{"maxPrice":-1.0}',
    }),
    ...(system.licence !== undefined && { licenseType: quoted(system.licence) }),
    ...(vm.scaleSet !== undefined && { virtualMachineScaleSet: reference(vm.scaleSet) }),
    ...(instanceView === true && { instanceView: instanceViewText(vm) }),
    ...(forGraph === true && { extended: extendedText(vm) }),
  };
}

function storageText(vm: VirtualMachine): string {
  const { system } = vm;
  const image = `{"publisher":"${system.publisher}","offer":"${system.offer}","sku":"${system.sku}","version":"latest","exactVersion":"22.04.202606140"}`;
  const disk = `"osType":"${system.os}","name":"${nameIn(vm.osDisk) ?? `${vm.name}_OsDisk`}","createOption":"FromImage"`;
  const osDisk =
    vm.osDisk === undefined
      ? `{${disk},"caching":"ReadOnly","diffDiskSettings":{"option":"Local","placement":"CacheDisk"},"deleteOption":"Delete"}`
      : `{${disk},"caching":"ReadWrite","managedDisk":{"id":"${vm.osDisk}"},"deleteOption":"Delete"}`;
  let data = '';
  for (let lun = 0; lun < vm.dataDisks.length; lun++) {
    const id = vm.dataDisks[lun];
    data += `${lun === 0 ? '' : ','}{"lun":${lun},"name":"${nameIn(id) ?? ''}","createOption":"Attach","caching":"None","managedDisk":{"id":"${id ?? ''}"},"deleteOption":"Detach","toBeDetached":false}`;
  }
  return `{"imageReference":${image},"osDisk":${osDisk},"dataDisks":[${data}],"diskControllerType":"SCSI"}`;
}

function osText({ name, system }: VirtualMachine): string {
  const configuration =
    system.os === 'Linux'
      ? '"linuxConfiguration":{"disablePasswordAuthentication":true,"provisionVMAgent":true,"patchSettings":{"patchMode":"ImageDefault","assessmentMode":"ImageDefault"},"enableVMAgentPlatformUpdates":false}'
      : '"windowsConfiguration":{"provisionVMAgent":true,"enableAutomaticUpdates":true,"patchSettings":{"patchMode":"AutomaticByOS","assessmentMode":"ImageDefault"}}';
  return `{"computerName":"${name}","adminUsername":"azureuser",${configuration},"secrets":[],"allowExtensionOperations":true,"requireGuestProvisionSignal":true}`;
}

function nameIn(id: string | undefined): string | undefined {
  return id?.slice(id.lastIndexOf('/') + 1);
}

/** What Resource Graph tells of a machine's state: not since when it is so. */
function extendedText({ name, power, system, size }: VirtualMachine): string {
  const generation = size.temporaryDisk ? 'V1' : 'V2';
  return `{"instanceView":{"computerName":"${name}","hyperVGeneration":"${generation}","osName":"${system.offer}","osVersion":"${system.sku}","powerState":{"code":"PowerState/${power}","displayStatus":"${powerTitles[power]}","level":"Info"}}}`;
}

/** A machine's state, with the time of the last operation on it, but none of the state's own. */
export function instanceViewText(vm: VirtualMachine): string {
  const { name, power, updating, provisionedAt, system, size } = vm;
  const provisioning = updating
    ? '{"code":"ProvisioningState/updating","level":"Info","displayStatus":"Updating"}'
    : `{"code":"ProvisioningState/succeeded","level":"Info","displayStatus":"Provisioning succeeded","time":${instantText(provisionedAt)}}`;
  const running =
    power === 'running'
      ? `"computerName":"${name}","osName":"${system.offer}","osVersion":"${system.sku}","vmAgent":{"vmAgentVersion":"2.9.1.1","statuses":[{"code":"ProvisioningState/succeeded","level":"Info","displayStatus":"Ready","message":"Guest Agent is running"}]},`
      : '';
  return `{${running}"hyperVGeneration":"${size.temporaryDisk ? 'V1' : 'V2'}","statuses":[${provisioning},{"code":"PowerState/${power}","level":"Info","displayStatus":"${powerTitles[power]}"}]}`;
}
