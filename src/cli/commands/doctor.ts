import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { styleText } from 'node:util';
import type { Config } from '../../config/config.ts';
import { findConfig } from '../../config/find.ts';
import type { Check } from '../../core/adapter.ts';
import { shownPath } from '../../lib/shown-path.ts';
import { connectTo, connectToSource } from '../connect.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { openEstate } from '../governor.ts';
import { reportOptions } from '../output.ts';
import type { CliContext, CommonOptions, EstateOptions } from '../parts.ts';
import { selectionOf } from './permissions.ts';

const leastFreeBytes = 500_000_000;

/**
 * Looks at everything a pass depends on: config, data folder, each provider's credentials, clock and permissions, and
 * the sources of signals.
 */
export async function doctor(context: CliContext, options: CommonOptions & EstateOptions): Promise<ExitCode> {
  const estate = await openEstate(context, options);
  let failed = false;
  try {
    const path = findConfig(context.workingFolder, options.config);
    const where =
      path === undefined
        ? 'none here: looking at the sandbox'
        : `${shownPath(context.workingFolder, path)} is sound`;
    print(context, { title: 'Configuration', status: 'ok', detail: where });
    for await (const check of checksOf(context, estate.config)) {
      print(context, check);
      failed ||= check.status === 'failed';
    }
  } finally {
    await estate.close();
  }
  return failed ? exitCode.someFailed : exitCode.done;
}

async function* checksOf(context: CliContext, config: Config): AsyncGenerator<Check> {
  yield await dataFolderCheck(config.dataDir);
  yield await storeCheck(context, config.dataDir);
  const logger = await context.parts.createLogger('silent');
  for (const entry of config.providers) {
    const connection = await connectTo(context, entry, logger);
    try {
      yield* connection.checks(selectionOf(entry.adapter, config.packs), context.signal);
    } finally {
      await connection.close();
    }
  }
  for (const entry of config.signals) {
    const connection = await connectToSource(context, entry, logger);
    try {
      yield* connection.checks(context.signal);
    } finally {
      await connection.close();
    }
  }
}

async function dataFolderCheck(dataDir: string): Promise<Check> {
  const title = 'Data folder';
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK);
    const { bavail, bsize } = await statfs(dataDir);
    const freeBytes = bavail * bsize;
    const detail = `${dataDir}, ${Math.floor(freeBytes / 1e9)} GB free`;
    return freeBytes >= leastFreeBytes
      ? { title, status: 'ok', detail }
      : { title, status: 'warning', detail, remedy: 'free some space, or point dataDir elsewhere' };
  } catch (error) {
    return {
      title,
      status: 'failed',
      detail: messageOf(error),
      remedy: 'make it writable, or point dataDir elsewhere',
    };
  }
}

async function storeCheck({ parts }: CliContext, dataDir: string): Promise<Check> {
  try {
    const store = await parts.openStore(dataDir);
    const run = await store.runs.latest();
    await store.close();
    const detail =
      run === undefined ? 'sound; no pass yet' : `sound; last pass ${new Date(run.startedAt).toISOString()}`;
    return { title: 'Store', status: 'ok', detail };
  } catch (error) {
    return { title: 'Store', status: 'failed', detail: messageOf(error) };
  }
}

const marks = {
  ok: ['green', 'ok     '],
  warning: ['yellow', 'warning'],
  failed: ['red', 'failed '],
  skipped: ['dim', 'skipped'],
} as const;

function print(context: CliContext, { title, status, detail, remedy }: Check): void {
  const { color } = reportOptions(context, context.stdout);
  const [tone, word] = marks[status];
  const mark = color ? styleText(tone, word, { validateStream: false }) : word;
  context.stdout.write(
    `${mark}  ${title}: ${detail}\n${remedy === undefined ? '' : `         → ${remedy}\n`}`,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
