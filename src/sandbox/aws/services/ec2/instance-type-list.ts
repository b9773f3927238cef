import { findInstanceType, type InstanceTypeFacts, instanceTypes } from '../../estate/instance-types.ts';
import { ServiceError } from '../../service-error.ts';
import { offsetOf, tokenOf } from '../../wire/page.ts';
import { listParameter, numberParameter } from '../../wire/query.ts';
import { element } from '../../wire/xml.ts';
import { type Ec2Operation, endDryRun } from './call.ts';
import { type FilterTable, filterOf } from './filters.ts';

type Listed = InstanceTypeFacts & { readonly tags: readonly [] };

const filters: FilterTable<Listed> = {
  'burstable-performance-supported': ({ burstable }) => String(burstable),
  'current-generation': ({ currentGeneration }) => String(currentGeneration),
  'instance-type': ({ name }) => name,
  'processor-info.supported-architecture': ({ architecture }) => architecture,
};

const listName = 'ec2 instance types';

/** The types that occur in estates; AWS has many more. */
export const describeInstanceTypes: Ec2Operation = {
  parameters: ['InstanceType', 'Filter', 'MaxResults', 'NextToken'],
  handle(call) {
    const { parameters } = call;
    const names = listParameter(parameters, 'InstanceType');
    const code = 'InvalidParameterValue';
    const limit = numberParameter(parameters, 'MaxResults', { fallback: 100, least: 5, most: 100, code });
    const from = offsetOf(listName, parameters.get('NextToken'));
    const accepts = filterOf(parameters, filters) ?? (() => true);
    const asked = names.length === 0 ? instanceTypes : factsOf(names);
    endDryRun(call);
    const found = asked.filter((facts) => accepts({ ...facts, tags: [] }));
    const page = found.slice(from, from + limit);
    const next = from + limit < found.length ? element('nextToken', tokenOf(listName, from + limit)) : '';
    return ['<instanceTypeSet>', ...page.map(typeXml), '</instanceTypeSet>', next];
  },
};

function factsOf(names: readonly string[]): readonly InstanceTypeFacts[] {
  const unknown = names.filter((name) => findInstanceType(name) === undefined);
  if (unknown.length > 0)
    throw new ServiceError(
      'InvalidInstanceType',
      `The following supplied instance types do not exist: [${unknown.join(', ')}]`,
    );
  return instanceTypes.filter(({ name }) => names.includes(name));
}

function typeXml(facts: InstanceTypeFacts): string {
  const threads = facts.architecture === 'x86_64' && facts.vcpus > 1 ? 2 : 1;
  return (
    `<item><instanceType>${facts.name}</instanceType><currentGeneration>${facts.currentGeneration}</currentGeneration><freeTierEligible>${/^t[23]\.micro$/.test(facts.name)}</freeTierEligible>` +
    `<supportedUsageClasses><item>on-demand</item><item>spot</item></supportedUsageClasses><supportedRootDeviceTypes><item>ebs</item></supportedRootDeviceTypes>` +
    `<supportedVirtualizationTypes><item>hvm</item></supportedVirtualizationTypes><bareMetal>false</bareMetal><hypervisor>${facts.hypervisor}</hypervisor>` +
    `<processorInfo><supportedArchitectures><item>${facts.architecture}</item></supportedArchitectures></processorInfo>` +
    `<vCpuInfo><defaultVCpus>${facts.vcpus}</defaultVCpus><defaultCores>${facts.vcpus / threads}</defaultCores><defaultThreadsPerCore>${threads}</defaultThreadsPerCore></vCpuInfo>` +
    `<memoryInfo><sizeInMiB>${facts.memoryMib}</sizeInMiB></memoryInfo>` +
    storageXml(facts) +
    `<ebsInfo><ebsOptimizedSupport>default</ebsOptimizedSupport><encryptionSupport>supported</encryptionSupport><nvmeSupport>${facts.hypervisor === 'nitro' ? 'required' : 'unsupported'}</nvmeSupport></ebsInfo>` +
    `<networkInfo><networkPerformance>${facts.networkPerformance}</networkPerformance><enaSupport>${facts.hypervisor === 'nitro' ? 'required' : 'unsupported'}</enaSupport></networkInfo>` +
    gpuXml(facts) +
    `<hibernationSupported>false</hibernationSupported><burstablePerformanceSupported>${facts.burstable}</burstablePerformanceSupported><dedicatedHostsSupported>true</dedicatedHostsSupported><autoRecoverySupported>true</autoRecoverySupported></item>`
  );
}

function storageXml({ storageGb }: InstanceTypeFacts): string {
  if (storageGb === undefined) return '<instanceStorageSupported>false</instanceStorageSupported>';
  return `<instanceStorageSupported>true</instanceStorageSupported><instanceStorageInfo><totalSizeInGB>${storageGb}</totalSizeInGB></instanceStorageInfo>`;
}

function gpuXml({ gpu }: InstanceTypeFacts): string {
  if (gpu === undefined) return '';
  return `<gpuInfo><gpus><item><name>${gpu.model}</name><manufacturer>${gpu.manufacturer}</manufacturer><count>${gpu.count}</count><memoryInfo><sizeInMiB>${gpu.memoryMib}</sizeInMiB></memoryInfo></item></gpus><totalGpuMemoryInMiB>${gpu.count * gpu.memoryMib}</totalGpuMemoryInMiB></gpuInfo>`;
}
