import type { EpochMs } from '../../core/time.ts';

interface Version<Change> {
  readonly at: EpochMs;
  readonly change: Change;
}

/** Versions older than this are of no use to the stalest read. */
const keepMs = 3_600_000;

/** The changes made to an estate, by id; all else is as its seed has it. */
export class VersionedChanges<Change extends object> {
  readonly #versions = new Map<string, readonly Version<Change>[]>();
  readonly #merge: (before: Change | undefined, change: Change) => Change;

  /** `merge` makes of what was changed before and what is changed now what has been changed in all. */
  constructor(merge: (before: Change | undefined, change: Change) => Change) {
    this.#merge = merge;
  }

  /** How many resources have been changed. */
  get size(): number {
    return this.#versions.size;
  }

  /** What has been changed of a resource, as of an instant. */
  read(id: string, asOf: EpochMs): Change | undefined {
    return this.#versions.get(id)?.findLast(({ at }) => at <= asOf)?.change;
  }

  /** Changes a resource on top of what was changed before. */
  write(id: string, at: EpochMs, change: Change): void {
    const versions = this.#versions.get(id) ?? [];
    const merged = this.#merge(versions.at(-1)?.change, change);
    const first = versions.findLastIndex((version) => version.at <= at - keepMs);
    this.#versions.set(id, [...versions.slice(Math.max(0, first)), { at, change: merged }]);
  }
}
