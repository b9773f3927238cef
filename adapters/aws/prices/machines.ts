import { once } from 'bursar/adapter';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { type AwsMachineType, parseMachineType } from './machine-types.ts';
import { type MachineOffers, offersOf } from './offers.ts';

/** What the catalogue has of a type. */
export interface Machine {
  /** Absent for the few types of which only prices are known. */
  readonly facts: AwsMachineType | undefined;
  readonly offers: MachineOffers;
}

/** Finds a type in the catalogue, which is read when the first one is asked for. */
export type Machines = (type: string) => Machine | undefined;

export function createMachines(): Machines {
  const catalogue = once(readCatalogue);
  const parsed = new Map<string, Machine>();
  return (type) => {
    const known = parsed.get(type) ?? parse(type, catalogue());
    if (known !== undefined) parsed.set(type, known);
    return known;
  };
}

function parse(type: string, catalogue: Catalogue): Machine | undefined {
  const row = catalogue.rows.get(type);
  if (row === undefined) return undefined;
  const facts = parseMachineType(row, catalogue);
  return { facts, offers: facts?.offers ?? offersOf(row.split('|'), catalogue) };
}
