/**
 * Writes the embedded table of Google's machine types anew from a folder with `gcp_instance_types.csv` and
 * `gcp_prices_all_regions.csv`: `node test/tools/update-gcp-machine-types.ts <folder>`
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deriveGcpMachineTypes } from './derive-gcp-machine-types.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder that has gcp_instance_types.csv');
const table = deriveGcpMachineTypes(
  await readFile(join(folder, 'gcp_instance_types.csv'), 'utf8'),
  await readFile(join(folder, 'gcp_prices_all_regions.csv'), 'utf8'),
);
const target = new URL('../../adapters/gcp/prices/data/machine-types.json', import.meta.url);
await writeFile(target, `${JSON.stringify(table, undefined, 2)}\n`);
process.stdout.write(`${table.types.length} types in ${table.regions.length} regions\n`);
