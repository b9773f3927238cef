/** What is known of a size of machines. */
export interface VmSize {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly architecture: 'x64' | 'Arm64';
  readonly gpu?: GpuFacts;
  /** Has a disk of its own, on which the system may be. */
  readonly temporaryDisk: boolean;
  /** Asked for, it is not to be had. */
  readonly soldOut?: boolean;
}

export interface GpuFacts {
  readonly model: string;
  /** A part of one where machines share it. */
  readonly count: number;
  /** Of each. */
  readonly memoryMib: number;
}

/** Every size that occurs in an estate, and some that can be asked for. */
const sizes: readonly VmSize[] = [
  size('Standard_B1s', 1, 1, { temporaryDisk: true }),
  size('Standard_B2s', 2, 4, { temporaryDisk: true }),
  size('Standard_B2ms', 2, 8, { temporaryDisk: true }),
  size('Standard_B4ms', 4, 16, { temporaryDisk: true }),
  size('Standard_D2_v3', 2, 8, { temporaryDisk: true }),
  size('Standard_DS2_v2', 2, 7, { temporaryDisk: true }),
  size('Standard_D2s_v5', 2, 8),
  size('Standard_D4s_v5', 4, 16),
  size('Standard_D8s_v5', 8, 32),
  size('Standard_D16s_v5', 16, 64),
  size('Standard_D2as_v5', 2, 8),
  size('Standard_D4as_v5', 4, 16),
  size('Standard_D2ps_v5', 2, 8, { architecture: 'Arm64' }),
  size('Standard_D4ps_v5', 4, 16, { architecture: 'Arm64' }),
  size('Standard_E4s_v5', 4, 32),
  size('Standard_E8s_v5', 8, 64),
  // Eight cores are paid for, and four are there.
  size('Standard_E8-4s_v5', 4, 64),
  size('Standard_F4s_v2', 4, 8, { temporaryDisk: true }),
  size('Standard_F8s_v2', 8, 16, { temporaryDisk: true }),
  size('Standard_F16s_v2', 16, 32, { temporaryDisk: true }),
  size('Standard_NC4as_T4_v3', 4, 28, { gpu: { model: 'T4', count: 1, memoryMib: 16_384 } }),
  size('Standard_NC64as_T4_v3', 64, 440, { gpu: { model: 'T4', count: 4, memoryMib: 16_384 } }),
  size('Standard_NC6s_v3', 6, 112, { gpu: { model: 'V100', count: 1, memoryMib: 16_384 } }),
  size('Standard_NV6ads_A10_v5', 6, 55, { gpu: { model: 'A10', count: 1 / 6, memoryMib: 4_096 } }),
  size('Standard_NV36ads_A10_v5', 36, 440, { gpu: { model: 'A10', count: 1, memoryMib: 24_576 } }),
  size('Standard_NC24ads_A100_v4', 24, 220, { gpu: { model: 'A100', count: 1, memoryMib: 81_920 } }),
  size('Standard_ND96asr_v4', 96, 900, { gpu: { model: 'A100', count: 8, memoryMib: 40_960 } }),
  size('Standard_ND96isr_H100_v5', 96, 1_900, {
    gpu: { model: 'H100', count: 8, memoryMib: 81_920 },
    soldOut: true,
  }),
];

const byName: ReadonlyMap<string, VmSize> = new Map(sizes.map((one) => [one.name.toLowerCase(), one]));

/** A size by its name, in any case. */
export function findVmSize(name: string): VmSize | undefined {
  return byName.get(name.toLowerCase());
}

/** A size that occurs for sure. @throws {RangeError} for one that does not. */
export function vmSize(name: string): VmSize {
  const found = findVmSize(name);
  if (found === undefined) throw new RangeError(`there is no size ${name}`);
  return found;
}

function size(name: string, vcpus: number, memoryGib: number, more: Partial<VmSize> = {}): VmSize {
  return { name, vcpus, memoryGib, architecture: 'x64', temporaryDisk: false, ...more };
}
