import { type Duration, durationMs, type EpochMs } from 'bursar';

/** Whether something has been so for that long, or may have been: of unknown age counts, for the verdict to say so. */
export function mayBeOlder(since: EpochMs | undefined, than: Duration, now: EpochMs): boolean {
  return since === undefined || now - since >= durationMs(than);
}
