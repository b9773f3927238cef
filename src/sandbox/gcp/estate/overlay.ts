import type { EpochMs } from '../../../core/time.ts';
import { VersionedChanges } from '../../estate/versioned-changes.ts';
import type { Change, InstanceChange } from './changes.ts';

/** The changes made to an estate, by full resource name; all else is as its seed has it. */
export class Overlay extends VersionedChanges<Change> {
  constructor() {
    super(onTop);
  }

  override read(name: string, asOf: EpochMs): Change | undefined {
    const change = super.read(name, asOf);
    const next = change?.instance?.next;
    if (next === undefined || next.at > asOf) return change;
    return { ...change, instance: { ...change?.instance, status: next.status } };
  }
}

function onTop(before: Change | undefined, change: Change): Change {
  return {
    ...before,
    ...change,
    ...(change.instance !== undefined && { instance: mergeInstance(before?.instance, change.instance) }),
  };
}

function mergeInstance(before: InstanceChange | undefined, change: InstanceChange): InstanceChange {
  if (before === undefined) return change;
  // A new status ends the transition that was under way.
  const { next, ...settled } = before;
  return { ...settled, ...(next !== undefined && change.status === undefined && { next }), ...change };
}
