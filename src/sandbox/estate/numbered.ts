import type { Population } from '../population.ts';

/** A population whose names end in the number of the resource: `checkout-db-12` is the twelfth. */
export function numberedPopulation<Model>(
  size: number,
  nameOf: (index: number) => string,
  make: (index: number, name: string) => Model,
): Population<Model> {
  function at(index: number): Model {
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`there is no number ${index} among ${size}`);
    return make(index, nameOf(index));
  }
  function find(name: string): Model | undefined {
    const index = Number(/-([1-9]\d{0,7})$/.exec(name)?.[1] ?? 0) - 1;
    if (index < 0 || index >= size || nameOf(index) !== name) return undefined;
    return make(index, name);
  }
  return { size, at, find };
}
