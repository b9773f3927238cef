/**
 * Writes the embedded table of Azure's machine types anew from a folder with `azure_instance_types.csv` and
 * `azure_prices_regions.csv`: `node test/tools/update-azure-machine-types.ts <folder>`
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deriveAzureMachineTypes } from './derive-azure-machine-types.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder that has azure_instance_types.csv');
const table = deriveAzureMachineTypes(
  await readFile(join(folder, 'azure_instance_types.csv'), 'utf8'),
  await readFile(join(folder, 'azure_prices_regions.csv'), 'utf8'),
);
const target = new URL('../../adapters/azure/prices/data/machine-types.json', import.meta.url);
await writeFile(target, `${JSON.stringify(table, undefined, 2)}\n`);
process.stdout.write(`${table.types.length} types\n`);
