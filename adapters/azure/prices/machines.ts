import { once } from 'bursar/adapter';
import { readCatalogue } from './catalogue.ts';
import { type Machine, parseMachine } from './machine-types.ts';

/** Finds a size in the catalogue, which is read when the first one is asked for; case does not matter to Azure. */
export type Machines = (size: string) => Machine | undefined;

export function createMachines(): Machines {
  const catalogue = once(readCatalogue);
  const parsed = new Map<string, Machine>();
  return (size) => {
    const key = size.trim().toLowerCase();
    const known = parsed.get(key);
    if (known !== undefined) return known;
    const row = catalogue().rows.get(key);
    if (row === undefined) return undefined;
    const machine = parseMachine(row, catalogue());
    parsed.set(key, machine);
    return machine;
  };
}
