import { once } from 'bursar/adapter';
import { readCatalogue } from './catalogue.ts';
import { customMachineType } from './custom-types.ts';
import { type GcpMachineType, parseMachineType } from './machine-types.ts';

/** Finds a type, in the catalogue or by the sizes in its name; the catalogue is read when the first one is asked for. */
export type Machines = (type: string) => GcpMachineType | undefined;

/** A lookup that keeps what it has found, since an estate has many machines of few types. */
export function createMachines(): Machines {
  const catalogue = once(readCatalogue);
  const found = new Map<string, GcpMachineType | undefined>();
  return (type) => {
    if (found.has(type)) return found.get(type);
    const row = catalogue().rows.get(type);
    const machine =
      row === undefined ? customMachineType(type, catalogue()) : parseMachineType(row, catalogue());
    found.set(type, machine);
    return machine;
  };
}

/** Every predefined machine type of the embedded catalogue, by name. */
export function gcpMachineTypes(): ReadonlyMap<string, GcpMachineType> {
  const catalogue = readCatalogue();
  return new Map([...catalogue.rows].map(([name, row]) => [name, parseMachineType(row, catalogue)]));
}
