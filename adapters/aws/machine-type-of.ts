import type { MachineType } from 'bursar/adapter';
import { createMachines } from './prices/machines.ts';

/** The facts of an instance type by its name; undefined for one that is not known. */
export type MachineTypeOf = (name: string) => MachineType | undefined;

/**
 * Looks types up in the embedded catalogue, which is read when the first one is asked for. Services on top of EC2
 * prefix its names: `ml.g5.xlarge` is a `g5.xlarge`.
 */
export function createMachineTypeOf(): MachineTypeOf {
  const machines = createMachines();
  return (name) => machines(name.replace(/^(?:ml|db)\./, ''))?.facts;
}

/** The GPUs of a type, as kinds tell them; undefined where it has none, as far as is known. */
export function gpuOf(
  name: string,
  machineTypeOf: MachineTypeOf,
): { readonly model: string; readonly count: number } | undefined {
  const gpu = machineTypeOf(name)?.gpu;
  return gpu && { model: gpu.model, count: gpu.count };
}
