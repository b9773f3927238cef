/**
 * Writes the embedded table of AWS machine types anew from a folder with `aws_instance_types.csv`:
 * `node test/tools/update-aws-machine-types.ts <folder>`
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deriveMachineTypes } from './derive-aws-machine-types.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder that has aws_instance_types.csv');
const table = deriveMachineTypes(await readFile(join(folder, 'aws_instance_types.csv'), 'utf8'));
const target = new URL('../../adapters/aws/prices/data/machine-types.json', import.meta.url);
await writeFile(target, `${JSON.stringify(table, undefined, 2)}\n`);
process.stdout.write(`${table.types.length} types\n`);
