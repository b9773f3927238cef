import type { EpochMs } from '../../../core/time.ts';
import type { Change } from './changes.ts';

interface Version {
  /** Counted over all that there were. */
  readonly version: number;
  readonly at: EpochMs;
  readonly change: Change;
}

/** Versions older than this are of no use to the stalest read. */
const keepMs = 3_600_000;

/** The changes made to an estate, by ARM id in lower case; all else is as its seed has it. */
export class Overlay {
  readonly #versions = new Map<string, readonly Version[]>();
  #deleted = 0;

  /** How many resources have been changed. */
  get size(): number {
    return this.#versions.size;
  }

  /** How many resources have been deleted. */
  get deleted(): number {
    return this.#deleted;
  }

  /** What has been changed of a resource, as of an instant. */
  read(id: string, asOf: EpochMs): Change | undefined {
    return this.#versions.get(id)?.findLast(({ at }) => at <= asOf)?.change;
  }

  /** Which version of a resource the last change made; 1 before the first. */
  versionOf(id: string): number {
    return (this.#versions.get(id)?.at(-1)?.version ?? 0) + 1;
  }

  /** Changes a resource on top of what was changed before; what is not named stays as it is. */
  write(id: string, at: EpochMs, change: Change): void {
    const versions = this.#versions.get(id) ?? [];
    const before = versions.at(-1)?.change;
    if (change.gone === true && before?.gone !== true) this.#deleted++;
    const merged: Change = {
      ...before,
      ...change,
      ...(change.vm !== undefined && { vm: { ...before?.vm, ...change.vm } }),
    };
    const first = versions.findLastIndex((version) => version.at <= at - keepMs);
    this.#versions.set(id, [
      ...versions.slice(Math.max(0, first)),
      { at, change: merged, version: (versions.at(-1)?.version ?? 0) + 1 },
    ]);
  }
}
