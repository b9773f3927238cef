/** A GPU as the machine-learning services attach it. */
export interface Accelerator {
  /** As their APIs name it: `NVIDIA_TESLA_T4`. */
  readonly type: string;
  /** As its driver names it. */
  readonly model: string;
  readonly memoryMib: number;
}

/** A machine for machine learning: a type, and the GPUs that go with it. */
export interface LearningMachine {
  readonly type: string;
  readonly vcpus: number;
  readonly gpu?: { readonly accelerator: Accelerator; readonly count: number };
}

const t4: Accelerator = { type: 'NVIDIA_TESLA_T4', model: 'Tesla T4', memoryMib: 15_360 };
const v100: Accelerator = { type: 'NVIDIA_TESLA_V100', model: 'Tesla V100-SXM2-16GB', memoryMib: 16_384 };
const l4: Accelerator = { type: 'NVIDIA_L4', model: 'NVIDIA L4', memoryMib: 23_034 };
const a100: Accelerator = { type: 'NVIDIA_TESLA_A100', model: 'NVIDIA A100-SXM4-40GB', memoryMib: 40_960 };

/** Machines with GPUs: attached to a general one, or part of the type. */
export const gpuMachines: readonly LearningMachine[] = [
  { type: 'n1-standard-4', vcpus: 4, gpu: { accelerator: t4, count: 1 } },
  { type: 'n1-standard-8', vcpus: 8, gpu: { accelerator: t4, count: 2 } },
  { type: 'n1-highmem-8', vcpus: 8, gpu: { accelerator: v100, count: 1 } },
  { type: 'g2-standard-4', vcpus: 4, gpu: { accelerator: l4, count: 1 } },
  { type: 'g2-standard-24', vcpus: 24, gpu: { accelerator: l4, count: 2 } },
  { type: 'a2-highgpu-1g', vcpus: 12, gpu: { accelerator: a100, count: 1 } },
];

export const plainMachines: readonly LearningMachine[] = [
  { type: 'e2-standard-4', vcpus: 4 },
  { type: 'n2-standard-8', vcpus: 8 },
  { type: 'n1-standard-4', vcpus: 4 },
];
