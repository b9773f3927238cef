import type { Population } from '../../population.ts';
import type { Address } from './addresses.ts';
import type { Cell } from './cell.ts';
import type { Database } from './databases.ts';
import type { Disk } from './disks.ts';
import type { Instance } from './instances.ts';
import { findMachineType, type MachineTypeFacts } from './machine-types.ts';

/** What one of Google's recommenders has to say, and of what. */
export interface Subject {
  /** Full resource name. */
  readonly target: string;
  /** Region or zone. */
  readonly location: string;
  readonly subtype: string;
  readonly description: string;
  readonly monthlyUsd: number;
  readonly operation: Operation;
}

/** A step of what is recommended. */
export interface Operation {
  readonly action: 'test' | 'replace' | 'remove' | 'add';
  readonly resourceType: string;
  readonly path: string;
  readonly value?: unknown;
}

const dayMs = 86_400_000;
/** For how long Google looks on before it says that something is idle. */
const observedMs = 14 * dayMs;
const perVcpuUsd = 22;

/** The first of a run of neighbours that something can be recommended for. */
export type SubjectFinder = (cell: Cell, from: number, to: number) => Subject | undefined;

export const idleInstance: SubjectFinder = (cell, from, to) =>
  firstOf(cell.instances, from, to, (instance) => {
    if (!isSettled(instance, cell) || instance.usage !== 'idle' || instance.metricsMissing) return undefined;
    return {
      target: instance.arn,
      location: instance.zone,
      subtype: 'STOP_VM',
      description: `Save cost by stopping Idle VM '${instance.id}'.`,
      monthlyUsd: instance.type.vcpus * perVcpuUsd,
      operation: {
        action: 'replace',
        resourceType: 'compute.googleapis.com/Instance',
        path: '/status',
        value: 'TERMINATED',
      },
    };
  });

export const machineTypeOfInstance: SubjectFinder = (cell, from, to) =>
  firstOf(cell.instances, from, to, (instance) => {
    const smaller = isSettled(instance, cell) && instance.usage === 'office-hours' && halfOf(instance.type);
    if (!smaller) return undefined;
    return {
      target: instance.arn,
      location: instance.zone,
      subtype: 'CHANGE_MACHINE_TYPE',
      description: `Save cost by changing machine type from ${instance.type.name} to ${smaller.name}.`,
      monthlyUsd: (instance.type.vcpus - smaller.vcpus) * perVcpuUsd,
      operation: {
        action: 'replace',
        resourceType: 'compute.googleapis.com/Instance',
        path: '/machineType',
        value: `zones/${instance.zone}/machineTypes/${smaller.name}`,
      },
    };
  });

export const idleDisk: SubjectFinder = (cell, from, to) =>
  firstOf(cell.disks, from, to, (disk: Disk) => {
    const since = disk.detachedAt ?? disk.createdAt;
    const zonal = disk.scope.startsWith('zones/');
    if (disk.user !== undefined || disk.gone || !zonal || since > cell.anchorAt - observedMs)
      return undefined;
    return {
      target: disk.arn,
      location: disk.scope.slice(6),
      subtype: 'SNAPSHOT_AND_DELETE_DISK',
      description: `Save cost by snapshotting and then deleting idle persistent disk '${disk.id}'.`,
      monthlyUsd: disk.sizeGb * 0.06,
      operation: { action: 'remove', resourceType: 'compute.googleapis.com/Disk', path: '/' },
    };
  });

export const idleAddress: SubjectFinder = (cell, from, to) =>
  firstOf(cell.addresses, from, to, (address: Address) => {
    const idle = address.status === 'RESERVED' && address.type === 'EXTERNAL' && !address.gone;
    if (!idle || address.createdAt > cell.anchorAt - observedMs) return undefined;
    return {
      target: address.arn,
      location: cell.region,
      subtype: 'DELETE_ADDRESS',
      description: `Save cost by deleting idle address '${address.id}'.`,
      monthlyUsd: 7.3,
      operation: { action: 'remove', resourceType: 'compute.googleapis.com/Address', path: '/' },
    };
  });

export const idleDatabase: SubjectFinder = (cell, from, to) =>
  firstOf(cell.databases, from, to, (database: Database) => {
    const { usage, state, stopped, replicaOf, metricsMissing, createdAt } = database;
    const works = state === 'RUNNABLE' && !stopped && replicaOf === undefined && !metricsMissing;
    if (!works || usage !== 'idle' || createdAt > cell.anchorAt - 2 * observedMs) return undefined;
    return {
      target: database.arn,
      location: cell.region,
      subtype: 'STOP_CLOUD_SQL_INSTANCE',
      description: `Stop the idle Cloud SQL instance '${database.id}' to save cost.`,
      monthlyUsd: 51.4,
      operation: {
        action: 'replace',
        resourceType: 'sqladmin.googleapis.com/Instance',
        path: '/settings/activationPolicy',
        value: 'NEVER',
      },
    };
  });

function isSettled({ status, group, gone, createdAt }: Instance, { anchorAt }: Cell): boolean {
  return status === 'RUNNING' && group === undefined && !gone && createdAt <= anchorAt - observedMs;
}

/** The type of the same family with half the processors. */
function halfOf({ name }: MachineTypeFacts): MachineTypeFacts | undefined {
  const [, family = '', vcpus = ''] = /^([a-z]\d[a-z]?-(?:standard|highmem|highcpu)-)(\d+)$/.exec(name) ?? [];
  return findMachineType(`${family}${Number(vcpus) / 2}`);
}

function firstOf<Model>(
  population: Population<Model>,
  from: number,
  to: number,
  subjectOf: (model: Model) => Subject | undefined,
): Subject | undefined {
  for (let index = from; index < to; index++) {
    const subject = subjectOf(population.at(index));
    if (subject !== undefined) return subject;
  }
  return undefined;
}
