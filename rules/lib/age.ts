import { type Duration, durationMs, type EpochMs, type instance, type ResourceOf } from 'bursar';

/** Whether something has been so for that long, or may have been: of unknown age counts, for the verdict to say so. */
export function mayBeOlder(since: EpochMs | undefined, than: Duration, now: EpochMs): boolean {
  return since === undefined || now - since >= durationMs(than);
}

/** Not every provider tells of the last start; a machine that was off since it was created shows in the evidence's gaps. */
export function inUseSince({ attributes, createdAt }: ResourceOf<typeof instance>): EpochMs | undefined {
  return attributes.launchedAt ?? createdAt;
}
