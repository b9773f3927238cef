import { createMachines, type Machines } from './prices/machines.ts';

/** What is known of a size by its name; undefined for one that is not known. Of some no more than GPUs or processors. */
export type MachineTypeOf = Machines;

/** Looks sizes up in the embedded catalogue, which is read when the first one is asked for. */
export function createMachineTypeOf(): MachineTypeOf {
  return createMachines();
}

/** The GPUs of a size, as kinds tell them; undefined where it has none, as far as is known. */
export function gpuOf(
  size: string,
  machineTypeOf: MachineTypeOf,
): { readonly model: string; readonly count: number } | undefined {
  const gpu = machineTypeOf(size)?.gpu;
  return gpu && { model: gpu.model, count: gpu.count };
}
