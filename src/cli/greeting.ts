import { findConfig } from '../config/find.ts';
import { shownPath } from '../lib/shown-path.ts';
import type { CliContext, CommonOptions, EstateOptions } from './parts.ts';

/** The first line, before anything slow: what runs, and on what. To stderr, so that stdout is the report's alone. */
export function greet(
  { own, stderr, workingFolder }: CliContext,
  options: CommonOptions & EstateOptions,
): void {
  const config = findConfig(workingFolder, options.config);
  const estate =
    config === undefined
      ? `no bursar.config.ts here: governing the sandbox, ${options.size} made-up resources (seed ${options.seed})`
      : `governing what ${shownPath(workingFolder, config)} names`;
  stderr.write(`Bursar ${own.version} · ${estate}\n`);
}
