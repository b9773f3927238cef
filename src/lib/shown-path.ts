import { isAbsolute, relative } from 'node:path';

/** A path as people would type it: relative where it lies below the folder, otherwise absolute. */
export function shownPath(folder: string, path: string): string {
  const below = relative(folder, path);
  if (below === '') return '.';
  return below.startsWith('..') || isAbsolute(below) ? path : below;
}
