const firstLength = 65_536;

/**
 * A long text that is put together of many: each is written out at once, so that no tree of pieces has to be walked in
 * the end. Of ASCII alone.
 */
export class TextBuffer {
  #bytes: Buffer;
  #length = 0;

  constructor() {
    this.#bytes = Buffer.allocUnsafe(firstLength);
  }

  add(text: string): void {
    const length = this.#length + text.length;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#length += this.#bytes.write(text, this.#length, 'latin1');
  }

  /** All of it; nothing is added after. */
  take(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}
