import type { EpochMs } from '../../../core/time.ts';
import type { UsageProfile } from '../../estate/usage-profile.ts';
import type { Population } from '../../population.ts';
import { mix } from '../../seeded.ts';
import type { Cell } from '../estate/estate.ts';
import type { Instance } from '../estate/instances.ts';
import type { Notebook } from '../estate/notebooks.ts';
import { type Gpus, gpusOf } from './gpus.ts';
import type { Labels, MetricSubject } from './source.ts';

/** A machine of Compute Engine as its metrics see it; those that run notebooks are among them. */
export interface Machine {
  readonly index: number;
  readonly name: string;
  /** The number that Google gave it. */
  readonly number: string;
  readonly zone: string;
  readonly seed: number;
  readonly usage: UsageProfile;
  /** When an `idle-then-busy` one began to work. */
  readonly turnsAt?: EpochMs;
  /** When it ran; absent where that was never, or is not known. */
  readonly run?: { readonly from: EpochMs; readonly until?: EpochMs };
  /** Its hypervisor tells nothing. */
  readonly silent: boolean;
  /** A load balancer sends it part of what it gets. */
  readonly balanced: boolean;
  readonly memoryAgent: boolean;
  /** Those that an agent on it reports. */
  readonly gpus?: Gpus;
}

/** All machines of a cell: its instances, and after them those of its notebooks. */
export const machines: MetricSubject<Machine> = {
  keys: ['resource.labels.instance_id', 'metric.labels.instance_name'],
  population: machinesOf,
  find: (cell, _key, value) => machinesOf(cell).find(value),
};

export const machineResource = {
  resourceType: 'gce_instance',
  resourceLabels: ['project_id', 'instance_id', 'zone'],
} as const;

export function machineLabels({ number, zone }: Machine, { project }: Cell): Labels {
  return { project_id: project.id, instance_id: number, zone };
}

function machinesOf(cell: Cell): Population<Machine> {
  const { instances, notebooks } = cell;
  return {
    size: instances.size + notebooks.size,
    at: (index) =>
      index < instances.size
        ? machineOfInstance(instances.at(index))
        : machineOfNotebook(notebooks.at(index - instances.size), instances.size),
    find(nameOrNumber) {
      const instance = instances.find(nameOrNumber);
      if (instance !== undefined) return machineOfInstance(instance);
      const notebook = notebooks.find(nameOrNumber);
      return notebook && machineOfNotebook(notebook, instances.size);
    },
  };
}

const working: ReadonlySet<Instance['status']> = new Set(['RUNNING', 'STOPPING', 'SUSPENDING']);

function machineOfInstance(instance: Instance): Machine {
  const { index, id, number, zone, seed, usage, busySince, memoryAgent, gpu } = instance;
  const run = timeRun(instance);
  return {
    index,
    name: id,
    number,
    zone,
    seed,
    usage,
    ...(busySince !== undefined && { turnsAt: busySince }),
    ...(run !== undefined && { run }),
    silent: instance.metricsMissing,
    balanced: instance.group !== undefined,
    memoryAgent,
    // Some drivers are broken.
    ...(instance.gpuAgent && gpu && { gpus: gpusOf(gpu, mix(seed, 0x6a4b) % 5 === 0) }),
  };
}

function timeRun({ status, startedAt, stoppedAt, gone }: Instance): Machine['run'] {
  if (startedAt === undefined || gone) return undefined;
  if (working.has(status)) return { from: startedAt };
  const over = status === 'TERMINATED' || status === 'SUSPENDED';
  return over && stoppedAt !== undefined ? { from: startedAt, until: stoppedAt } : undefined;
}

function machineOfNotebook(notebook: Notebook, before: number): Machine {
  const { index, id, machineId, zone, seed, usage, state, createdAt, updatedAt, agent, machine } = notebook;
  const run = state === 'ACTIVE' ? { from: createdAt } : { from: createdAt, until: updatedAt };
  return {
    index: before + index,
    name: id,
    number: machineId,
    zone,
    seed,
    usage,
    ...(state !== 'PROVISIONING' && { run }),
    silent: false,
    balanced: false,
    memoryAgent: agent,
    ...(agent &&
      machine.gpu && { gpus: { ...machine.gpu.accelerator, count: machine.gpu.count, garbage: false } }),
  };
}
