/** What EC2 tells of an instance type. */
export interface InstanceTypeFacts {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMib: number;
  readonly architecture: 'x86_64' | 'arm64';
  readonly currentGeneration: boolean;
  readonly burstable: boolean;
  readonly hypervisor: 'nitro' | 'xen';
  readonly networkPerformance: string;
  /** Size of its own disks, where it has any. */
  readonly storageGb?: number;
  readonly gpu?: GpuFacts;
}

export interface GpuFacts {
  readonly manufacturer: string;
  readonly model: string;
  readonly count: number;
  /** Of each. */
  readonly memoryMib: number;
}

const upTo5 = 'Up to 5 Gigabit';
const upTo10 = 'Up to 10 Gigabit';
const upTo12 = 'Up to 12.5 Gigabit';

/** Every instance type that occurs in an estate. */
export const instanceTypes: readonly InstanceTypeFacts[] = [
  type('t2.micro', 1, 1, 'Low to Moderate', { xen: true }),
  type('t2.medium', 2, 4, 'Low to Moderate', { xen: true }),
  type('t3.micro', 2, 1, upTo5),
  type('t3.small', 2, 2, upTo5),
  type('t3.medium', 2, 4, upTo5),
  type('t3.large', 2, 8, upTo5),
  type('t3.xlarge', 4, 16, upTo5),
  type('t4g.small', 2, 2, upTo5),
  type('t4g.medium', 2, 4, upTo5),
  type('t4g.large', 2, 8, upTo5),
  type('m4.large', 2, 8, 'Moderate', { old: true, xen: true }),
  type('m5.large', 2, 8, upTo10, { old: true }),
  type('m5.xlarge', 4, 16, upTo10, { old: true }),
  type('m5.2xlarge', 8, 32, upTo10, { old: true }),
  type('m5.4xlarge', 16, 64, upTo10, { old: true }),
  type('m6i.large', 2, 8, upTo12),
  type('m6i.xlarge', 4, 16, upTo12),
  type('m6i.2xlarge', 8, 32, upTo12),
  type('m6g.large', 2, 8, upTo10),
  type('m6g.xlarge', 4, 16, upTo10),
  type('c5.large', 2, 4, upTo10, { old: true }),
  type('c5.xlarge', 4, 8, upTo10, { old: true }),
  type('c5.2xlarge', 8, 16, upTo10, { old: true }),
  type('c6i.large', 2, 4, upTo12),
  type('c6i.xlarge', 4, 8, upTo12),
  type('c6i.2xlarge', 8, 16, upTo12),
  type('c6i.4xlarge', 16, 32, upTo12),
  type('c6g.large', 2, 4, upTo10),
  type('c6g.xlarge', 4, 8, upTo10),
  type('r5.large', 2, 16, upTo10, { old: true }),
  type('r5.xlarge', 4, 32, upTo10, { old: true }),
  type('r6g.large', 2, 16, upTo10),
  type('r6g.xlarge', 4, 32, upTo10),
  type('r6i.2xlarge', 8, 64, upTo12),
  type('i3.large', 2, 15.25, upTo10, { xen: true, storageGb: 475 }),
  type('g4dn.xlarge', 4, 16, 'Up to 25 Gigabit', { storageGb: 125, gpu: nvidia('T4', 1, 16_384) }),
  type('g4dn.2xlarge', 8, 32, 'Up to 25 Gigabit', { storageGb: 225, gpu: nvidia('T4', 1, 16_384) }),
  type('g4dn.12xlarge', 48, 192, '50 Gigabit', { storageGb: 900, gpu: nvidia('T4', 4, 16_384) }),
  type('g5.xlarge', 4, 16, upTo10, { storageGb: 250, gpu: nvidia('A10G', 1, 22_888) }),
  type('g5.2xlarge', 8, 32, upTo10, { storageGb: 450, gpu: nvidia('A10G', 1, 22_888) }),
  type('g5.12xlarge', 48, 192, '40 Gigabit', { storageGb: 3_800, gpu: nvidia('A10G', 4, 22_888) }),
  type('g5.48xlarge', 192, 768, '100 Gigabit', { storageGb: 7_600, gpu: nvidia('A10G', 8, 22_888) }),
  type('p3.2xlarge', 8, 61, upTo10, { xen: true, old: true, gpu: nvidia('V100', 1, 16_384) }),
  type('p3.8xlarge', 32, 244, '10 Gigabit', { xen: true, old: true, gpu: nvidia('V100', 4, 16_384) }),
  type('p4d.24xlarge', 96, 1_152, '4x 100 Gigabit', { storageGb: 8_000, gpu: nvidia('A100', 8, 40_960) }),
  type('p5.48xlarge', 192, 2_048, '3200 Gigabit', { storageGb: 30_400, gpu: nvidia('H100', 8, 81_920) }),
];

const byName = new Map(instanceTypes.map((facts) => [facts.name, facts]));

/** The facts of a type; undefined where no estate has it. */
export function findInstanceType(name: string): InstanceTypeFacts | undefined {
  return byName.get(name);
}

/** The facts of a type that is known to be there. @throws {RangeError} */
export function instanceType(name: string): InstanceTypeFacts {
  const facts = byName.get(name);
  if (facts === undefined) throw new RangeError(`there is no instance type ${name}`);
  return facts;
}

function type(
  name: string,
  vcpus: number,
  memoryGib: number,
  networkPerformance: string,
  more: {
    readonly old?: boolean;
    readonly xen?: boolean;
    readonly storageGb?: number;
    readonly gpu?: GpuFacts;
  } = {},
): InstanceTypeFacts {
  return {
    name,
    vcpus,
    memoryMib: memoryGib * 1_024,
    architecture: /^[a-z]\dg\./.test(name) ? 'arm64' : 'x86_64',
    currentGeneration: more.old !== true,
    burstable: name.startsWith('t'),
    hypervisor: more.xen === true ? 'xen' : 'nitro',
    networkPerformance,
    ...(more.storageGb !== undefined && { storageGb: more.storageGb }),
    ...(more.gpu !== undefined && { gpu: more.gpu }),
  };
}

function nvidia(model: string, count: number, memoryMib: number): GpuFacts {
  return { manufacturer: 'NVIDIA', model, count, memoryMib };
}
