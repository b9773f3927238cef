import type { Clock, EpochMs } from 'bursar/adapter';

interface Held<Value> {
  readonly startedAt: EpochMs;
  readonly value: Promise<Value>;
  readonly takenBy: Set<string>;
}

/** A reader that comes later than this after the first gets a reading of its own. */
const sharedForMs = 600_000;

/** More than this many are not held for a second reader that may never come. */
const mostHeld = 16;

/**
 * One reading for several readers: the first to ask makes it, each of the others gets the same, and who asks again gets
 * a new one, so that no pass sees what the pass before has read.
 */
export class SharedReadings<Value> {
  readonly #clock: Clock;
  readonly #readers: number;
  readonly #held = new Map<string, Held<Value>>();

  constructor(clock: Clock, readers: number) {
    this.#clock = clock;
    this.#readers = readers;
  }

  /** The reading of `key` for `reader`, made by `read` unless another reader's is there to be shared. */
  take(key: string, reader: string, read: () => Promise<Value>): Promise<Value> {
    const held = this.#held.get(key);
    if (held === undefined || held.takenBy.has(reader) || this.#isOld(held))
      return this.#make(key, reader, read);
    held.takenBy.add(reader);
    if (held.takenBy.size === this.#readers) this.#held.delete(key);
    return held.value;
  }

  #make(key: string, reader: string, read: () => Promise<Value>): Promise<Value> {
    const value = read();
    this.#held.delete(key);
    for (const oldest of this.#held.keys()) {
      if (this.#held.size < mostHeld) break;
      this.#held.delete(oldest);
    }
    const held: Held<Value> = { startedAt: this.#clock.now(), value, takenBy: new Set([reader]) };
    this.#held.set(key, held);
    value.catch((error: unknown) => {
      // Called off is not refused: the next to ask shall not be told so.
      if (isAbort(error) && this.#held.get(key) === held) this.#held.delete(key);
    });
    return value;
  }

  #isOld({ startedAt }: Held<Value>): boolean {
    return this.#clock.now() - startedAt > sharedForMs;
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

interface Kept<Value> {
  readonly readAt: EpochMs;
  readonly value: Promise<Value>;
}

/** Readings that hardly change, kept for a while; one that failed is not kept. */
export class RecentReadings<Value> {
  readonly #clock: Clock;
  readonly #maximumAgeMs: number;
  readonly #kept = new Map<string, Kept<Value>>();

  constructor(clock: Clock, maximumAgeMs: number) {
    this.#clock = clock;
    this.#maximumAgeMs = maximumAgeMs;
  }

  /** The reading of `key`, made by `read` where there is none or only an old one. */
  get(key: string, read: () => Promise<Value>): Promise<Value> {
    const now = this.#clock.now();
    for (const [other, { readAt }] of this.#kept) {
      if (now - readAt > this.#maximumAgeMs) this.#kept.delete(other);
    }
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept.value;
    const reading: Kept<Value> = { readAt: now, value: read() };
    this.#kept.set(key, reading);
    reading.value.catch(() => {
      if (this.#kept.get(key) === reading) this.#kept.delete(key);
    });
    return reading.value;
  }
}
