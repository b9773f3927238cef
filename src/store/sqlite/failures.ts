import { DamagedStoreError, StoreError } from '../errors.ts';

/** SQLite's primary result codes that are not bugs of ours: what they mean to who runs the program. */
const explanations: ReadonlyMap<number, string> = new Map([
  [5, 'another process has been writing to it for too long; wait for that one or stop it'],
  [6, 'another connection holds a table of it'],
  [8, 'it cannot be written to; check the permissions of the file and of its folder'],
  [10, 'the disk failed to read or write it'],
  [13, 'the disk is full; make room and start again'],
  [14, 'it cannot be opened; check the permissions of the file and of its folder'],
]);

const damaged: ReadonlySet<number> = new Set([11, 26]);

/** Whether somebody else held the database just now. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === 5;
}

/** What went wrong in SQLite, in words that help; anything else is given back as it is. */
export function toStoreError(error: unknown, file: string): unknown {
  const code = primaryCode(error);
  if (code === undefined || !(error instanceof Error)) return error;
  if (damaged.has(code)) return new DamagedStoreError(damageMessage(file, error.message), { cause: error });
  const explanation = explanations.get(code);
  if (explanation === undefined) return error;
  return new StoreError(`The store ${file}: ${explanation} (${error.message}).`, { cause: error });
}

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  // Extended codes carry the primary one in their lowest byte.
  return error.errcode & 0xff;
}

function damageMessage(file: string, reason: string): string {
  return (
    `The store ${file} is damaged (${reason}). Move it away together with ${file}-wal and ${file}-shm, put a backup ` +
    'in its place or start without: the next run reads everything anew, and only the history is lost ' +
    `(first sightings, exemptions, past runs). "sqlite3 ${file} .recover" may save what is left of that.`
  );
}
