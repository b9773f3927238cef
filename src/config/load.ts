import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Pack } from '../core/pack.ts';
import { shownPath } from '../lib/shown-path.ts';
import { checkConfig } from './check.ts';
import type { Config } from './config.ts';
import { ConfigError } from './faults.ts';

/**
 * Loads a config file with the rules it imports, and checks all of it.
 * @throws {ConfigError} with every fault; one alone when the file, or one that it imports, does not load.
 */
export async function loadConfig(
  path: string,
  workingFolder: string,
  defaultPacks: readonly Pack[],
): Promise<Config> {
  const file = shownPath(workingFolder, path);
  if (!existsSync(path)) throw new ConfigError([{ file, path: '', message: 'there is no such file' }]);
  const exported = await importDefault(path, file);
  return checkConfig(exported, { file, folder: dirname(path), defaultPacks });
}

async function importDefault(path: string, file: string): Promise<unknown> {
  let module: { readonly default?: unknown };
  try {
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    throw new ConfigError([{ file, path: '', message: `does not load: ${whyNot(error)}` }], { cause: error });
  }
  if (module.default !== undefined) return module.default;
  throw new ConfigError([
    { file, path: '', message: 'has no default export; write "export default defineConfig({ … })"' },
  ]);
}

/** The message with the place that Node names above the stack of a syntax error. */
function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = error.stack?.split('\n').find((line) => /^(?:file:|\/).+:\d+$/.test(line.trim()));
  return place === undefined ? error.message : `${error.message} (${place.trim()})`;
}
