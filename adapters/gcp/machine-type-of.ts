import type { MachineType } from 'bursar/adapter';
import { createMachines } from './prices/machines.ts';

/** The facts of a machine type by its name; undefined for one that is not known. */
export type MachineTypeOf = (name: string) => MachineType | undefined;

/** Looks types up in the embedded catalogue, or reads the sizes of a custom one from its name. */
export function createMachineTypeOf(): MachineTypeOf {
  return createMachines();
}

/** An accelerator as the cloud names it: `nvidia-tesla-t4`, by itself or at the end of a URL; `NVIDIA_TESLA_T4`. */
export interface Accelerator {
  readonly type: string;
  readonly count: number;
}

/**
 * The GPUs of a machine, as kinds tell them: those of its type, which may be a share of one, else those attached to it.
 * Undefined where it has none, as far as is known.
 */
export function gpuOf(
  type: string,
  accelerators: readonly Accelerator[],
  machineTypeOf: MachineTypeOf,
): { readonly model: string; readonly count: number } | undefined {
  const own = machineTypeOf(type)?.gpu;
  if (own !== undefined) return { model: own.model, count: own.count };
  for (const accelerator of accelerators) {
    const model = gpuModelOf(accelerator.type);
    if (model !== undefined && accelerator.count > 0) return { model, count: accelerator.count };
  }
  return undefined;
}

/** `NVIDIA T4` of `nvidia-tesla-t4`; with `vWS` where it is leased as a virtual workstation. Undefined for no GPU. */
export function gpuModelOf(acceleratorType: string): string | undefined {
  const name = acceleratorType
    .slice(acceleratorType.lastIndexOf('/') + 1)
    .toLowerCase()
    .replaceAll('_', '-');
  const [, model = '', workstation = ''] =
    /^nvidia-(?:tesla-)?(.+?)(?:-mega)?(?:-\d+gb)?(-vws)?$/.exec(name) ?? [];
  if (model === '') return undefined;
  return `NVIDIA ${model.replaceAll('-', ' ').toUpperCase()}${workstation === '' ? '' : ' vWS'}`;
}
