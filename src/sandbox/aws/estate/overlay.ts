import type { EpochMs } from '../../../core/time.ts';
import type { Tag } from '../../estate/tags.ts';
import { VersionedChanges } from '../../estate/versioned-changes.ts';
import type { Change, InstanceChange } from './changes.ts';

/** The changes made to an estate, by id; all else is as its seed has it. */
export class Overlay extends VersionedChanges<Change> {
  constructor() {
    super(onTop);
  }

  override read(id: string, asOf: EpochMs): Change | undefined {
    const change = super.read(id, asOf);
    const next = change?.instance?.next;
    if (next === undefined || next.at > asOf) return change;
    return { ...change, instance: { ...change?.instance, state: next.state } };
  }
}

/** What is undefined stays as it is. */
function onTop(before: Change | undefined, change: Change): Change {
  const tags = change.tags === undefined ? before?.tags : new Map([...(before?.tags ?? []), ...change.tags]);
  return {
    ...before,
    ...change,
    ...(change.instance !== undefined && { instance: mergeInstance(before?.instance, change.instance) }),
    ...(tags !== undefined && { tags }),
  };
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
