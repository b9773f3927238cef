import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
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
  for await (const piece of pieces) {
    if (!stream.writable) return;
    if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
  }
}

/** Writes a file whole or not at all: what is there is replaced only by a complete one. */
export async function writeFileWhole(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const stream = createWriteStream(temporary, { mode: 0o600 });
  try {
    await once(stream, 'open');
    await writeAll(stream, pieces);
    stream.end();
    await once(stream, 'close');
    await rename(temporary, path);
  } catch (error) {
    stream.destroy();
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Where `--out` points to. */
export function outPath({ workingFolder }: CliContext, out: string): string {
  return resolve(workingFolder, out);
}
