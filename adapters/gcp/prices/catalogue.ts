import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The embedded table of machine types, as README.md describes it. */
export interface Catalogue {
  /** The day on which its prices were in force. */
  readonly asOf: string;
  readonly regions: readonly string[];
  /** Each type's row by its name. */
  readonly rows: ReadonlyMap<string, string>;
  /** What processors and memory of predefined machines cost in each region, by series. */
  readonly rates: ReadonlyMap<string, string>;
}

const schema = z.object({
  asOf: z.string(),
  regions: z.array(z.string()),
  types: z.array(z.string()),
  rates: z.record(z.string(), z.string()),
});

/** Reads the embedded table from its file; its rows are left as they are until one is asked for. */
export function readCatalogue(): Catalogue {
  const file = new URL('./data/machine-types.json', import.meta.url);
  const { types, rates, ...rest } = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    ...rest,
    rows: new Map(types.map((row) => [row.slice(0, row.indexOf('|')), row])),
    rates: new Map(Object.entries(rates)),
  };
}
