import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReportOptions } from '../core/report.ts';
import type { CliContext, OutputStream } from './parts.ts';

/** Columns where the output is no terminal and nothing else is said. */
const pipeWidth = 120;

/** How a report for this output is to be made. */
export function reportOptions({ environment, own }: CliContext, stream: OutputStream): ReportOptions {
  const columns = Number(environment['COLUMNS']);
  const width = stream.columns ?? (Number.isInteger(columns) && columns > 20 ? columns : pipeWidth);
  const color =
    stream.isTTY === true && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';
  return { width, color, command: own.fromSource ? 'npm run -s bursar --' : 'bursar' };
}

/** Writes pieces of text, no faster than they are taken. A reader that went away (`| head`) ends it quietly. */
export async function writeAll(stream: NodeJS.WritableStream, pieces: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(pieces, stream, { end: false });
  } catch (error) {
    if (!wentAway(error)) throw error;
  }
}

function wentAway(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/** Writes a file whole or not at all: what is there is replaced only by a complete one. */
export async function writeFileWhole(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await pipeline(pieces, createWriteStream(temporary, { mode: 0o600 }));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Where `--out` points to. */
export function outPath({ workingFolder }: CliContext, out: string): string {
  return resolve(workingFolder, out);
}
