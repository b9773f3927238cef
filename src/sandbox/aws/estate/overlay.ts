import type { EpochMs } from '../../../core/time.ts';
import type { Tag } from '../../estate/tags.ts';
import type { Change, InstanceChange } from './changes.ts';

interface Version {
  readonly at: EpochMs;
  readonly change: Change;
}

/** Versions older than this are of no use to the stalest read. */
const keepMs = 3_600_000;

/** The changes made to an estate, by id; all else is as its seed has it. */
export class Overlay {
  readonly #versions = new Map<string, readonly Version[]>();

  /** How many resources have been changed. */
  get size(): number {
    return this.#versions.size;
  }

  /** What has been changed of a resource, as of an instant. */
  read(id: string, asOf: EpochMs): Change | undefined {
    const change = this.#versions.get(id)?.findLast(({ at }) => at <= asOf)?.change;
    const next = change?.instance?.next;
    if (next === undefined || next.at > asOf) return change;
    return { ...change, instance: { ...change?.instance, state: next.state } };
  }

  /** Changes a resource on top of what was changed before; what is undefined stays as it is. */
  write(id: string, at: EpochMs, change: Change): void {
    const versions = this.#versions.get(id) ?? [];
    const before = versions.at(-1)?.change;
    const tags =
      change.tags === undefined ? before?.tags : new Map([...(before?.tags ?? []), ...change.tags]);
    const merged: Change = {
      ...before,
      ...change,
      ...(change.instance !== undefined && { instance: mergeInstance(before?.instance, change.instance) }),
      ...(tags !== undefined && { tags }),
    };
    const first = versions.findLastIndex((version) => version.at <= at - keepMs);
    this.#versions.set(id, [...versions.slice(Math.max(0, first)), { at, change: merged }]);
  }
}

function mergeInstance(before: InstanceChange | undefined, change: InstanceChange): InstanceChange {
  if (before === undefined) return change;
  // A new state ends the transition that was under way.
  const { next, ...settled } = before;
  return { ...settled, ...(next !== undefined && change.state === undefined && { next }), ...change };
}

/** Tags with changes applied: a changed one stays in its place, a new one comes last. */
export function changedTags(
  tags: readonly Tag[],
  changes: ReadonlyMap<string, string | undefined>,
): readonly Tag[] {
  const merged = new Map<string, string | undefined>([...tags, ...changes]);
  return [...merged].flatMap(([key, value]): Tag[] => (value === undefined ? [] : [[key, value]]));
}
