/** What EC2 tells of an instance type. */
export interface InstanceTypeFacts {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMib: number;
  readonly architecture: 'x86_64' | 'arm64';
  readonly currentGeneration: boolean;
  readonly burstable: boolean;
  readonly gpu?: GpuFacts;
}

export interface GpuFacts {
  readonly manufacturer: string;
  readonly model: string;
  readonly count: number;
  readonly memoryMib: number;
}
