import { schedule as scheduleTask } from 'node-cron';

export interface ScheduleOptions {
  /** A cron expression, in the time zone given. */
  readonly schedule: string;
  /** IANA. */
  readonly timezone: string;
  pass(): Promise<unknown>;
  /** Told of a pass that threw; the next one is made all the same. */
  onFailure(error: unknown): void;
  /** Ends it, after the pass that is at work. */
  readonly signal: AbortSignal;
}

/** Makes passes at the times of a schedule, never two at once, until it is told to stop. */
export async function passesOnSchedule({
  schedule,
  timezone,
  pass,
  onFailure,
  signal,
}: ScheduleOptions): Promise<void> {
  if (signal.aborted) return;
  let current: Promise<unknown> = Promise.resolve();
  const task = scheduleTask(
    schedule,
    () => {
      current = pass().catch((error: unknown) => {
        if (!signal.aborted) onFailure(error);
      });
      return current;
    },
    { timezone, noOverlap: true },
  );
  await new Promise<void>((stop) => {
    signal.addEventListener('abort', () => stop(), { once: true });
  });
  await task.destroy();
  await current;
}
