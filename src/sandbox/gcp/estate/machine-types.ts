/** What Compute Engine tells of a machine type. */
export interface MachineTypeFacts {
  /** `n2-standard-4`, `n2-custom-6-24576`. */
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMb: number;
  readonly architecture: 'X86_64' | 'ARM64';
  readonly sharedCpu: boolean;
  /** GPUs that come with the type. */
  readonly gpu?: Accelerators;
  /** As instances of it tell; what is stopped has none. */
  readonly cpuPlatform: string;
}

/** GPUs of one sort. */
export interface Accelerators {
  /** `nvidia-l4` */
  readonly type: string;
  readonly count: number;
}

/** Memory for each processor of the predefined types, in GB. */
const shapes = { standard: 4, highmem: 8, highcpu: 1 } as const;

/** Every predefined machine type that occurs in an estate. */
export const machineTypes: readonly MachineTypeFacts[] = [
  shared('e2-micro', 2, 1),
  shared('e2-small', 2, 2),
  shared('e2-medium', 2, 4),
  shared('f1-micro', 1, 0.6),
  shared('g1-small', 1, 1.7),
  ...family('e2', 'Intel Broadwell', { standard: [2, 4, 8, 16], highmem: [2, 4, 8], highcpu: [2, 4, 8] }),
  ...family(
    'n1',
    'Intel Haswell',
    { standard: [1, 2, 4, 8, 16], highmem: [2, 4, 8], highcpu: [2, 4, 8] },
    [3.75, 6.5, 0.9],
  ),
  ...family('n2', 'Intel Ice Lake', {
    standard: [2, 4, 8, 16, 32],
    highmem: [2, 4, 8],
    highcpu: [2, 4, 8, 16],
  }),
  ...family('n2d', 'AMD Milan', { standard: [2, 4, 8], highmem: [2, 4, 8], highcpu: [2, 4] }),
  ...family('c2', 'Intel Cascade Lake', { standard: [4, 8, 16, 30] }),
  ...family(
    'c3',
    'Intel Sapphire Rapids',
    { standard: [4, 8, 22], highmem: [4, 8], highcpu: [4, 8, 22] },
    [4, 8, 2],
  ),
  ...family('c3d', 'AMD Genoa', { standard: [4, 8, 16] }),
  ...family('t2d', 'AMD Milan', { standard: [1, 2, 4, 8] }),
  ...family('t2a', 'Ampere Altra', { standard: [1, 2, 4, 8] }),
  ...family('c4a', 'Google Axion', { standard: [1, 2, 4, 8], highmem: [2, 4] }),
  withGpu('g2-standard-4', 4, 16, 'nvidia-l4', 1, 'Intel Cascade Lake'),
  withGpu('g2-standard-8', 8, 32, 'nvidia-l4', 1, 'Intel Cascade Lake'),
  withGpu('g2-standard-24', 24, 96, 'nvidia-l4', 2, 'Intel Cascade Lake'),
  withGpu('g2-standard-96', 96, 384, 'nvidia-l4', 8, 'Intel Cascade Lake'),
  withGpu('a2-highgpu-1g', 12, 85, 'nvidia-tesla-a100', 1, 'Intel Cascade Lake'),
  withGpu('a2-highgpu-8g', 96, 680, 'nvidia-tesla-a100', 8, 'Intel Cascade Lake'),
  withGpu('a2-ultragpu-1g', 12, 170, 'nvidia-a100-80gb', 1, 'Intel Cascade Lake'),
  withGpu('a3-highgpu-8g', 208, 1_872, 'nvidia-h100-80gb', 8, 'Intel Sapphire Rapids'),
];

const byName = new Map(machineTypes.map((facts) => [facts.name, facts]));

/** The facts of a type, predefined or custom; undefined for what is no type here. */
export function findMachineType(name: string): MachineTypeFacts | undefined {
  return byName.get(name) ?? customType(name);
}

/** The facts of a type that is known to be there. @throws {RangeError} */
export function machineType(name: string): MachineTypeFacts {
  const facts = findMachineType(name);
  if (facts === undefined) throw new RangeError(`there is no machine type ${name}`);
  return facts;
}

const customFamilies: Readonly<Record<string, string>> = {
  n1: 'Intel Haswell',
  e2: 'Intel Broadwell',
  n2: 'Intel Ice Lake',
  n2d: 'AMD Milan',
};

/** `n2-custom-6-24576`, of N1 `custom-4-8192`; `-ext` allows for more memory. */
function customType(name: string): MachineTypeFacts | undefined {
  const [, series = 'n1', cpus = '', megabytes = '', extended] =
    /^(?:([a-z]\d[a-z]?)-)?custom-(\d{1,3})-(\d{3,7})(-ext)?$/.exec(name) ?? [];
  const cpuPlatform = customFamilies[series];
  const [vcpus, memoryMb] = [Number(cpus), Number(megabytes)];
  const possible = (vcpus === 1 || vcpus % 2 === 0) && vcpus >= 1 && vcpus <= 128 && memoryMb % 256 === 0;
  const fits = extended !== undefined || memoryMb <= vcpus * 8 * 1_024;
  if (cpuPlatform === undefined || !possible || memoryMb === 0 || !fits) return undefined;
  return { name, vcpus, memoryMb, architecture: 'X86_64', sharedCpu: false, cpuPlatform };
}

function shared(name: string, vcpus: number, memoryGb: number): MachineTypeFacts {
  const cpuPlatform = name.startsWith('e2') ? 'Intel Broadwell' : 'Intel Haswell';
  return {
    name,
    vcpus,
    memoryMb: Math.round(memoryGb * 1_024),
    architecture: 'X86_64',
    sharedCpu: true,
    cpuPlatform,
  };
}

function family(
  name: string,
  cpuPlatform: string,
  sizes: Partial<Readonly<Record<keyof typeof shapes, readonly number[]>>>,
  memory: readonly number[] = Object.values(shapes),
): readonly MachineTypeFacts[] {
  const architecture = name === 't2a' || name === 'c4a' ? 'ARM64' : 'X86_64';
  return (['standard', 'highmem', 'highcpu'] as const).flatMap((shape, index) =>
    (sizes[shape] ?? []).map((vcpus) => ({
      name: `${name}-${shape}-${vcpus}`,
      vcpus,
      memoryMb: Math.round(vcpus * (memory[index] ?? 4) * 1_024),
      architecture,
      sharedCpu: false,
      cpuPlatform,
    })),
  );
}

function withGpu(
  name: string,
  vcpus: number,
  memoryGb: number,
  type: string,
  count: number,
  cpuPlatform: string,
): MachineTypeFacts {
  return {
    name,
    vcpus,
    memoryMb: memoryGb * 1_024,
    architecture: 'X86_64',
    sharedCpu: false,
    gpu: { type, count },
    cpuPlatform,
  };
}
