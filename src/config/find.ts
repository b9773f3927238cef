import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The config's name where none is given. */
const configFileName = 'bursar.config.ts';

/** Where the config is: the path given, or the usual name in the working folder when there is such a file. */
export function findConfig(workingFolder: string, given: string | undefined): string | undefined {
  if (given !== undefined) return resolve(workingFolder, given);
  const usual = resolve(workingFolder, configFileName);
  return existsSync(usual) ? usual : undefined;
}
