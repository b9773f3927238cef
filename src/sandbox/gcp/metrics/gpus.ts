import type { Accelerators } from '../estate/machine-types.ts';

/** GPUs of a machine, as their driver names them. */
export interface Gpus {
  readonly model: string;
  readonly memoryMib: number;
  readonly count: number;
  /** The driver reports garbage now and then. */
  readonly garbage: boolean;
}

const models: Readonly<Record<string, readonly [model: string, memoryMib: number]>> = {
  'nvidia-tesla-t4': ['Tesla T4', 15_360],
  'nvidia-tesla-p4': ['Tesla P4', 7_680],
  'nvidia-tesla-p100': ['Tesla P100-PCIE-16GB', 16_384],
  'nvidia-tesla-v100': ['Tesla V100-SXM2-16GB', 16_384],
  'nvidia-l4': ['NVIDIA L4', 23_034],
  'nvidia-tesla-a100': ['NVIDIA A100-SXM4-40GB', 40_960],
  'nvidia-a100-80gb': ['NVIDIA A100-SXM4-80GB', 81_920],
  'nvidia-h100-80gb': ['NVIDIA H100 80GB HBM3', 81_559],
};

/** What is known of accelerators. */
export function gpusOf({ type, count }: Accelerators, garbage: boolean): Gpus {
  const [model, memoryMib] = models[type] ?? [type, 16_384];
  return { model, memoryMib, count, garbage };
}
