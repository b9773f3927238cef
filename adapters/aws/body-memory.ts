import type { Readable } from 'node:stream';

const leastBytes = 65_536;

/**
 * Memory that bodies are read into one after the other: pages of several megabytes, each in memory of its own, would
 * have everything collected again and again. The garbage collector may take it as long as nobody reads.
 */
export class BodyMemory {
  #spare: WeakRef<Buffer> | undefined;

  /** Reads a body and shows it to `use`, which keeps nothing of it. */
  async read<Result>(body: Readable, use: (whole: Buffer) => Result): Promise<Result> {
    let memory = this.#take();
    let length = 0;
    // A stream of bytes, with no encoding set.
    for await (const chunk of body as AsyncIterable<Buffer>) {
      const needed = length + chunk.length;
      if (needed > memory.length) memory = enlarged(memory, length, needed);
      memory.set(chunk, length);
      length = needed;
    }
    const result = use(memory.subarray(0, length));
    this.#spare = new WeakRef(memory);
    return result;
  }

  #take(): Buffer {
    const spare = this.#spare?.deref();
    this.#spare = undefined;
    return spare ?? Buffer.allocUnsafeSlow(leastBytes);
  }
}

function enlarged(memory: Buffer, length: number, needed: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.max(needed, memory.length * 2));
  larger.set(memory.subarray(0, length));
  return larger;
}
