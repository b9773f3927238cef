import type { EpochMs } from '../../../core/time.ts';
import type { Tag } from '../../estate/tags.ts';
import type { Modelled, Population } from '../../population.ts';
import { indexOfNumericId, numericIdOf } from './numeric-ids.ts';

/** What every modelled resource of Compute Engine has; its id is its name. */
export interface ComputeModel extends Modelled {
  readonly index: number;
  /** The number that Google gave it. */
  readonly number: string;
  /** `zones/us-central1-a`, `regions/us-central1` or `global`. */
  readonly scope: string;
  /** `projects/acme-production-4f2a/zones/us-central1-a/instances/web-1` */
  readonly path: string;
  readonly createdAt: EpochMs;
  /** It is gone. */
  readonly gone?: true | undefined;
  /** It is none of the resources that rules look at. */
  readonly unjudged?: true | undefined;
}

/** Under which all full resource names of Compute Engine are. */
const service = '//compute.googleapis.com/';

/** The full resource name of a path. */
export function fullNameOf(path: string): string {
  return service + path;
}

/** A population of Compute Engine's, whose resources are found by their names or numbers. */
export function computePopulation<Model extends ComputeModel>(options: {
  readonly size: number;
  readonly seed: number;
  indexOf(name: string): number | undefined;
  make(index: number): Model;
}): Population<Model> {
  const { size, seed, make } = options;
  function at(index: number): Model {
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`there is no number ${index} among ${size}`);
    return make(index);
  }
  function find(name: string): Model | undefined {
    const index = options.indexOf(name) ?? indexOfNumericId(seed, name);
    if (index === undefined || index >= size) return undefined;
    const model = make(index);
    return model.gone ? undefined : model;
  }
  return { size, at, find };
}

/** Finds the index of names that end in the number of the resource: `checkout-ip-12` is the twelfth. */
export function numberedIndex(
  size: number,
  nameOf: (index: number) => string,
): (name: string) => number | undefined {
  return (name) => {
    const index = Number(/-([1-9]\d{0,7})$/.exec(name)?.[1] ?? 0) - 1;
    return index >= 0 && index < size && nameOf(index) === name ? index : undefined;
  };
}

/** What follows from where something is and what it is called. */
export function identityOf(
  project: string,
  scope: string,
  collection: string,
  name: string,
): { readonly id: string; readonly path: string; readonly scope: string; readonly arn: string } {
  const path = `projects/${project}/${scope}/${collection}/${name}`;
  return { id: name, path, scope, arn: service + path };
}

/** The number of the index-th of something. */
export function numberOf(seed: number, index: number): string {
  return numericIdOf(seed, index);
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** What changes with every change of labels, and has to be given back with the next: eight bytes in Base 64. */
export function labelFingerprint(labels: readonly Tag[]): string {
  if (labels.length === 0) return '42WmSpB8rSM=';
  let high = 0x811c_9dc5;
  let low = 0x1234_5678;
  for (const [name, text] of labels) {
    for (let index = 0; index < name.length; index++)
      high = Math.imul(high ^ name.charCodeAt(index), 0x0100_0193);
    for (let index = 0; index < text.length; index++)
      low = Math.imul(low ^ text.charCodeAt(index), 0x0100_0193);
    high = Math.imul(high ^ low, 0x85eb_ca6b);
    low ^= high >>> 13;
  }
  return `${digits(high, 5)}${digits(low, 5)}${letters[(high >>> 28) << 2] ?? 'A'}=`;
}

function digits(bits: number, count: number): string {
  let text = '';
  for (let digit = 0; digit < count; digit++) text += letters[(bits >>> (digit * 6)) & 0x3f] ?? '';
  return text;
}
