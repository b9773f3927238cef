import type { Migration } from 'kysely';
import { initial } from './0001-initial.ts';

/** Every step from an empty database to the present schema. A step that was released is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
};
