/** What a provider's type of machine is made of, neutral of any cloud. What its source does not tell is absent. */
export interface MachineType {
  /** The provider's own name: `m5.large`, `n2-standard-4`, `Standard_D4s_v5`. */
  readonly name: string;
  /** The types that differ in size only share it: `m5`. */
  readonly family: string;
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly architecture: 'x86_64' | 'arm64' | 'other';
  readonly gpu?: MachineGpu;
  /** Accelerators that are no GPUs, as the provider calls them: `16x Trainium`. */
  readonly accelerators?: string;
  /** Whether its full speed is had only for as long as it has credits for it. */
  readonly burstable?: boolean;
  readonly bareMetal?: boolean;
  readonly currentGeneration?: boolean;
  readonly network?: MachineNetwork;
  /** Its path to network-attached volumes. */
  readonly blockStorage?: MachineBlockStorage;
  /** Disks of its own that do not outlive a stop; absent where it has none. */
  readonly localDisk?: { readonly sizeGb: number; readonly medium: 'ssd' | 'hdd' };
  /** The regions of the catalogue in which it is offered. */
  readonly regions: readonly string[];
}

export interface MachineGpu {
  /** `NVIDIA A10G`. */
  readonly model: string;
  /** May be a fraction: an eighth of a GPU is 0.125. */
  readonly count: number;
  /** Of each. */
  readonly memoryGib?: number;
}

export interface MachineNetwork {
  /** What it always has. */
  readonly baselineGbps?: number;
  /** What it has for a while. */
  readonly peakGbps?: number;
  readonly maximumInterfaces?: number;
  readonly addressesPerInterface?: number;
}

export interface MachineBlockStorage {
  /** What it always has. */
  readonly baselineMbps?: number;
  readonly baselineIops?: number;
  /** What it has for a while. */
  readonly peakMbps?: number;
  readonly peakIops?: number;
  readonly maximumVolumes?: number;
}
