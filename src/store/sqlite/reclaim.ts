import { CompiledQuery } from 'kysely';
import type { Database } from '../schema.ts';

const pagesPerPiece = 1_000;

/** A share of the file that may stay free: the next run will want it. */
const freeShareKept = 0.2;

/** Gives free pages back to the file system, a piece at a time, where a good part of the file is free. */
export async function reclaimPages(db: Database): Promise<void> {
  const pages = await readNumber(db, 'page_count');
  let free = await readNumber(db, 'freelist_count');
  while (free > pages * freeShareKept) {
    await db.executeQuery(CompiledQuery.raw(`pragma incremental_vacuum(${pagesPerPiece})`));
    const left = await readNumber(db, 'freelist_count');
    // A file that was not made for it gives nothing back; its free pages are used again all the same.
    if (left >= free) return;
    free = left;
  }
}

async function readNumber(db: Database, pragma: 'page_count' | 'freelist_count'): Promise<number> {
  const { rows } = await db.executeQuery<Readonly<Record<string, number>>>(
    CompiledQuery.raw(`pragma ${pragma}`),
  );
  return rows[0]?.[pragma] ?? 0;
}
