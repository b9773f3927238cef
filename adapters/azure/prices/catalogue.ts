import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The embedded table of machine types, as README.md describes it. */
export interface Catalogue {
  readonly regions: readonly string[];
  /** The day on which all its prices were in force. */
  readonly asOf: string;
  /** Each type's row by its name in lower case. */
  readonly rows: ReadonlyMap<string, string>;
}

const schema = z.object({ regions: z.array(z.string()), asOf: z.string(), types: z.array(z.string()) });

/** Reads the embedded table from its file; its rows are left as they are until one is asked for. */
export function readCatalogue(): Catalogue {
  const file = new URL('./data/machine-types.json', import.meta.url);
  const { types, ...rest } = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { ...rest, rows: new Map(types.map((row) => [row.slice(0, row.indexOf('|')).toLowerCase(), row])) };
}
